package io.sweepstake.sweeps.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.study.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NondominatedFrontsTest {
  /** A rank is the length of the longest chain of dominance that ends there, less one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void ranksAreLongestChains(int goals) {
    for (int draw = 0; draw < 20; draw++) {
      double[][] losses = losses(60, goals, draw);
      NondominatedFronts fronts = new NondominatedFronts();
      for (int k = 0; k < losses.length; k++) {
        fronts.add(k, losses[k]);
      }
      int[] ranks = longestChains(losses);
      assertThat(fronts.size()).isEqualTo(losses.length);
      assertThat(fronts.count()).isEqualTo(Arrays.stream(ranks).max().getAsInt() + 1);
      for (int rank = 0; rank < fronts.count(); rank++) {
        int which = rank;
        assertThat(fronts.front(rank))
            .containsExactly(
                IntStream.range(0, losses.length).filter(k -> ranks[k] == which).toArray());
      }
    }
  }

  /** The middle one adds most, and is chosen before the one that stands before it. */
  @Test
  void theBestAscendAlsoWithinAFrontThatIsCut() {
    NondominatedFronts fronts = new NondominatedFronts();
    double[][] losses = {{0, 10}, {1, 9.9}, {2, 2}, {10, 0}};
    for (int k = 0; k < losses.length; k++) {
      fronts.add(k, losses[k]);
    }
    assertThat(fronts.best(3)).isSorted().hasSize(3);
    assertThat(fronts.best(1)).containsExactly(2);
  }

  private static double[][] losses(int count, int goals, int draw) {
    RandomGenerator random = Seeds.generator(goals, "losses", draw);
    double[][] losses = new double[count][goals];
    for (double[] loss : losses) {
      Arrays.setAll(loss, k -> draw % 2 == 0 ? random.nextInt(6) : random.nextDouble());
      if (draw % 5 == 4 && random.nextInt(6) == 0) {
        loss[random.nextInt(goals)] =
            random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      }
    }
    return losses;
  }

  private static int[] longestChains(double[][] losses) {
    int[] ranks = new int[losses.length];
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < losses.length; i++) {
        for (int j = 0; j < losses.length; j++) {
          if (Dominance.dominates(losses[j], losses[i]) && ranks[i] < ranks[j] + 1) {
            ranks[i] = ranks[j] + 1;
            changed = true;
          }
        }
      }
    }
    return ranks;
  }

  @Test
  void theOrderOfAddingDoesNotMatter() {
    for (int draw = 0; draw < 10; draw++) {
      double[][] losses = losses(50, 2 + draw % 2, draw);
      NondominatedFronts forwards = new NondominatedFronts();
      NondominatedFronts backwards = new NondominatedFronts();
      for (int k = 0; k < losses.length; k++) {
        forwards.add(k, losses[k]);
        backwards.add(losses.length - 1 - k, losses[losses.length - 1 - k]);
      }
      for (int wanted = 0; wanted <= losses.length + 1; wanted++) {
        assertThat(forwards.best(wanted))
            .containsExactly(backwards.best(wanted))
            .hasSize(Math.min(wanted, losses.length));
      }
    }
  }

  /** The best so many are whole fronts and part of the next. */
  @Test
  void noneIsLeftOutForAWorseOne() {
    double[][] losses = losses(80, 3, 1);
    NondominatedFronts fronts = new NondominatedFronts();
    for (int k = 0; k < losses.length; k++) {
      fronts.add(k, losses[k]);
    }
    int[] ranks = longestChains(losses);
    for (int wanted = 1; wanted < losses.length; wanted++) {
      List<Integer> best = new ArrayList<>();
      Arrays.stream(fronts.best(wanted)).forEach(best::add);
      int worstIn = best.stream().mapToInt(k -> ranks[k]).max().getAsInt();
      int bestOut =
          IntStream.range(0, losses.length)
              .filter(k -> !best.contains(k))
              .map(k -> ranks[k])
              .min()
              .getAsInt();
      assertThat(worstIn).isLessThanOrEqualTo(bestOut);
    }
  }
}
