package io.sweepstake.core.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.random.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DependentRoundingTest {
  private static final int DRAWS = 5_000;

  @Test
  void everyCellIsDrawnAsOftenAsItsChanceAndNobodyGetsTwo() {
    for (int matrix = 0; matrix < 12; matrix++) {
      int bidders = 1 + matrix % 4;
      int items = 1 + (matrix + 1) % 5;
      long whole = matrix % 2 == 0 ? 1000 : 7;
      long[] chances = chances(bidders, items, whole, matrix);
      DependentRounding rounding = new DependentRounding(bidders, items);
      double[] drawn = new double[chances.length];
      for (int d = 0; d < DRAWS; d++) {
        long[] cells = chances.clone();
        rounding.round(cells, whole, Seeds.derive(matrix, "draw", d));
        long[] bought = new long[bidders];
        long[] sold = new long[items];
        for (int cell = 0; cell < cells.length; cell++) {
          assertThat(cells[cell]).isIn(0L, whole);
          drawn[cell] += (double) cells[cell] / whole / DRAWS;
          bought[cell / items] += cells[cell];
          sold[cell % items] += cells[cell];
        }
        assertThat(Arrays.stream(bought)).allMatch(sum -> sum <= whole);
        assertThat(Arrays.stream(sold)).allMatch(sum -> sum <= whole);
      }
      for (int cell = 0; cell < drawn.length; cell++) {
        double chance = chances[cell] / (double) whole;
        double error = Math.sqrt(chance * (1 - chance) / DRAWS);
        assertThat(drawn[cell])
            .as("cell %d of %d x %d", cell, bidders, items)
            .isCloseTo(chance, within(4 * error + 1e-9));
      }
    }
  }

  /** Some that fill their rows and columns, some that do not. */
  private static long[] chances(int bidders, int items, long whole, long seed) {
    long[] chances = new long[bidders * items];
    long[] bought = new long[bidders];
    long[] sold = new long[items];
    for (int k = 0; k < 200; k++) {
      int cell = (int) (Seeds.uniform(seed, 2 * k) * chances.length);
      long room = whole - Math.max(bought[cell / items], sold[cell % items]);
      long more = Math.round(Seeds.uniform(seed, 2 * k + 1) * Math.min(room, whole / 3));
      chances[cell] += more;
      bought[cell / items] += more;
      sold[cell % items] += more;
    }
    return chances;
  }
}
