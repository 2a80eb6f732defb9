package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;

/**
 * The affine maximiser (Roberts, 1979) over every way to sell items whole, whose boosts hang on how
 * many items bidders get, not on which: {@code W(a) = Σ_i Σ_{j in a_i} (w_i v_ij − ρ_ij) + λ(|a_1|,
 * …, |a_n|)}, under additive demand. It prices bundles by their size, as one seller's bundle-size
 * pricing does (Chu, Leslie and Sorensen, AER 101, 2011), between bidders who compete. Payments are
 * as in {@link AffineMaximizerAuction}, and so are truthfulness and individual rationality: exact,
 * whatever the parameters. Of equals the first is taken.
 *
 * <p>All {@code (n + 1)^m} allocations are considered, in {@code O(n² m C(m + n, n))} steps: 59,049
 * of three bidders and ten items by 286 sizes.
 *
 * @param weights w, positive, one per bidder
 * @param charges ρ, {@code [bidder][item]}, in units of value: what selling her this item must
 *     bring
 * @param boosts λ, one for each tie of {@link BundleSizes}, in units of value
 */
public record SizeAuction(List<Double> weights, double[] charges, double[] boosts)
    implements Mechanism {
  private static final int LANES = SizeWelfare.LANES;

  public SizeAuction {
    weights = List.copyOf(weights);
    if (weights.isEmpty() || !weights.stream().allMatch(w -> w > 0 && w < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "size auction: needs a positive, finite weight for each bidder, were " + weights);
    }
    if (charges.length == 0 || charges.length % weights.size() != 0) {
      throw new IllegalArgumentException(
          "size auction: "
              + charges.length
              + " charges do not fit "
              + weights.size()
              + " bidders, each has one for each item");
    }
    int ties = new BundleSizes(weights.size(), charges.length / weights.size()).ties();
    if (boosts.length != ties) {
      throw new IllegalArgumentException(
          "size auction: needs a boost for each of " + ties + " ties, had " + boosts.length);
    }
    requireFinite("charges", charges);
    requireFinite("boosts", boosts);
  }

  private static void requireFinite(String name, double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "size auction: " + name + " must be finite, one was " + value);
      }
    }
  }

  int bidders() {
    return weights.size();
  }

  int items() {
    return charges.length / weights.size();
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    requireShape(reports);
    SizeRounds rounds = new SizeRounds(this);
    Outcomes outcomes = new Outcomes(reports.count(), bidders(), items());
    for (int first = 0; first < reports.count(); first += LANES) {
      rounds.sell(reports, first, Math.min(LANES, reports.count() - first), outcomes);
    }
    return outcomes;
  }

  private void requireShape(ValuationProfiles reports) {
    if (reports.bidders() != bidders() || reports.items() != items()) {
      throw new IllegalArgumentException(
          "size auction: is for "
              + bidders()
              + " bidders and "
              + items()
              + " items, reports are of "
              + reports.bidders()
              + " and "
              + reports.items());
    }
  }

  /**
   * The same auction with every way to sell items whole in a list, {@code (n + 1)^m} of them; where
   * bidders bring exactly the same by several, another may be the first.
   */
  public AffineMaximizerAuction listed() {
    BundleSizes sizes = new BundleSizes(bidders(), items());
    float[] allocations = WholeAllocations.of(Demand.ADDITIVE, bidders(), items());
    double[] all = new double[allocations.length / charges.length];
    for (int a = 0; a < all.length; a++) {
      int[] each = new int[bidders()];
      for (int cell = 0; cell < charges.length; cell++) {
        if (allocations[a * charges.length + cell] > 0) {
          each[cell / items()]++;
          all[a] -= charges[cell];
        }
      }
      all[a] += boosts[sizes.tie(sizes.state(each))];
    }
    return new AffineMaximizerAuction(weights, all, allocations);
  }

  @Override
  public BidderUtility bidderUtility() {
    return new SizeUtility(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SizeAuction that
        && weights.equals(that.weights)
        && Arrays.equals(charges, that.charges)
        && Arrays.equals(boosts, that.boosts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(charges) * 31 + Arrays.hashCode(boosts);
  }
}
