package io.sweepstake.core.exchange;

import io.sweepstake.core.quadratic.Packing;

/** Takes one structure after another, in their order, and as many of each as are still left. */
public final class GreedyMatching implements MatchingRule {
  private final Packing central;

  public GreedyMatching(ExchangeSetting setting) {
    central = setting.central();
  }

  @Override
  public double[][] match(double[][] reports) {
    double[][] matchings = new double[reports.length][central.size()];
    for (int k = 0; k < reports.length; k++) {
      double[] left = reports[k].clone();
      for (int j = 0; j < central.size(); j++) {
        Packing.Column column = central.columns().get(j);
        double most = Double.POSITIVE_INFINITY;
        for (int e = 0; e < column.at().length; e++) {
          most = Math.min(most, Math.floor(left[column.at()[e]] / column.amounts()[e] + 1e-9));
        }
        matchings[k][j] = most;
        column.addTo(left, -most);
      }
    }
    return matchings;
  }
}
