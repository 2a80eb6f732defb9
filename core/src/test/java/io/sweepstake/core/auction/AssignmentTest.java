package io.sweepstake.core.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.random.Seeds;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  @Test
  void agreesWithTryingEverything() {
    int position = 0;
    for (int bidders = 1; bidders <= 4; bidders++) {
      for (int items = 1; items <= 4; items++) {
        Assignment assignment = new Assignment(bidders, items);
        int[] itemOf = new int[bidders];
        for (int repeat = 0; repeat < 50; repeat++) {
          double[] values = new double[bidders * items];
          for (int k = 0; k < values.length; k++) {
            values[k] = Seeds.uniform(1, position++) - 0.1;
          }
          int absent = repeat % (bidders + 1) - 1;
          double best = everything(values, bidders, items, absent, 0, 0);
          assertThat(assignment.solve(values, absent, itemOf)).isCloseTo(best, within(1e-12));
          double total = 0;
          for (int i = 0; i < bidders; i++) {
            total += itemOf[i] < 0 ? 0 : values[i * items + itemOf[i]];
          }
          assertThat(total).isCloseTo(best, within(1e-12));
        }
      }
    }
  }

  private static double everything(
      double[] values, int bidders, int items, int absent, int bidder, int taken) {
    if (bidder == bidders) {
      return 0;
    }
    double best = everything(values, bidders, items, absent, bidder + 1, taken);
    for (int j = 0; j < items && bidder != absent; j++) {
      if ((taken >> j & 1) == 0) {
        best =
            Math.max(
                best,
                values[bidder * items + j]
                    + everything(values, bidders, items, absent, bidder + 1, taken | 1 << j));
      }
    }
    return best;
  }
}
