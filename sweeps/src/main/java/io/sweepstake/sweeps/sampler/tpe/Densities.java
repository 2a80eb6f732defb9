package io.sweepstake.sweeps.sampler.tpe;

import java.util.Arrays;

/**
 * Log densities of a {@link ParzenMixture} at some points. Kernels are added from the newest to the
 * oldest, since those of a search are near what is tried now; as none is negative, what has been
 * added is a lower bound.
 */
final class Densities {
  /** Kernels this much less likely, in log, than the likeliest change no digit of a double. */
  private static final double NEGLIGIBLE = 50;

  private static final int TILE = 64;
  private static final int TILES_AT_ONCE = 8;
  private static final int AXES_BETWEEN_CHECKS = 4;

  private final Kernels kernels;
  private final double[] weight;

  /** {@code [axis][point]}, in transformed space. */
  private final double[][] places;

  /** {@code [axis][point]}, of stepped axes, the log probability of the point's cell by row. */
  private final double[][][] cells;

  // By point, the sum of the weighted kernels so far is sum * exp(highest).
  private final double[] highest;
  private final double[] sum;

  /** By point, the slots from here on have been added. */
  private final int[] added;

  private final double logWeightSum;
  private final double[] acc = new double[TILE];

  /**
   * The densities as kernels and weights are now.
   *
   * @param numbers of the parameters, {@code [axis][point]}
   */
  Densities(Kernels kernels, KernelWeights weights, double[][] numbers) {
    this.kernels = kernels;
    weight = weights.bySlot();
    logWeightSum = Math.log(weights.sum());
    Axis[] axes = kernels.axes;
    int points = numbers.length == 0 ? 0 : numbers[0].length;
    places = new double[axes.length][points];
    for (int k = 0; k < axes.length; k++) {
      for (int c = 0; c < points; c++) {
        places[k][c] = axes[k].transform(numbers[k][c]);
      }
    }
    cells = cells(numbers);
    highest = new double[points];
    sum = new double[points];
    added = new int[points];
    // The prior comes first: it is nowhere small, so most kernels turn out negligible beside it.
    for (int c = 0; c < points; c++) {
      highest[c] = logPrior(numbers, c);
      sum[c] = weights.prior();
      added[c] = kernels.slots;
    }
  }

  private double[][][] cells(double[][] numbers) {
    double[][][] cells = new double[kernels.axes.length][][];
    for (int k : kernels.stepped) {
      boolean grid = kernels.axes[k].kind == Axis.Kind.GRID;
      cells[k] = new double[numbers[k].length][];
      for (int c = 0; c < cells[k].length; c++) {
        cells[k][c] =
            grid
                ? kernels.cells(k, numbers[k][c])
                : kernels.choices(k).logProbabilities((int) numbers[k][c]);
      }
    }
    return cells;
  }

  private double logPrior(double[][] numbers, int c) {
    double log = kernels.priorConstant;
    for (int k = 0; k < kernels.axes.length; k++) {
      Axis axis = kernels.axes[k];
      if (axis.kind == Axis.Kind.GRID) {
        log += axis.logCellMass(numbers[k][c], axis.middle(), axis.width());
      } else if (axis.kind == Axis.Kind.CONTINUOUS) {
        double z = (places[k][c] - axis.middle()) / axis.width();
        log -= 0.5 * z * z;
      }
    }
    return log;
  }

  int points() {
    return added.length;
  }

  /** Whether every kernel has been added at a point. */
  boolean complete(int c) {
    return added[c] == 0;
  }

  /** The log density at a point with the kernels so far, at the end with all. */
  double logAtLeast(int c) {
    return highest[c] + Math.log(sum[c]) - logWeightSum;
  }

  /** The log densities with all kernels, by point. */
  double[] all() {
    double[] result = new double[points()];
    for (int c = 0; c < result.length; c++) {
      while (!complete(c)) {
        advance(c);
      }
      result[c] = logAtLeast(c);
    }
    return result;
  }

  /** Adds some more kernels at a point. */
  void advance(int c) {
    for (int tile = 0; tile < TILES_AT_ONCE && added[c] > 0; tile++) {
      int from = (added[c] - 1) / TILE * TILE;
      int n = added[c] - from;
      if (logKernels(c, from, n, highest[c] - NEGLIGIBLE)) {
        addKernels(from, n, c);
      }
      added[c] = from;
    }
  }

  /** Adds a tile to the running sums; slot by slot, so that tiles do not show in the result. */
  private void addKernels(int from, int n, int c) {
    double top = highest[c];
    double total = sum[c];
    for (int i = n - 1; i >= 0; i--) {
      double term = acc[i];
      if (term > top) {
        total = total * Math.exp(top - term) + weight[from + i];
        top = term;
      } else if (term > top - NEGLIGIBLE) {
        total += weight[from + i] * Math.exp(term - top);
      }
    }
    highest[c] = top;
    sum[c] = total;
  }

  /** Log kernels of a tile at one point, without weights; false when all are below the floor. */
  private boolean logKernels(int c, int from, int n, double floor) {
    int[] smooth = kernels.smooth;
    Arrays.fill(acc, 0, n, 0);
    for (int s = 0; s < smooth.length; s++) {
      int k = smooth[s];
      addSquares(acc, places[k][c], kernels.place[k], kernels.inverseWidth[k], from, n);
      if ((s + 1) % AXES_BETWEEN_CHECKS == 0 && s + 1 < smooth.length) {
        if (!anyAbove(acc, kernels.base, from, n, floor)) {
          return false;
        }
      }
    }
    finish(acc, kernels.base, from, n);
    for (int k : kernels.stepped) {
      addCells(acc, cells[k][c], kernels.row[k], kernels.on, from, n);
    }
    return true;
  }

  private static void addSquares(
      double[] acc, double x, double[] places, double[] inverse, int from, int n) {
    for (int i = 0; i < n; i++) {
      double z = (x - places[from + i]) * inverse[from + i];
      acc[i] += z * z;
    }
  }

  private static boolean anyAbove(double[] acc, double[] base, int from, int n, double floor) {
    for (int i = 0; i < n; i++) {
      if (base[from + i] - 0.5 * acc[i] > floor) {
        return true;
      }
    }
    return false;
  }

  private static void finish(double[] acc, double[] base, int from, int n) {
    for (int i = 0; i < n; i++) {
      acc[i] = base[from + i] - 0.5 * acc[i];
    }
  }

  private static void addCells(
      double[] acc, double[] cells, int[] rows, boolean[] on, int from, int n) {
    for (int i = 0; i < n; i++) {
      if (on[from + i]) {
        acc[i] += cells[rows[from + i]];
      }
    }
  }
}
