package io.sweepstake.sweeps.sampler.cmaes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.study.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SearchDistributionTest {
  /** What pycma and CMAEvolutionStrategy.jl print at their start: μ_w and the first weight. */
  @Test
  void defaultParametersAreThePublishedOnes() {
    int[] dimensions = {5, 6, 10};
    int[] sizes = {8, 9, 10};
    double[] variances = {2.6, 2.8, 3.2};
    double[] firsts = {0.52, 0.49, 0.45};
    for (int c = 0; c < dimensions.length; c++) {
      int size = SearchDistribution.defaultGenerationSize(dimensions[c]);
      SearchDistribution start = new SearchDistribution(new double[dimensions[c]], 0.3, size);
      assertThat(size).isEqualTo(sizes[c]);
      assertThat(start.selectionVariance()).isCloseTo(variances[c], within(0.05));
      assertThat(start.weights()[0]).isCloseTo(firsts[c], within(0.012));
      double positive = Arrays.stream(start.weights()).filter(w -> w > 0).sum();
      assertThat(positive).isCloseTo(1, within(1e-12));
    }
  }

  /** Evaluations until a function falls below 1e-8, or the limit. */
  private static int evaluations(
      ToDoubleFunction<double[]> function, double[] start, double step, long seed, int limit) {
    int d = start.length;
    int size = SearchDistribution.defaultGenerationSize(d);
    SearchDistribution distribution = new SearchDistribution(start, step, size);
    RandomGenerator random = Seeds.generator(seed, "es", 0);
    boolean[] own = new boolean[size];
    Arrays.fill(own, true);
    for (int used = 0; used < limit; used += size) {
      double[][] drawn = new double[size][];
      for (int i = 0; i < size; i++) {
        drawn[i] = distribution.sample(random);
        if (function.applyAsDouble(drawn[i]) < 1e-8) {
          return used + i;
        }
      }
      Arrays.sort(drawn, Comparator.comparingDouble(function));
      distribution.update(drawn, own);
    }
    return limit;
  }

  private static int medianEvaluations(
      ToDoubleFunction<double[]> function, double[] start, double step, int limit) {
    int[] counts = new int[11];
    for (int seed = 0; seed < counts.length; seed++) {
      counts[seed] = evaluations(function, start, step, seed, limit);
    }
    Arrays.sort(counts);
    return counts[counts.length / 2];
  }

  private static double[] filled(int d, double value) {
    double[] x = new double[d];
    Arrays.fill(x, value);
    return x;
  }

  private static double ellipsoid(double[] x) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += Math.pow(10, 6.0 * k / (x.length - 1)) * x[k] * x[k];
    }
    return sum;
  }

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int k = 0; k + 1 < x.length; k++) {
      sum += 100 * Math.pow(x[k + 1] - x[k] * x[k], 2) + Math.pow(1 - x[k], 2);
    }
    return sum;
  }

  /** Householder's reflection in a slanted plane: an orthogonal matrix without zeros. */
  private static double[] reflected(double[] x) {
    double dot = 0;
    double length = 0;
    for (int k = 0; k < x.length; k++) {
      dot += (k + 1) * x[k];
      length += (k + 1) * (k + 1);
    }
    double[] y = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      y[k] = x[k] - 2 * dot / length * (k + 1);
    }
    return y;
  }

  /**
   * The documentation of c-cmaes expects hard functions to take between {@code 100 d} and {@code
   * 300 d²} evaluations, here 500 to 7500; a ball is easier.
   */
  @Test
  void convergesInThePublishedOrderOfEvaluations() {
    ToDoubleFunction<double[]> sphere = x -> Arrays.stream(x).map(v -> v * v).sum();
    assertThat(medianEvaluations(sphere, filled(5, 1), 0.5, 5000)).isBetween(300, 800);
    assertThat(medianEvaluations(SearchDistributionTest::ellipsoid, filled(5, 1), 0.5, 9000))
        .isBetween(800, 2500);
    assertThat(medianEvaluations(SearchDistributionTest::rosenbrock, filled(5, 0), 0.2, 9000))
        .isBetween(800, 3500);
  }

  /**
   * The run that CMAEvolutionStrategy.jl shows: three of Rosenbrock's functions side by side, from
   * 0 with a step of 1, stood at 2e-5 after 1800 evaluations and at 6e-12 after 2394.
   */
  @Test
  void isAsFastAsAnotherImplementation() {
    ToDoubleFunction<double[]> pairs =
        x -> {
          double sum = 0;
          for (int k = 0; k < x.length; k += 2) {
            sum += 100 * Math.pow(x[k] * x[k] - x[k + 1], 2) + Math.pow(x[k] - 1, 2);
          }
          return sum;
        };
    assertThat(medianEvaluations(pairs, filled(6, 0), 1, 9000)).isBetween(1400, 2900);
  }

  @Test
  void aRotationChangesNothingButTheCoordinates() {
    ToDoubleFunction<double[]> rotated = x -> ellipsoid(reflected(x));
    double straight = medianEvaluations(SearchDistributionTest::ellipsoid, filled(5, 1), 0.5, 9000);
    double slanted = medianEvaluations(rotated, reflected(filled(5, 1)), 0.5, 9000);
    assertThat(slanted / straight).isBetween(0.8, 1.25);
  }

  /** An order is all it sees: any increasing function of the values gives the same run. */
  @Test
  void onlyRanksMatter() {
    ToDoubleFunction<double[]> sphere = x -> Arrays.stream(x).map(v -> v * v).sum();
    ToDoubleFunction<double[]> root = x -> 1e-8 * Math.sqrt(1e8 * sphere.applyAsDouble(x));
    assertThat(evaluations(root, filled(5, 1), 0.5, 3, 5000))
        .isEqualTo(evaluations(sphere, filled(5, 1), 0.5, 3, 5000));
  }

  /** Hansen 2011: one point a thousand steps away moves the mean by a few steps at most. */
  @Test
  void aFarInjectedPointIsCutBack() {
    int d = 4;
    int size = SearchDistribution.defaultGenerationSize(d);
    SearchDistribution distribution = new SearchDistribution(new double[d], 0.1, size);
    RandomGenerator random = Seeds.generator(1, "es", 0);
    double[][] ranked = new double[size][];
    boolean[] own = new boolean[size];
    for (int i = 0; i < size; i++) {
      ranked[i] = i == 0 ? filled(d, 100) : distribution.sample(random);
      own[i] = i > 0;
    }
    distribution.update(ranked, own);
    double longest = Math.sqrt(d) + 2.0 * d / (d + 2);
    double moved = 0;
    for (int k = 0; k < d; k++) {
      moved += Math.pow(distribution.mean(k), 2);
    }
    assertThat(Math.sqrt(moved)).isLessThan(0.1 * (longest + 3));
    assertThat(distribution.deviation(0)).isLessThan(0.1 * Math.E * 3);
  }
}
