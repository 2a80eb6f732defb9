package io.sweepstake.core.auction;

import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.Comparator;

/** The one reserve for everybody that would have earned most in a second-price auction. */
public final class BestReserve {
  private BestReserve() {}

  /**
   * The best reserve for a sample, exactly: some profile's highest value, or 0.
   *
   * @param sample of a single item; values need not be independent between bidders
   * @throws IllegalArgumentException for more than one item
   */
  public static double of(ValuationProfiles sample) {
    if (sample.items() != 1) {
      throw new IllegalArgumentException(
          "best reserve: is for 1 item, the sample has " + sample.items());
    }
    double[][] tops = new double[sample.count()][]; // highest and second highest value
    double revenue = 0;
    for (int k = 0; k < tops.length; k++) {
      double highest = 0;
      double second = 0;
      for (int i = 0; i < sample.bidders(); i++) {
        double value = sample.value(k, i, 0);
        second = Math.max(second, Math.min(value, highest));
        highest = Math.max(highest, value);
      }
      tops[k] = new double[] {highest, second};
      revenue += second;
    }
    Arrays.sort(tops, Comparator.comparingDouble(top -> top[0]));
    double[] seconds = Arrays.stream(tops).mapToDouble(top -> top[1]).sorted().toArray();
    // At reserve r revenue is Σ over highest ≥ r of max(second, r).
    double best = 0;
    double bestRevenue = revenue;
    double secondsAbove = revenue;
    int below = 0; // seconds below the reserve
    int reached = 0; // the first profile whose highest value is the reserve
    for (int k = 0; k < tops.length; k++) {
      double reserve = tops[k][0];
      reached = k > 0 && tops[k - 1][0] == reserve ? reached : k;
      while (below < seconds.length && seconds[below] < reserve) {
        secondsAbove -= seconds[below++];
      }
      int sold = tops.length - reached;
      double earned = secondsAbove + reserve * (sold - (seconds.length - below));
      if (earned > bestRevenue) {
        bestRevenue = earned;
        best = reserve;
      }
    }
    return best;
  }
}
