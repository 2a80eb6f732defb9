package io.sweepstake.core.quadratic;

/**
 * What {@code cᵀx − k‖x‖²} cannot exceed: the Lagrangian dual {@code bᵀλ + Σ_j max(0, c_j −
 * (Sᵀλ)_j)² / 4k}, lowered price by price. Any prices are a bound, so it is a proof of optimality
 * that knows nothing of how a solution was found.
 */
final class DualBound {
  private static final int ROUNDS = 3000;

  private final RandomPackings.Case one;
  private final double[] lambda;
  private final double highest;

  private DualBound(RandomPackings.Case one) {
    this.one = one;
    lambda = new double[one.packing().rows()];
    double most = 1;
    for (double c : one.objective()) {
      most = Math.max(most, c);
    }
    highest = most + 1;
  }

  static double of(RandomPackings.Case one, double closeTo) {
    DualBound bound = new DualBound(one);
    double value = bound.value();
    for (int round = 0; round < ROUNDS && value > closeTo + 1e-9; round++) {
      for (int i = 0; i < bound.lambda.length; i++) {
        bound.lower(i);
      }
      value = bound.value();
    }
    return value;
  }

  private void lower(int row) {
    double low = 0;
    double high = highest;
    for (int halving = 0; halving < 50; halving++) {
      lambda[row] = (low + high) / 2;
      if (slope(row) > 0) {
        high = lambda[row];
      } else {
        low = lambda[row];
      }
    }
    lambda[row] = low == 0 ? 0 : high;
  }

  private double slope(int row) {
    double slope = one.capacities()[row];
    for (int j = 0; j < one.objective().length; j++) {
      Packing.Column column = one.packing().columns().get(j);
      for (int k = 0; k < column.at().length; k++) {
        if (column.at()[k] == row) {
          slope -= column.amounts()[k] * wanted(j) / (2 * one.curvature());
        }
      }
    }
    return slope;
  }

  private double wanted(int column) {
    double priced = one.packing().columns().get(column).times(lambda);
    return Math.max(0, one.objective()[column] - priced);
  }

  private double value() {
    double value = 0;
    for (int i = 0; i < lambda.length; i++) {
      value += one.capacities()[i] * lambda[i];
    }
    for (int j = 0; j < one.objective().length; j++) {
      value += wanted(j) * wanted(j) / (4 * one.curvature());
    }
    return value;
  }
}
