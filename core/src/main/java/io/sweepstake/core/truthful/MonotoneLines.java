package io.sweepstake.core.truthful;

/**
 * Increasing piecewise linear functions {@code min_k max_l (e^α_kl x + β_kl)} of several bidders,
 * and on which line they and their inverses lie: what a gradient needs to know. A line is {@code k
 * · lines + l}.
 */
final class MonotoneLines {
  private final int groups;
  private final int lines;
  private final int cells; // groups × lines
  private final double[] slopes; // e^α, [bidder][cell]
  private final double[] intercepts; // β

  MonotoneLines(int bidders, int groups, int lines) {
    this.groups = groups;
    this.lines = lines;
    cells = groups * lines;
    slopes = new double[bidders * cells];
    intercepts = new double[bidders * cells];
  }

  int cells() {
    return cells;
  }

  /** Takes a bidder's α from here on, and her β after them. */
  void read(float[] parameters, int from, int bidder) {
    for (int k = 0; k < cells; k++) {
      slopes[bidder * cells + k] = Math.exp(parameters[from + k]);
      intercepts[bidder * cells + k] = parameters[from + cells + k];
    }
  }

  double slope(int bidder, int line) {
    return slopes[bidder * cells + line];
  }

  double intercept(int bidder, int line) {
    return intercepts[bidder * cells + line];
  }

  /** The line on which the function lies at x. */
  int at(int bidder, double x) {
    double least = Double.POSITIVE_INFINITY;
    int at = 0;
    for (int k = 0; k < groups; k++) {
      double most = Double.NEGATIVE_INFINITY;
      int line = 0;
      for (int l = k * lines; l < (k + 1) * lines; l++) {
        double height = slopes[bidder * cells + l] * x + intercepts[bidder * cells + l];
        if (height > most) {
          most = height;
          line = l;
        }
      }
      if (most < least) {
        least = most;
        at = line;
      }
    }
    return at;
  }

  /** The line on which the inverse lies at a level. */
  int inverse(int bidder, double level) {
    double most = Double.NEGATIVE_INFINITY;
    int at = 0;
    for (int k = 0; k < groups; k++) {
      double least = Double.POSITIVE_INFINITY;
      int line = 0;
      for (int l = k * lines; l < (k + 1) * lines; l++) {
        double x = (level - intercepts[bidder * cells + l]) / slopes[bidder * cells + l];
        if (x < least) {
          least = x;
          line = l;
        }
      }
      if (least > most) {
        most = least;
        at = line;
      }
    }
    return at;
  }
}
