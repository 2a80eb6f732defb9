package io.sweepstake.core.cells;

import io.sweepstake.core.valuation.Support;

/**
 * Each bidder's box of values, cut into {@code side^items} cells.
 *
 * @param support a box, of two bidders
 * @param side cells along each item's interval, at least 1
 */
public record CellGrid(Support support, int side) {
  /** More would take minutes to check. */
  public static final int MOST = 512;

  public CellGrid {
    if (support.bidders() != 2 || !Double.isInfinite(support.total())) {
      throw new IllegalArgumentException("cell menus: are for two bidders and values in a box");
    }
    if (side < 1 || Math.pow(side, support.items()) > MOST) {
      throw new IllegalArgumentException(
          "cell menus: need from 1 to " + MOST + " cells, " + side + " along each item are not");
    }
  }

  int items() {
    return support.items();
  }

  /** How many cells a bidder's box has. */
  public int count() {
    int count = 1;
    for (int j = 0; j < items(); j++) {
      count *= side;
    }
    return count;
  }

  /** Which slice of an item's interval a cell lies in. */
  int slice(int cell, int item) {
    int rest = cell;
    for (int j = 0; j < item; j++) {
      rest /= side;
    }
    return rest % side;
  }

  /** Where slices of an item's interval begin; the last one's end with {@code slice = side}. */
  double edge(int bidder, int item, int slice) {
    double low = support.low(bidder, item);
    return low + (support.high(bidder, item) - low) * slice / side;
  }

  /**
   * The cell that values lie in, borders in either of theirs.
   *
   * @param values of each item, in the box
   */
  int cell(int bidder, double[] values) {
    int cell = 0;
    for (int j = items() - 1; j >= 0; j--) {
      double low = support.low(bidder, j);
      double width = support.high(bidder, j) - low;
      int slice = (int) Math.min(side - 1.0, Math.max(0, (values[j] - low) / width * side));
      // The quotient may be rounded across an edge.
      if (values[j] < edge(bidder, j, slice)) {
        slice--;
      } else if (slice + 1 < side && values[j] > edge(bidder, j, slice + 1)) {
        slice++;
      }
      cell = cell * side + slice;
    }
    return cell;
  }

  /**
   * Values of all bundles at a corner of a cell: at the upper end of the items of a mask, at the
   * lower end of the others.
   *
   * @return {@code [bundle]}
   */
  double[] corner(int bidder, int cell, int upper) {
    double[] values = new double[items()];
    for (int j = 0; j < items(); j++) {
      values[j] = edge(bidder, j, slice(cell, j) + (upper >> j & 1));
    }
    return worths(values);
  }

  /** Values of all bundles, {@code [bundle]}, for additive values of items. */
  static double[] worths(double[] values) {
    double[] worths = new double[1 << values.length];
    for (int bundle = 1; bundle < worths.length; bundle++) {
      int last = 31 - Integer.numberOfLeadingZeros(bundle);
      worths[bundle] = worths[bundle ^ 1 << last] + values[last];
    }
    return worths;
  }
}
