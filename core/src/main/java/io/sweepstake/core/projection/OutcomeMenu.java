package io.sweepstake.core.projection;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;

/**
 * Lotteries with prices, of which a single bidder takes what is best for her, or nothing for
 * nothing.
 *
 * @param items of each lottery; a pair counts as one
 * @param lotteries {@code [option][item]}, flattened
 * @param prices {@code [option]}, at least 0
 */
record OutcomeMenu(int items, float[] lotteries, float[] prices) {
  /** What {@link #choices} say where nothing is best. */
  static final int NOTHING = -1;

  /** Many, so that loops over them become vector instructions. */
  private static final int LANES = 512;

  /** Options of which only the best utility is noted at first, which needs no branches. */
  private static final int RUN = 16;

  /** What a mechanism does with each of some reports; it pays nobody. */
  static OutcomeMenu of(Mechanism mechanism, ValuationProfiles reports) {
    Outcomes outcomes = mechanism.run(reports);
    float[] prices = new float[outcomes.count()];
    for (int k = 0; k < prices.length; k++) {
      prices[k] = Math.max(0, outcomes.payments()[k]);
    }
    return new OutcomeMenu(outcomes.items(), outcomes.allocation(), prices);
  }

  int options() {
    return prices.length;
  }

  /** Some of the options. */
  OutcomeMenu only(int[] kept) {
    float[] left = new float[kept.length * items];
    float[] paid = new float[kept.length];
    for (int k = 0; k < kept.length; k++) {
      System.arraycopy(lotteries, kept[k] * items, left, k * items, items);
      paid[k] = prices[kept[k]];
    }
    return new OutcomeMenu(items, left, paid);
  }

  /** The same at lower prices. */
  OutcomeMenu discounted(double discount) {
    float[] paid = new float[prices.length];
    for (int k = 0; k < paid.length; k++) {
      paid[k] = (float) ((1 - discount) * prices[k]);
    }
    return new OutcomeMenu(items, lotteries, paid);
  }

  /** What each buyer takes, or {@link #NOTHING}. */
  int[] choices(ValuationProfiles buyers) {
    return choices(buyers, 0, new double[] {0})[0];
  }

  /**
   * What each buyer takes at each of some discounts: of equals the first.
   *
   * @param least what an option must give her to be taken: 0 where she may leave with nothing,
   *     minus infinity where she may not
   * @return {@code [discount][buyer]}
   */
  int[][] choices(ValuationProfiles buyers, float least, double[] discounts) {
    int[][] chosen = new int[discounts.length][buyers.count()];
    float[] shares = new float[discounts.length]; // of the price
    for (int d = 0; d < discounts.length; d++) {
      shares[d] = (float) (1 - discounts[d]);
    }
    float[][] values = new float[items][LANES];
    float[] worth = new float[LANES];
    float[][] best = new float[discounts.length][LANES];
    float[][] top = new float[discounts.length][LANES]; // of a run of options
    int[][] run = new int[discounts.length][LANES]; // the first option of the best one
    for (int first = 0; first < buyers.count(); first += LANES) {
      int lanes = Math.min(LANES, buyers.count() - first);
      for (int s = 0; s < LANES; s++) {
        for (int j = 0; j < items; j++) {
          values[j][s] = buyers.values()[(first + Math.min(s, lanes - 1)) * items + j];
        }
      }
      for (int d = 0; d < shares.length; d++) {
        Arrays.fill(best[d], least);
        Arrays.fill(run[d], NOTHING);
      }
      for (int from = 0; from < prices.length; from += RUN) {
        int until = Math.min(prices.length, from + RUN);
        for (float[] none : top) {
          Arrays.fill(none, Float.NEGATIVE_INFINITY);
        }
        for (int k = from; k < until; k++) {
          weigh(k, values, worth);
          for (int d = 0; d < shares.length; d++) {
            raise(top[d], worth, shares[d] * prices[k]);
          }
        }
        for (int d = 0; d < shares.length; d++) {
          note(from, top[d], best[d], run[d]);
        }
      }
      for (int d = 0; d < shares.length; d++) {
        for (int s = 0; s < lanes; s++) {
          chosen[d][first + s] = bestOf(run[d][s], values, s, shares[d]);
        }
      }
    }
    return chosen;
  }

  private static void raise(float[] top, float[] worth, float price) {
    for (int s = 0; s < LANES; s++) {
      top[s] = Math.max(top[s], worth[s] - price);
    }
  }

  private static void note(int from, float[] top, float[] best, int[] run) {
    for (int s = 0; s < LANES; s++) {
      if (top[s] > best[s]) {
        best[s] = top[s];
        run[s] = from;
      }
    }
  }

  /** The best option of a run for a lane. */
  private int bestOf(int from, float[][] values, int lane, float share) {
    if (from == NOTHING) {
      return NOTHING;
    }
    int best = from;
    float most = Float.NEGATIVE_INFINITY;
    for (int k = from; k < Math.min(prices.length, from + RUN); k++) {
      float worth = 0;
      for (int j = 0; j < items; j++) {
        worth += lotteries[k * items + j] * values[j][lane];
      }
      float utility = worth - share * prices[k];
      if (utility > most) {
        most = utility;
        best = k;
      }
    }
    return best;
  }

  private void weigh(int option, float[][] values, float[] worth) {
    Arrays.fill(worth, 0);
    for (int j = 0; j < items; j++) {
      add(lotteries[option * items + j], values[j], worth);
    }
  }

  private static void add(float share, float[] values, float[] worth) {
    for (int s = 0; s < LANES; s++) {
      worth[s] += share * values[s];
    }
  }

  /** What a buyer gains from an option, or from {@link #NOTHING}. */
  double utility(ValuationProfiles buyers, int buyer, int option) {
    if (option == NOTHING) {
      return 0;
    }
    double utility = -prices[option];
    for (int j = 0; j < items; j++) {
      utility += (double) lotteries[option * items + j] * buyers.values()[buyer * items + j];
    }
    return utility;
  }

  double price(int option) {
    return option == NOTHING ? 0 : prices[option];
  }

  /** Mean price of what buyers took. */
  double revenue(int[] choices) {
    double sum = 0;
    for (int choice : choices) {
      sum += price(choice);
    }
    return sum / choices.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OutcomeMenu that
        && items == that.items
        && Arrays.equals(lotteries, that.lotteries)
        && Arrays.equals(prices, that.prices);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(prices);
  }
}
