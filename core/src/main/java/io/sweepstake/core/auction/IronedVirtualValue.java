package io.sweepstake.core.auction;

import io.sweepstake.core.valuation.Exponential;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.Uniform;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The ironed virtual value of a bidder (Myerson, 1981, §6): the slope of the concave hull of her
 * revenue curve {@code R(q) = q v(q)}, where q is the probability of a value above v.
 *
 * <p>Flat intervals are found as the edges of the hull of a fine grid of the curve, then moved to
 * where the virtual value meets their level; outside them it is the virtual value itself.
 */
final class IronedVirtualValue {
  private static final int GRID = 8192;
  private static final int TAIL = 48;
  private static final int BISECTIONS = 100;
  private static final int REFINEMENTS = 6;

  /** Values in [from, to] all have this ironed virtual value. */
  record Flat(double from, double to, double level) {}

  private final Marginal marginal;
  private final List<Flat> flats; // by rising value

  IronedVirtualValue(Marginal marginal) {
    this.marginal = marginal;
    this.flats = marginal.regular() ? List.of() : flats(marginal);
  }

  List<Flat> flats() {
    return flats;
  }

  /** Ironed virtual value; negative infinity below the support, the highest value's above it. */
  double at(double value) {
    if (value < marginal.low()) {
      return Double.NEGATIVE_INFINITY;
    }
    if (value >= marginal.high()) {
      return marginal.high();
    }
    double ironed = marginal.virtualValue(value);
    for (Flat flat : flats) {
      if (value < flat.from()) {
        return Math.min(ironed, flat.level());
      }
      if (value <= flat.to()) {
        return flat.level();
      }
      ironed = Math.max(ironed, flat.level());
    }
    return ironed;
  }

  /** The least value whose ironed virtual value is at least this; infinite if there is none. */
  double lowest(double level) {
    double low = marginal.low();
    if (level > marginal.high()) {
      return Double.POSITIVE_INFINITY;
    }
    if (marginal instanceof Uniform) {
      return Math.max(low, (level + marginal.high()) / 2);
    }
    if (marginal instanceof Exponential exponential) {
      return Math.max(low, level + 1 / exponential.rate());
    }
    for (Flat flat : flats) {
      if (level == flat.level()) {
        return flat.from();
      }
    }
    if (at(low) >= level) {
      return low;
    }
    double above = above(level);
    double below = low;
    for (int k = 0; k < BISECTIONS && Math.nextUp(below) < above; k++) {
      double middle = below + (above - below) / 2;
      if (at(middle) >= level) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }

  /**
   * The greatest value whose ironed virtual value is at most this; the low end if there is none.
   */
  double highest(double level) {
    for (Flat flat : flats) {
      if (level == flat.level()) {
        return flat.to();
      }
    }
    return Math.min(marginal.high(), lowest(level));
  }

  /** A value whose ironed virtual value reaches the level. */
  private double above(double level) {
    if (Double.isFinite(marginal.high())) {
      return marginal.high();
    }
    double above = Math.max(1, marginal.low() + 1);
    while (at(above) < level) {
      above *= 2;
    }
    return above;
  }

  private static List<Flat> flats(Marginal marginal) {
    List<Double> values = grid(marginal); // falling, so that q rises
    int[] hull = new int[values.size()];
    int size = 0;
    for (int k = 0; k < values.size(); k++) {
      while (size >= 2
          && slope(marginal, values.get(hull[size - 2]), values.get(hull[size - 1]))
              <= slope(marginal, values.get(hull[size - 1]), values.get(k))) {
        size--;
      }
      hull[size++] = k;
    }
    List<Flat> flats = new ArrayList<>();
    for (int edge = size - 1; edge > 0; edge--) {
      if (hull[edge] - hull[edge - 1] > 1) {
        flats.add(refined(marginal, values, hull[edge], hull[edge - 1]));
      }
    }
    return List.copyOf(flats);
  }

  /**
   * Values from high to low: equally spaced shares of mass, ever smaller ones at the top, kinks.
   */
  private static List<Double> grid(Marginal marginal) {
    TreeSet<Double> values = new TreeSet<>();
    for (int k = 1; k <= GRID; k++) {
      values.add(marginal.upperQuantile(k / (double) GRID));
    }
    for (int k = 1; k <= TAIL; k++) {
      values.add(marginal.upperQuantile(Math.scalb(1.0 / GRID, -k)));
    }
    for (double kink : marginal.kinks()) {
      values.add(kink);
    }
    return new ArrayList<>(values.descendingSet());
  }

  /** Slope of the revenue curve's chord between two values. */
  private static double slope(Marginal marginal, double upper, double lower) {
    double upperShare = marginal.survival(upper);
    double lowerShare = marginal.survival(lower);
    if (upperShare == lowerShare) {
      // No mass between them: selling to nobody more at a lower price only loses.
      return Double.NEGATIVE_INFINITY;
    }
    return (lower * lowerShare - upper * upperShare) / (lowerShare - upperShare);
  }

  /** Moves the ends of a hull edge, within a step of the grid, to where its line is a tangent. */
  private static Flat refined(Marginal marginal, List<Double> values, int lower, int upper) {
    double from = values.get(lower);
    double to = values.get(upper);
    double level = slope(marginal, to, from);
    for (int k = 0; k < REFINEMENTS; k++) {
      from =
          crossing(
              marginal,
              level,
              values.get(Math.min(values.size() - 1, lower + 1)),
              values.get(lower - 1),
              from);
      to = crossing(marginal, level, values.get(upper + 1), values.get(Math.max(0, upper - 1)), to);
      level = slope(marginal, to, from);
    }
    return new Flat(from, to, level);
  }

  private static double crossing(
      Marginal marginal, double level, double below, double above, double otherwise) {
    if (marginal.virtualValue(below) > level || marginal.virtualValue(above) < level) {
      return otherwise;
    }
    double from = below;
    double to = above;
    for (int k = 0; k < BISECTIONS && Math.nextUp(from) < to; k++) {
      double middle = from + (to - from) / 2;
      if (marginal.virtualValue(middle) >= level) {
        to = middle;
      } else {
        from = middle;
      }
    }
    return to;
  }
}
