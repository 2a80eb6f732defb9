package io.sweepstake.problems.auction;

import io.sweepstake.core.ceiling.Ceiling;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.sweeps.study.Metrics;
import java.util.Optional;

/**
 * What no auction of a setting earns more than in which truth is a dominant strategy and nobody
 * loses by taking part: the optimum, where it is known, else a ceiling that was computed.
 *
 * @param revenue in units of value
 * @param standardError of it, at least 0
 * @param tolerance by which it may be off besides, at least 0
 * @param reached whether an auction is known that earns it
 * @param source how it is known
 */
record RevenueCeiling(
    double revenue, double standardError, double tolerance, boolean reached, String source) {
  private static final double STANDARD_ERRORS = 3;

  /** The lowest one that is known: a theorem's, or one that is kept. */
  static Optional<RevenueCeiling> of(Setting setting) {
    return KnownOptimum.of(setting)
        .map(
            optimum ->
                new RevenueCeiling(
                    optimum.revenue(), 0, optimum.tolerance(), true, optimum.source()))
        .or(() -> KeptCeilings.of(setting).map(RevenueCeiling::computed));
  }

  /** The one that a judgement was kept with. */
  static Optional<RevenueCeiling> of(Metrics judged) {
    return judged.value(AuctionMetrics.CEILING).isPresent()
        ? Optional.of(
            new RevenueCeiling(
                judged.value(AuctionMetrics.CEILING).getAsDouble(),
                judged.value(AuctionMetrics.CEILING_SE).orElse(0),
                0,
                false,
                "kept with the study"))
        : Optional.empty();
  }

  /** The lower of both, or the one that there is; a known optimum is not to be bettered. */
  static Optional<RevenueCeiling> of(Setting setting, Metrics judged) {
    Optional<RevenueCeiling> known = of(setting);
    Optional<RevenueCeiling> kept = of(judged);
    if (known.isEmpty() || kept.isEmpty()) {
      return known.or(() -> kept);
    }
    boolean better = !known.get().reached() && kept.get().most() < known.get().most();
    return better ? kept : known;
  }

  private static RevenueCeiling computed(Ceiling ceiling) {
    return new RevenueCeiling(
        ceiling.bound(),
        ceiling.standardError(),
        0,
        ceiling.basis() == Ceiling.Basis.OPTIMUM,
        ceiling.basis().toString());
  }

  private double most() {
    return revenue + STANDARD_ERRORS * standardError;
  }

  /**
   * Whether a revenue is above this by more than three standard errors of both together.
   *
   * @param error the revenue's standard error
   */
  boolean exceededBy(double earned, double error) {
    return earned > revenue + tolerance + STANDARD_ERRORS * Math.hypot(standardError, error);
  }
}
