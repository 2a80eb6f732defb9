package io.sweepstake.core.exchange;

import io.sweepstake.core.quadratic.Packing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code max cᵀx, x ≥ 0 whole, Sx ≤ b} with whole b, exactly: branch and bound on the linear
 * program. Where that has whole vertices, as for cycles of two in a bipartite graph, it is one
 * linear program.
 */
public final class IntegerPacking {
  private static final double WHOLE = 1e-6;

  private final Packing packing;
  private final LinearPacking relaxed;
  private LinearPacking bounded; // with a row for each column's bound; made when first needed
  private double[] objective;
  private double[] best;
  private double bestValue;
  private double step; // by how much values differ at least

  public IntegerPacking(Packing packing) {
    this.packing = packing;
    relaxed = new LinearPacking(packing);
  }

  /**
   * The best whole solution; of equal ones always the same.
   *
   * @param objective c
   * @param capacities b, whole numbers of at least 0
   */
  public double[] solve(double[] objective, double[] capacities) {
    this.objective = objective;
    double unused = relaxed.solve(objective, capacities);
    if (fractional(relaxed.solution()) < 0) {
      return rounded(relaxed.solution());
    }
    step = Arrays.stream(objective).allMatch(c -> c == Math.rint(c)) ? 1 : 1e-7;
    best = null;
    bestValue = Double.NEGATIVE_INFINITY;
    double[] upper = new double[packing.size()];
    for (int j = 0; j < upper.length; j++) {
      upper[j] = Double.POSITIVE_INFINITY;
      Packing.Column column = packing.columns().get(j);
      for (int k = 0; k < column.at().length; k++) {
        upper[j] =
            Math.min(
                upper[j], Math.floor(capacities[column.at()[k]] / column.amounts()[k] + WHOLE));
      }
    }
    branch(new double[packing.size()], upper, capacities);
    return best;
  }

  private void branch(double[] lower, double[] upper, double[] capacities) {
    int m = packing.rows();
    double[] left = Arrays.copyOf(capacities, m + packing.size());
    double base = 0;
    for (int j = 0; j < lower.length; j++) {
      packing.columns().get(j).addTo(left, -lower[j]);
      left[m + j] = upper[j] - lower[j];
      base += objective[j] * lower[j];
    }
    for (int i = 0; i < m; i++) {
      if (left[i] < -WHOLE) {
        return;
      }
    }
    if (bounded == null) {
      bounded = new LinearPacking(withBounds());
    }
    double value = base + bounded.solve(objective, left);
    if (value < bestValue + step - WHOLE) {
      return;
    }
    double[] x = bounded.solution().clone();
    int j = fractional(x);
    if (j < 0) {
      best = rounded(x);
      for (int k = 0; k < best.length; k++) {
        best[k] += lower[k];
      }
      bestValue = value;
      return;
    }
    double at = lower[j] + Math.floor(x[j] + WHOLE);
    double[] higher = lower.clone();
    higher[j] = at + 1;
    branch(higher, upper, capacities);
    double[] lessThan = upper.clone();
    lessThan[j] = at;
    branch(lower, lessThan, capacities);
  }

  private Packing withBounds() {
    List<Packing.Column> columns = new ArrayList<>();
    for (int j = 0; j < packing.size(); j++) {
      Packing.Column column = packing.columns().get(j);
      int count = column.at().length;
      int[] at = Arrays.copyOf(column.at(), count + 1);
      double[] amounts = Arrays.copyOf(column.amounts(), count + 1);
      at[count] = packing.rows() + j;
      amounts[count] = 1;
      columns.add(new Packing.Column(at, amounts));
    }
    return new Packing(packing.rows() + packing.size(), columns);
  }

  private static int fractional(double[] x) {
    for (int j = 0; j < x.length; j++) {
      if (Math.abs(x[j] - Math.rint(x[j])) > WHOLE) {
        return j;
      }
    }
    return -1;
  }

  private static double[] rounded(double[] x) {
    double[] whole = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      whole[j] = Math.rint(x[j]);
    }
    return whole;
  }
}
