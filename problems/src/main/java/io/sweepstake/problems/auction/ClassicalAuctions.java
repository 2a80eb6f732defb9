package io.sweepstake.problems.auction;

import io.sweepstake.core.economics.Baseline;
import io.sweepstake.core.economics.Baselines;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.economics.StandardErrors;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationDistribution;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The revenues of a setting that are known without learning. */
public final class ClassicalAuctions {
  private static final int SAMPLE = 200_000;
  private static final int BLOCK = 4096;

  private ClassicalAuctions() {}

  /**
   * What the classical auctions earn from truthful bidders, computed where a formula is known, else
   * the mean over {@value #SAMPLE} fixed profiles, or all held-out ones of observations; at last
   * the optimum, where it is known.
   */
  public static List<Reference> of(Setting setting) {
    List<Reference> references = new ArrayList<>();
    for (Baseline baseline : Baselines.of(setting)) {
      references.add(
          baseline.revenue().isPresent()
              ? reference(
                  setting,
                  baseline.name(),
                  // Quadrature may end a rounding error below 0.
                  Math.max(0, baseline.revenue().getAsDouble()),
                  0,
                  false,
                  "computed")
              : sampled(baseline, setting));
    }
    KnownOptimum.of(setting)
        .ifPresent(
            optimum ->
                references.add(
                    reference(setting, "optimum", optimum.revenue(), 0, true, optimum.source())));
    return List.copyOf(references);
  }

  /** The same, and at last the ceiling, where one is kept and no optimum is known. */
  public static List<Reference> withCeiling(Setting setting) {
    List<Reference> references = new ArrayList<>(of(setting));
    RevenueCeiling.of(setting)
        .filter(ceiling -> KnownOptimum.of(setting).isEmpty())
        .ifPresent(
            ceiling ->
                references.add(
                    new Reference(
                        "ceiling",
                        AuctionMetrics.withCeiling(
                            setting,
                            Metrics.NONE
                                .with(AuctionMetrics.REVENUE, ceiling.revenue())
                                .with(AuctionMetrics.REVENUE_SE, ceiling.standardError())),
                        true,
                        ceiling.source())));
    return List.copyOf(references);
  }

  /** A truthful auction: nobody regrets the truth, and nobody lies. */
  private static Reference reference(
      Setting setting, String name, double revenue, double error, boolean bound, String source) {
    Metrics metrics =
        Metrics.NONE
            .with(AuctionMetrics.REVENUE, revenue)
            .with(AuctionMetrics.REGRET, 0)
            .with(AuctionMetrics.REGRET_WORST_BIDDER, 0)
            .with(AuctionMetrics.REVENUE_AT_LIES, revenue)
            .with(AuctionMetrics.REGRET_ADJUSTED_REVENUE, revenue);
    if (error > 0) {
      metrics = metrics.with(AuctionMetrics.REVENUE_SE, error);
    }
    return new Reference(
        name,
        AuctionMetrics.withCeiling(setting, AuctionMetrics.withGap(setting, metrics)),
        bound,
        source);
  }

  private static Reference sampled(Baseline baseline, Setting setting) {
    long seed = Seeds.derive(0, "baseline revenue", 0);
    ValuationDistribution judging = setting.distribution().heldOut();
    int sample = (int) Math.min(SAMPLE, judging.distinctProfiles());
    double[] revenues = new double[sample];
    for (int first = 0; first < sample; first += BLOCK) {
      int count = Math.min(BLOCK, sample - first);
      ValuationProfiles truth = new ValuationProfiles(count, setting.bidders(), setting.items());
      judging.sample(first, truth, seed);
      Outcomes outcomes = baseline.mechanism().run(truth);
      for (int k = 0; k < count; k++) {
        double revenue = 0;
        for (int i = 0; i < setting.bidders(); i++) {
          int at = (k * setting.bidders() + i) * setting.items();
          revenue +=
              outcomes.payment(k, i)
                  - setting.surplus().cost(outcomes.allocation(), at, setting.items());
        }
        revenues[first + k] = revenue;
      }
    }
    return reference(
        setting,
        baseline.name(),
        Arrays.stream(revenues).sum() / sample,
        StandardErrors.of(setting).ofMean(revenues),
        false,
        "mean of " + sample + " profiles");
  }
}
