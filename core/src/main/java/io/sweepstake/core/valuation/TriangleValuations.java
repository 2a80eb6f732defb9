package io.sweepstake.core.valuation;

import io.sweepstake.core.random.Seeds;

/**
 * Each bidder's values are spread evenly over {@code {v ≥ 0, Σ_j v_j ≤ 1}}: the triangle of setting
 * III of Dütting et al. (2019) for two items, a simplex for more.
 *
 * @param bidders at least 1
 * @param items at least 1
 */
public record TriangleValuations(int bidders, int items) implements ValuationDistribution {
  public TriangleValuations {
    if (bidders < 1 || items < 1) {
      throw new IllegalArgumentException(
          "triangle: bidders and items must be at least 1, were " + bidders + " and " + items);
    }
  }

  /** Exponentials over the sum of one more of them than there are items. */
  @Override
  public void sample(long firstProfile, ValuationProfiles into, long seed) {
    IndependentValuations.requireShape(into, bidders, items);
    double[] spacings = new double[items];
    for (int k = 0; k < into.count(); k++) {
      for (int i = 0; i < bidders; i++) {
        long position = ((firstProfile + k) * bidders + i) * (items + 1);
        double sum = -StrictMath.log1p(-Seeds.uniform(seed, position + items));
        for (int j = 0; j < items; j++) {
          spacings[j] = -StrictMath.log1p(-Seeds.uniform(seed, position + j));
          sum += spacings[j];
        }
        for (int j = 0; j < items; j++) {
          into.set(k, i, j, sum > 0 ? (float) (spacings[j] / sum) : 0);
        }
      }
    }
  }

  @Override
  public Support support() {
    return Support.simplex(bidders, items, 1);
  }
}
