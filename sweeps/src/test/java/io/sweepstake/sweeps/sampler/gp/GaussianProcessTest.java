package io.sweepstake.sweeps.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.study.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
  private static final boolean[] MIXED = {false, false, true};

  private static double[][] points(int n, long seed) {
    RandomGenerator random = Seeds.generator(seed, "points", 0);
    double[][] points = new double[n][];
    for (int i = 0; i < n; i++) {
      points[i] = new double[] {random.nextDouble(), random.nextDouble(), random.nextInt(3)};
    }
    return points;
  }

  private static double[] values(double[][] points) {
    double[] values = new double[points.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(5 * points[i][0]) + points[i][1] * points[i][2];
    }
    return values;
  }

  /**
   * Two observations 1 and −1 at 0 and 1, noise ¼, scale 2, length scale 1: the covariance is [[2¼,
   * 2ρ], [2ρ, 2¼]] with ρ = (1 + √5 + 5/3)e^{−√5}, so its inverse times (1, −1) is (1, −1)/(2¼ −
   * 2ρ).
   */
  @Test
  void agreesWithACaseSolvedByHand() {
    double root = Math.sqrt(5);
    double rho = (1 + root + 5.0 / 3) * Math.exp(-root);
    double half = (1 + root / 2 + 5.0 / 12) * Math.exp(-root / 2);
    double quarter = (1 + root / 4 + 5.0 / 48) * Math.exp(-root / 4);
    double three = (1 + 3 * root / 4 + 15.0 / 16) * Math.exp(-3 * root / 4);
    GaussianProcess process =
        GaussianProcess.of(
            new double[][] {{0}, {1}},
            new boolean[] {false},
            new double[] {1, -1},
            new KernelParameters(new double[] {1}, 2, 0.25));
    assertThat(process.at(new double[] {0.5}).mean()).isCloseTo(0, within(1e-14));
    assertThat(process.at(new double[] {0.5}).variance())
        .isCloseTo(2 - 2 * 4 * half * half / (2.25 + 2 * rho), within(1e-13));
    assertThat(process.at(new double[] {0.25}).mean())
        .isCloseTo(2 * (quarter - three) / (2.25 - 2 * rho), within(1e-13));
  }

  @Test
  void choicesAreEqualOrOneApart() {
    GaussianProcess process =
        GaussianProcess.of(
            new double[][] {{4}},
            new boolean[] {true},
            new double[] {3},
            new KernelParameters(new double[] {0.7}, 1.5, 0.5));
    double other = 1.5 * KernelParameters.correlation(0.7);
    assertThat(process.at(new double[] {4}).mean()).isCloseTo(3 * 1.5 / 2, within(1e-14));
    assertThat(process.at(new double[] {0}).mean()).isCloseTo(3 * other / 2, within(1e-14));
    assertThat(process.at(new double[] {5}).mean()).isEqualTo(process.at(new double[] {0}).mean());
  }

  @Test
  void manyPointsAtOnceAreTheSameAsOneByOne() {
    double[][] points = points(37, 1);
    GaussianProcess process =
        GaussianProcess.of(
            points, MIXED, values(points), new KernelParameters(new double[] {3, 0.5, 1}, 2, 1e-4));
    double[][] many = points(21, 2);
    double[][] together = process.at(many);
    for (int c = 0; c < many.length; c++) {
      assertThat(together[0][c]).isCloseTo(process.at(many[c]).mean(), within(1e-10));
      assertThat(together[1][c]).isCloseTo(process.at(many[c]).variance(), within(1e-10));
    }
  }

  @Test
  void slopesAreThoseOfFiniteDifferences() {
    double[][] points = points(25, 3);
    double[] values = values(points);
    KernelParameters kernel = new KernelParameters(new double[] {3, 0.5, 1}, 2, 1e-2);
    GaussianProcess process = GaussianProcess.of(points, MIXED, values, kernel);
    Acquisition acquisition =
        new Acquisition(
            List.of(process),
            new Improvement.OnBest(1.5),
            List.of(
                new Acquisition.Bound(
                    GaussianProcess.of(points, MIXED, values(points(25, 9)), kernel), 0.3)));
    double h = 1e-5;
    for (double[] x : points(8, 4)) {
      GaussianProcess.Belief belief = process.at(x);
      double[] slopes = new double[3];
      double worth = acquisition.at(x, slopes);
      assertThat(acquisition.at(List.of(x))[0]).isCloseTo(worth, within(1e-9));
      for (int k = 0; k < 2; k++) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[k] += h;
        down[k] -= h;
        assertThat(belief.meanSlopes()[k])
            .isCloseTo((process.at(up).mean() - process.at(down).mean()) / (2 * h), within(1e-6));
        assertThat(belief.varianceSlopes()[k])
            .isCloseTo(
                (process.at(up).variance() - process.at(down).variance()) / (2 * h), within(1e-6));
        double[] unused = new double[3];
        double difference = acquisition.at(up, unused) - acquisition.at(down, unused);
        assertThat(slopes[k])
            .isCloseTo(difference / (2 * h), within(1e-5 * (1 + Math.abs(slopes[k]))));
      }
      assertThat(slopes[2]).isZero();
    }
  }

  @Test
  void theGradientOfTheFitIsThatOfFiniteDifferences() {
    double[][] points = points(20, 5);
    KernelFit fit = new KernelFit(points, MIXED, values(points));
    for (double[] logs :
        new double[][] {{0, 0, 0, 0, -4}, {2, -1, 0.5, 1, -2}, {-3, 4, -2, -1, -9}}) {
      double[] gradient = new double[5];
      fit.loss(logs, gradient);
      for (int k = 0; k < 5; k++) {
        double h = 1e-5;
        double[] up = logs.clone();
        double[] down = logs.clone();
        up[k] += h;
        down[k] -= h;
        double[] unused = new double[5];
        double slope = (fit.loss(up, unused) - fit.loss(down, unused)) / (2 * h);
        assertThat(gradient[k])
            .as("parameter %s", k)
            .isCloseTo(slope, within(2e-6 * (1 + Math.abs(slope))));
      }
    }
  }

  /** One value y: ½y²/(s + v) + ½ log(s + v), and the prior. */
  @Test
  void theLossOfOneObservationIsThatOfTheFormula() {
    KernelFit fit =
        new KernelFit(new double[][] {{0.3}}, new boolean[] {false}, new double[] {1.7});
    double a = Math.exp(0.4);
    double s = Math.exp(-0.3);
    double v = 1e-6 + Math.exp(-2);
    double expected = 0.5 * 1.7 * 1.7 / (s + v) + 0.5 * Math.log(s + v);
    expected += 0.1 * a + 0.1 / a + s - Math.log(s) + 30 * v - 0.1 * Math.log(v);
    assertThat(fit.loss(new double[] {0.4, -0.3, -2}, new double[3]))
        .isCloseTo(expected, within(1e-13));
  }

  @Test
  void anAxisThatDoesNotMatterGetsALongLengthScale() {
    RandomGenerator random = Seeds.generator(8, "points", 0);
    double[][] points = new double[60][];
    double[] values = new double[60];
    for (int i = 0; i < 60; i++) {
      points[i] = new double[] {random.nextDouble(), random.nextDouble()};
      values[i] = Math.sin(8 * points[i][0]);
    }
    KernelParameters kernel = new KernelFit(points, new boolean[2], values).fit();
    assertThat(kernel.inverseSquares()[0]).isGreaterThan(10 * kernel.inverseSquares()[1]);
    assertThat(kernel.noise()).isLessThan(1e-3);
  }

  @Test
  void repeatedPointsWithoutNoiseAreStillSolved() {
    double[][] points = {{0.5}, {0.5}, {0.5}, {0.5 + 1e-12}};
    GaussianProcess process =
        GaussianProcess.of(
            points,
            new boolean[1],
            new double[] {1, 1, 1, 1},
            new KernelParameters(new double[] {1}, 1, 1e-18));
    assertThat(process.at(new double[] {0.5}).mean()).isCloseTo(1, within(1e-6));
  }
}
