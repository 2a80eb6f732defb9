package io.sweepstake.core.quadratic;

import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

/** The same programs, solved by ojAlgo. */
final class PeerSolver {
  private PeerSolver() {}

  static double[] packing(RandomPackings.Case one) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    int n = one.packing().size();
    for (int j = 0; j < n; j++) {
      model.newVariable("x" + j).lower(0);
    }
    Expression[] rows = new Expression[one.packing().rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = model.newExpression("row" + i).upper(one.capacities()[i]);
    }
    Expression objective = model.newExpression("objective").weight(1);
    for (int j = 0; j < n; j++) {
      objective.set(j, -one.objective()[j]);
      objective.set(j, j, one.curvature());
      Packing.Column column = one.packing().columns().get(j);
      for (int k = 0; k < column.at().length; k++) {
        rows[column.at()[k]].set(j, column.amounts()[k]);
      }
    }
    return optimal(model.minimise(), n);
  }

  /**
   * {@code min ½ xᵀQx + qᵀx, Ax = b, Gx ≤ h}.
   *
   * @param data q, b and h
   */
  static double[] program(
      double[][] quadratic, double[][] equal, double[][] most, double[][] data) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    int n = quadratic.length;
    for (int j = 0; j < n; j++) {
      model.newVariable("x" + j);
    }
    Expression objective = model.newExpression("objective").weight(1);
    for (int j = 0; j < n; j++) {
      objective.set(j, data[0][j]);
      for (int k = 0; k < n; k++) {
        objective.set(j, k, 0.5 * quadratic[j][k]);
      }
    }
    for (int i = 0; i < equal.length; i++) {
      Expression row = model.newExpression("equal" + i).level(data[1][i]);
      for (int j = 0; j < n; j++) {
        row.set(j, equal[i][j]);
      }
    }
    for (int i = 0; i < most.length; i++) {
      Expression row = model.newExpression("most" + i).upper(data[2][i]);
      for (int j = 0; j < n; j++) {
        row.set(j, most[i][j]);
      }
    }
    return optimal(model.minimise(), n);
  }

  private static double[] optimal(Optimisation.Result result, int count) {
    if (!result.getState().isOptimal()) {
      throw new IllegalStateException("ojAlgo: " + result.getState());
    }
    double[] x = new double[count];
    for (int j = 0; j < count; j++) {
      x[j] = result.doubleValue(j);
    }
    return x;
  }
}
