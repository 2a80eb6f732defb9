package io.sweepstake.sweeps.sampler.tpe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Log cell masses of a grid axis. Many observations share a grid value and a width, so kernels are
 * rows, and what was computed for a row and a grid value is kept.
 */
final class CellTable {
  private final Axis axis;
  private final Map<Key, Integer> rows = new HashMap<>();
  private double[] mu = new double[16];
  private double[] sigma = new double[16];
  private final Map<Long, double[]> columns = new HashMap<>();

  private static final int LARGEST = 512;

  private record Key(double mu, double sigma) {}

  CellTable(Axis axis) {
    this.axis = axis;
  }

  /** How many rows there are. */
  int size() {
    return rows.size();
  }

  void clear() {
    rows.clear();
    columns.clear();
  }

  int row(double centre, double width) {
    Integer known = rows.get(new Key(centre, width));
    if (known != null) {
      return known;
    }
    int next = rows.size();
    if (next == mu.length) {
      mu = Arrays.copyOf(mu, 2 * next);
      sigma = Arrays.copyOf(sigma, 2 * next);
    }
    mu[next] = centre;
    sigma[next] = width;
    rows.put(new Key(centre, width), next);
    return next;
  }

  /** The log mass of the cell of {@code number} under every row. */
  double[] column(double number) {
    long index = axis.index(number);
    double[] known = columns.get(index);
    int have = known == null ? 0 : known.length;
    if (have < rows.size()) {
      double[] column = new double[rows.size()];
      if (known != null) {
        System.arraycopy(known, 0, column, 0, have);
      }
      for (int r = have; r < column.length; r++) {
        column[r] = axis.logCellMass(number, mu[r], sigma[r]);
      }
      known = column;
      if (axis.count <= LARGEST) {
        columns.put(index, column);
      }
    }
    return known;
  }
}
