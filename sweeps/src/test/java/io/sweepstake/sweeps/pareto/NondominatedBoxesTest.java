package io.sweepstake.sweeps.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.study.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NondominatedBoxesTest {
  private static double[][] losses(int n, int goals, RandomGenerator random) {
    double[][] losses = new double[n][goals];
    for (double[] loss : losses) {
      // Coarse, so that coordinates and whole vectors are equal now and then, or outside.
      Arrays.setAll(loss, k -> n % 2 == 0 ? random.nextInt(5) / 4.0 : random.nextDouble());
    }
    return losses;
  }

  /** What one more vector adds to the hypervolume is what it dominates of the boxes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void boxesHoldWhatAddsHypervolume(int goals) {
    double[] reference = new double[goals];
    Arrays.fill(reference, 0.9);
    for (int n = 0; n < 14; n++) {
      RandomGenerator random = Seeds.generator(goals, "front", n);
      double[][] front = losses(n, goals, random);
      List<NondominatedBoxes.Box> boxes = NondominatedBoxes.of(front, reference);
      for (double[] more : losses(9, goals, random)) {
        double[][] with = Arrays.copyOf(front, n + 1);
        with[n] = more;
        double dominated = 0;
        for (NondominatedBoxes.Box box : boxes) {
          double volume = 1;
          for (int k = 0; k < goals; k++) {
            volume *= Math.max(0, box.high()[k] - Math.max(more[k], box.low()[k]));
          }
          dominated += volume;
        }
        assertThat(dominated)
            .isCloseTo(
                Hypervolume.of(with, reference) - Hypervolume.of(front, reference), within(1e-12));
      }
    }
  }

  @Test
  void twoGoalsHaveOneBoxMoreThanTheirFront() {
    double[][] front = new double[30][];
    Arrays.setAll(front, k -> new double[] {k, 30 - k});
    assertThat(NondominatedBoxes.of(front, new double[] {40, 40})).hasSize(31);
  }
}
