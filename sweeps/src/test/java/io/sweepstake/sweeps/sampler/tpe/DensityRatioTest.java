package io.sweepstake.sweeps.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.study.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The point that the bounds lead to is the one that all densities, computed whole, would. */
class DensityRatioTest {
  private static final int CANDIDATES = 32;

  @ParameterizedTest
  @CsvSource({"1,40", "1,3000", "2,700", "5,2000", "20,64", "20,65", "20,3000"})
  void findsTheHighestRatioOfAll(int dimensions, int observations) {
    for (double spread : new double[] {1, 0.05, 0.002}) {
      RandomGenerator random = Seeds.generator(dimensions, "ratio", observations);
      ParzenMixture bad = mixture(dimensions, observations, spread, random);
      ParzenMixture good = mixture(dimensions, 20, spread, random);
      for (int repeat = 0; repeat < 5; repeat++) {
        double[][] drawn = good.draw(CANDIDATES, random);
        double[] logGood = good.logDensity(drawn);
        double[] logBad = bad.logDensity(drawn);
        int best = 0;
        for (int c = 1; c < CANDIDATES; c++) {
          if (logGood[c] - logBad[c] > logGood[best] - logBad[best]) {
            best = c;
          }
        }
        assertThat(DensityRatio.highest(logGood, bad.densities(drawn)))
            .as("spread %s", spread)
            .isEqualTo(best);
      }
    }
  }

  @Test
  void ofEqualRatiosTheFirstIsTaken() {
    ParzenMixture bad = mixture(3, 200, 0.1, Seeds.generator(1, "ratio", 0));
    double[][] same = {{3, 3, 3}, {0, 0, 0}, {0.5, 0.5, 0.5}};
    assertThat(DensityRatio.highest(new double[] {1, 1, 1}, bad.densities(same))).isZero();
    assertThat(DensityRatio.highest(new double[] {1, 2, 2}, bad.densities(same))).isEqualTo(1);
  }

  @Test
  void oneCandidateSuffices() {
    double[][] one = {{0.5}};
    ParzenMixture empty =
        new ParzenMixture(
            new Axis[] {new Axis(FloatParam.uniform("x", 0, 1))}, ParzenShape.DEFAULT);
    empty.refresh();
    assertThat(DensityRatio.highest(new double[] {-3}, empty.densities(one))).isZero();
  }

  @Test
  void kernelsAddedOneByOneAreALowerBound() {
    RandomGenerator random = Seeds.generator(4, "ratio", 0);
    ParzenMixture mixture = mixture(4, 5000, 0.1, random);
    double[][] drawn = mixture.draw(10, random);
    double[] whole = mixture.logDensity(drawn);
    Densities densities = mixture.densities(drawn);
    for (int c = 0; c < 10; c++) {
      double before = Double.NEGATIVE_INFINITY;
      while (!densities.complete(c)) {
        assertThat(densities.logAtLeast(c)).isBetween(before - 1e-12, whole[c] + 1e-12);
        before = densities.logAtLeast(c);
        densities.advance(c);
      }
      assertThat(densities.logAtLeast(c)).isEqualTo(whole[c]);
    }
  }

  /** Axes of every kind; observations around one place, some of them off. */
  private static ParzenMixture mixture(
      int dimensions, int observations, double spread, RandomGenerator random) {
    Axis[] axes = new Axis[dimensions];
    for (int k = 0; k < dimensions; k++) {
      axes[k] =
          new Axis(
              switch (k % 4) {
                case 0 -> IntParam.uniform("x" + k, 0, 40);
                case 1 -> CategoricalParam.of("x" + k, "a", "b", "c");
                case 2 -> FloatParam.uniform("x" + k, 0, 1);
                default -> FloatParam.log("x" + k, 1e-3, 1);
              });
    }
    ParzenMixture mixture = new ParzenMixture(axes, ParzenShape.DEFAULT);
    for (int n = 0; n < observations; n++) {
      double[] numbers = new double[dimensions];
      for (int k = 0; k < dimensions; k++) {
        double u = Math.min(1, Math.max(0, 0.4 + spread * (random.nextDouble() - 0.5)));
        numbers[k] =
            switch (k % 4) {
              case 0 -> Math.rint(40 * u);
              case 1 -> Math.floor(2.9 * random.nextDouble());
              case 2 -> u;
              default -> Math.pow(10, 3 * u - 3);
            };
      }
      mixture.turn(mixture.add(numbers), n % 17 != 3);
    }
    mixture.refresh();
    return mixture;
  }
}
