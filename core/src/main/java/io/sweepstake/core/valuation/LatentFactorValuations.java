package io.sweepstake.core.valuation;

import io.sweepstake.core.random.Seeds;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Correlated values for one item: {@code v_i = max(0, w_i z + σ ε_i)} with a common factor z and
 * noises ε_i, all standard normal.
 *
 * <p>A bidder with a positive loading tends to want the item when bidders with negative loadings do
 * not. About half of the values are exactly 0.
 *
 * @param loadings w, one per bidder; finite
 * @param noise σ, positive
 */
public record LatentFactorValuations(List<Double> loadings, double noise)
    implements ValuationDistribution {
  /** The standard normal's quantile at 1 − {@link IndependentValuations#TAIL}. */
  private static final double TAIL_QUANTILE = 4.753424;

  public LatentFactorValuations {
    loadings = List.copyOf(loadings);
    if (loadings.isEmpty() || !loadings.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "latent factor valuations: needs one finite loading per bidder, were " + loadings);
    }
    if (!(noise > 0) || Double.isInfinite(noise)) {
      throw new IllegalArgumentException(
          "latent factor valuations: noise must be positive and finite, was " + noise);
    }
  }

  /**
   * Standard normal loadings fixed by a seed; bidder {@code i}'s is the same for any number of
   * bidders.
   */
  public static LatentFactorValuations ofSeed(int bidders, long loadingsSeed, double noise) {
    return new LatentFactorValuations(
        LongStream.range(0, bidders)
            .mapToObj(i -> Seeds.normal(Seeds.derive(loadingsSeed, "loadings", 0), i))
            .toList(),
        noise);
  }

  public int bidders() {
    return loadings.size();
  }

  @Override
  public void sample(long firstProfile, ValuationProfiles into, long seed) {
    IndependentValuations.requireShape(into, bidders(), 1);
    int bidders = bidders();
    for (int k = 0; k < into.count(); k++) {
      long position = (firstProfile + k) * (bidders + 1);
      double factor = Seeds.normal(seed, position);
      for (int i = 0; i < bidders; i++) {
        double value = loadings.get(i) * factor + noise * Seeds.normal(seed, position + 1 + i);
        double cap = TAIL_QUANTILE * Math.hypot(loadings.get(i), noise);
        into.set(k, i, 0, (float) Math.min(cap, Math.max(0, value)));
      }
    }
  }

  /** Up to the value that a millionth of a bidder's values exceeds, as for all unbounded values. */
  @Override
  public Support support() {
    float[] high = new float[bidders()];
    for (int i = 0; i < high.length; i++) {
      high[i] = (float) (TAIL_QUANTILE * Math.hypot(loadings.get(i), noise));
    }
    return new Support(bidders(), 1, new float[bidders()], high);
  }
}
