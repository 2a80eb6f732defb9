package io.sweepstake.sweeps.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.pareto.Hypervolume;
import io.sweepstake.sweeps.study.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnFrontTest {
  private static double[][] front(int goals, RandomGenerator random) {
    double[][] front = new double[6][goals];
    for (double[] values : front) {
      Arrays.setAll(values, k -> random.nextDouble());
    }
    return front;
  }

  private static double[][] losses(double[][] values) {
    return Arrays.stream(values)
        .map(vector -> Arrays.stream(vector).map(v -> -v).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void ofOneGoalItIsTheExpectedImprovement() {
    for (double mean : new double[] {-40, -1, 0.3, 2}) {
      double[] means = {mean};
      double[] deviations = {0.7};
      double[][] known = {{0.2}, {0.9}, {-1}};
      double[] byMean = new double[1];
      double[] byDeviation = new double[1];
      double log =
          new OnFront(known, new double[] {-3}).log(means, deviations, byMean, byDeviation);
      double[] mean1 = new double[1];
      double[] deviation1 = new double[1];
      assertThat(log)
          .isCloseTo(
              new Improvement.OnBest(0.9).log(means, deviations, mean1, deviation1), within(1e-9));
      assertThat(byMean[0]).isCloseTo(mean1[0], within(1e-9));
      assertThat(byDeviation[0]).isCloseTo(deviation1[0], within(1e-9));
    }
  }

  /** 200,000 draws; four standard errors are about a hundredth. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void isTheMeanOfWhatDrawsAdd(int goals) {
    RandomGenerator random = Seeds.generator(goals, "draws", 0);
    double[][] front = front(goals, random);
    double[] worst = new double[goals];
    Arrays.fill(worst, -0.5);
    double[] means = new double[goals];
    double[] deviations = new double[goals];
    Arrays.setAll(means, k -> 0.3 + 0.2 * k);
    Arrays.setAll(deviations, k -> 0.5 - 0.1 * k);
    double[] reference = new double[goals];
    Arrays.fill(reference, 0.5);
    double before = Hypervolume.of(losses(front), reference);
    double sum = 0;
    double squares = 0;
    int draws = 200_000;
    for (int draw = 0; draw < draws; draw++) {
      double[][] with = Arrays.copyOf(front, front.length + 1);
      double[] drawn = new double[goals];
      Arrays.setAll(drawn, k -> means[k] + deviations[k] * random.nextGaussian());
      with[front.length] = drawn;
      double added = Hypervolume.of(losses(with), reference) - before;
      sum += added;
      squares += added * added;
    }
    double mean = sum / draws;
    double error = Math.sqrt((squares / draws - mean * mean) / draws);
    assertThat(Math.exp(new OnFront(front, worst).log(means, deviations, null, null)))
        .isCloseTo(mean, within(4 * error));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void slopesAreThoseOfFiniteDifferencesHoweverFaintTheHope(int goals) {
    RandomGenerator random = Seeds.generator(goals, "slopes", 0);
    double[] worst = new double[goals];
    OnFront onFront = new OnFront(front(goals, random), worst);
    double h = 1e-5;
    for (double far : new double[] {0, -3, -30}) {
      double[] means = new double[goals];
      double[] deviations = new double[goals];
      Arrays.setAll(means, k -> far + random.nextDouble());
      Arrays.setAll(deviations, k -> 0.3 + random.nextDouble());
      double[] byMeans = new double[goals];
      double[] byDeviations = new double[goals];
      assertThat(onFront.log(means, deviations, byMeans, byDeviations)).isFinite();
      for (int k = 0; k < goals; k++) {
        assertThat(byMeans[k])
            .isCloseTo(slope(onFront, means, deviations, means, k, h), near(byMeans[k]));
        assertThat(byDeviations[k])
            .isCloseTo(slope(onFront, means, deviations, deviations, k, h), near(byDeviations[k]));
      }
    }
  }

  private static Offset<Double> near(double slope) {
    return within(1e-5 * (1 + Math.abs(slope)));
  }

  /** By one of the means or deviations, which is moved and put back. */
  private static double slope(
      OnFront onFront, double[] means, double[] deviations, double[] moved, int k, double h) {
    double at = moved[k];
    moved[k] = at + h;
    double up = onFront.log(means, deviations, null, null);
    moved[k] = at - h;
    double down = onFront.log(means, deviations, null, null);
    moved[k] = at;
    return (up - down) / (2 * h);
  }
}
