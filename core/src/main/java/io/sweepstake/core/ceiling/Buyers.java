package io.sweepstake.core.ceiling;

import io.sweepstake.core.auction.Assignment;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import java.util.Arrays;

/** The feasible allocation with the greatest total of virtual values, one profile at a time. */
interface Buyers {
  /**
   * The greatest total, at least 0.
   *
   * @param worth {@code [bidder][item]}, flattened
   * @param allocation overwritten by the allocation that reaches it, 0 or 1 a cell
   */
  double best(double[] worth, float[] allocation);

  /** Those of a setting; not shared between threads. */
  static Buyers of(Setting setting) {
    if (setting.demand() == Demand.ADDITIVE) {
      return new Additive(setting.bidders(), setting.items());
    }
    if (setting.demand() == Demand.UNIT_DEMAND) {
      return new Matched(
          setting.items(),
          new Assignment(setting.bidders(), setting.items()),
          new int[setting.bidders()]);
    }
    return new Listed(WholeAllocations.of(setting.demand(), setting.bidders(), setting.items()));
  }

  /** Each item to whom it is worth most. */
  record Additive(int bidders, int items) implements Buyers {
    @Override
    public double best(double[] worth, float[] allocation) {
      Arrays.fill(allocation, 0);
      double total = 0;
      for (int j = 0; j < items; j++) {
        int winner = -1;
        double most = 0;
        for (int i = 0; i < bidders; i++) {
          if (worth[i * items + j] > most) {
            most = worth[i * items + j];
            winner = i * items + j;
          }
        }
        if (winner >= 0) {
          allocation[winner] = 1;
          total += most;
        }
      }
      return total;
    }
  }

  /** At most one item to each bidder. */
  record Matched(int items, Assignment assignment, int[] itemOf) implements Buyers {
    @Override
    public double best(double[] worth, float[] allocation) {
      Arrays.fill(allocation, 0);
      double total = assignment.solve(worth, -1, itemOf);
      for (int i = 0; i < itemOf.length; i++) {
        if (itemOf[i] >= 0) {
          allocation[i * items + itemOf[i]] = 1;
        }
      }
      return total;
    }
  }

  /** Any of a list, {@code [allocation][bidder][item]}. */
  record Listed(float[] allocations) implements Buyers {
    @Override
    public double best(double[] worth, float[] allocation) {
      double most = Double.NEGATIVE_INFINITY;
      int chosen = 0;
      for (int at = 0; at < allocations.length; at += worth.length) {
        double total = 0;
        for (int cell = 0; cell < worth.length; cell++) {
          total += allocations[at + cell] * worth[cell];
        }
        if (total > most) {
          most = total;
          chosen = at;
        }
      }
      System.arraycopy(allocations, chosen, allocation, 0, worth.length);
      return most;
    }
  }
}
