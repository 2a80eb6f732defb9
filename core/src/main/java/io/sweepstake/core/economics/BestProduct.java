package io.sweepstake.core.economics;

import io.sweepstake.core.setting.SigmoidSurplus;
import java.util.Arrays;

/**
 * The product that is worth most to a buyer over what it costs to make, by search: profit could
 * never exceed that.
 *
 * <p>Since {@code ‖y‖ = min over t of (‖y‖² / t + t) / 2}, the greatest of {@code φ(x, y) − c ‖y‖}
 * is that over t of functions in which each quality stands alone. Of a grid of lengths t and one of
 * qualities, fine around the need, the best are found; then length and qualities are refined in
 * turn. The result is attained by a product, so never too great; it may be too small by some
 * millionths of a quality's worth.
 *
 * <p>Owns its scratch space; used by one thread.
 */
final class BestProduct {
  private static final int LENGTHS = 48;
  private static final int BELOW = 12; // points from 0 to the need
  private static final int ABOVE = 28; // and from there on
  private static final int POINTS = BELOW + ABOVE + 1;

  /** From so far above the need on, in units of one over steepness, nothing is gained. */
  private static final double PLENTY = 14;

  private static final int ROUNDS = 12;
  private static final int SECTIONS = 16;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final SigmoidSurplus surplus;
  private final int width;
  private final double[] points; // [quality][point]
  private final double[] gains; // [quality][point]
  private final double[] best; // [quality]
  private final double[] tried; // [quality]

  BestProduct(SigmoidSurplus surplus, int width) {
    this.surplus = surplus;
    this.width = width;
    points = new double[width * POINTS];
    gains = new double[width * POINTS];
    best = new double[width];
    tried = new double[width];
  }

  /**
   * The greatest surplus less cost, at least 0, that of nothing.
   *
   * @param needs of the buyer, from {@code at}
   */
  double surplus(float[] needs, int at) {
    double longest = grid(needs, at);
    double greatest = 0;
    Arrays.fill(best, 0);
    for (int l = 1; l <= LENGTHS; l++) {
      double length = longest * l / LENGTHS;
      choose(length);
      double found = net(tried, needs, at);
      if (found > greatest) {
        greatest = found;
        System.arraycopy(tried, 0, best, 0, width);
      }
    }
    return refine(needs, at, greatest);
  }

  /** Fills the grid of qualities; the length of the longest product worth a thought. */
  private double grid(float[] needs, int at) {
    double squares = 0;
    for (int j = 0; j < width; j++) {
      double need = Math.max(0, needs[at + j]);
      for (int p = 0; p < POINTS; p++) {
        double point =
            p <= BELOW
                ? need * p / BELOW
                : need + PLENTY / surplus.steepness() * (p - BELOW) / ABOVE;
        points[j * POINTS + p] = point;
        gains[j * POINTS + p] = surplus.gain(needs[at + j], point);
      }
      double most = points[(j + 1) * POINTS - 1];
      squares += most * most;
    }
    double all = Math.sqrt(squares);
    // A product that costs more than all its qualities can be worth is none.
    return surplus.cost() > 0 ? Math.min(all, surplus.worth() * width / surplus.cost()) : all;
  }

  /** The best point of each quality, given what a length makes of the cost. */
  private void choose(double length) {
    double price = surplus.cost() / (2 * length * surplus.worth());
    for (int j = 0; j < width; j++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int k = j * POINTS; k < (j + 1) * POINTS; k++) {
        double net = gains[k] - price * points[k] * points[k];
        if (net > most) {
          most = net;
          tried[j] = points[k];
        }
      }
    }
  }

  private double net(double[] product, float[] needs, int at) {
    double gain = 0;
    double squares = 0;
    for (int j = 0; j < width; j++) {
      gain += surplus.gain(needs[at + j], product[j]);
      squares += product[j] * product[j];
    }
    return surplus.worth() * gain - surplus.cost() * Math.sqrt(squares);
  }

  private double refine(float[] needs, int at, double found) {
    double greatest = found;
    double reach = PLENTY / surplus.steepness() / ABOVE;
    for (int round = 0; round < ROUNDS && greatest > 0; round++) {
      double squares = 0;
      for (double quality : best) {
        squares += quality * quality;
      }
      double price = surplus.cost() / (2 * Math.sqrt(squares) * surplus.worth());
      for (int j = 0; j < width; j++) {
        tried[j] = refined(needs[at + j], best[j], reach, price);
      }
      double now = net(tried, needs, at);
      if (now <= greatest) {
        return greatest;
      }
      greatest = now;
      System.arraycopy(tried, 0, best, 0, width);
    }
    return greatest;
  }

  /** The best quality near another by golden section. */
  private double refined(double need, double around, double reach, double price) {
    double low = Math.max(0, around - reach);
    double high = around + reach;
    for (int section = 0; section < SECTIONS; section++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      boolean up =
          surplus.gain(need, right) - price * right * right
              > surplus.gain(need, left) - price * left * left;
      low = up ? left : low;
      high = up ? high : right;
    }
    return (low + high) / 2;
  }
}
