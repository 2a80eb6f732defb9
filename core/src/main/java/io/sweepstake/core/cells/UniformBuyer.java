package io.sweepstake.core.cells;

import io.sweepstake.core.valuation.Support;
import java.util.Arrays;

/**
 * What a buyer with additive values, each spread evenly over its interval, pays on average who
 * takes the best of a list of prices for bundles. Exact for two items; a mean over slices of the
 * third.
 */
final class UniformBuyer {
  private static final int SLICES = 24;

  private final int items;
  private final double[] low;
  private final double[] high;
  private final double[] cuts = new double[6];
  private final double[] slice = new double[4];
  private final double[] paid = new double[4];

  UniformBuyer(Support support, int bidder) {
    items = support.items();
    low = new double[items];
    high = new double[items];
    for (int j = 0; j < items; j++) {
      low[j] = support.low(bidder, j);
      high[j] = support.high(bidder, j);
    }
  }

  /**
   * Her mean payment.
   *
   * @param prices {@code [bundle]}; that of nothing is 0
   */
  double pays(double[] prices) {
    if (items == 2) {
      return pair(prices[1], prices[2], prices[3], 0, prices[1], prices[2], prices[3]);
    }
    // Where she begins to take the third item with what else she takes, payments jump.
    cuts[0] = low[2];
    for (int bundle = 0; bundle < 4; bundle++) {
      double from = prices[bundle | 4] - (bundle == 0 ? 0 : prices[bundle]);
      cuts[bundle + 1] = Math.min(high[2], Math.max(low[2], from));
    }
    cuts[5] = high[2];
    Arrays.sort(cuts);
    double sum = 0;
    for (int part = 0; part < 5; part++) {
      double width = cuts[part + 1] - cuts[part];
      int slices = (int) Math.ceil(SLICES * width / (high[2] - low[2]));
      double slicesSum = 0;
      for (int k = 0; k < slices; k++) {
        slicesSum += slice(prices, cuts[part] + (k + 0.5) / slices * width);
      }
      if (slices > 0) {
        sum += slicesSum / slices * width;
      }
    }
    return sum / (high[2] - low[2]);
  }

  /** Her mean payment where her value of the third item is known. */
  private double slice(double[] prices, double third) {
    for (int bundle = 0; bundle < 4; bundle++) {
      double without = bundle == 0 ? 0 : prices[bundle];
      double with = prices[bundle | 4];
      boolean taken = with - third < without;
      slice[bundle] = taken ? with - third : without;
      paid[bundle] = taken ? with : without;
    }
    return pair(
        slice[1] - slice[0],
        slice[2] - slice[0],
        slice[3] - slice[0],
        paid[0],
        paid[1],
        paid[2],
        paid[3]);
  }

  /** Two items at prices p, q and both at b, where the four choices bring the last four. */
  private double pair(
      double p, double q, double b, double none, double one, double two, double both) {
    double x0 = low[0];
    double x1 = high[0];
    double y0 = low[1];
    double y1 = high[1];
    double onlyOne = corner(Math.max(p, x0), x1, Math.max(p - b, -y1), -y0, p - q);
    double onlyTwo = corner(Math.max(q, y0), y1, Math.max(q - b, -x1), -x0, q - p);
    double bought = corner(Math.max(b - q, x0), x1, Math.max(b - p, y0), y1, b);
    double all = (x1 - x0) * (y1 - y0);
    return (onlyOne * one
            + onlyTwo * two
            + bought * both
            + (all - onlyOne - onlyTwo - bought) * none)
        / all;
  }

  /** The area of x in (x0, x1), y in (y0, y1) with x + y above a level. */
  private static double corner(double x0, double x1, double y0, double y1, double level) {
    if (x0 >= x1 || y0 >= y1) {
      return 0;
    }
    double below =
        triangle(level - x0 - y0)
            - triangle(level - x1 - y0)
            - triangle(level - x0 - y1)
            + triangle(level - x1 - y1);
    return (x1 - x0) * (y1 - y0) - below;
  }

  private static double triangle(double side) {
    return side <= 0 ? 0 : side * side / 2;
  }
}
