package io.sweepstake.core.exchange;

import java.util.Arrays;

/** Matches as many pairs as can be: the best for patients, where nobody hides any. */
public final class MaximumMatching implements MatchingRule {
  private final IntegerPacking packing;
  private final double[] pairs;

  public MaximumMatching(ExchangeSetting setting) {
    packing = new IntegerPacking(setting.central());
    pairs = new double[setting.central().size()];
    Arrays.setAll(pairs, setting::pairs);
  }

  @Override
  public double[][] match(double[][] reports) {
    return Arrays.stream(reports)
        .map(report -> packing.solve(pairs, report))
        .toArray(double[][]::new);
  }
}
