package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.core.ceiling.Ceiling;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.problems.auction.KeptCeilings;
import java.util.Locale;
import java.util.Optional;

/**
 * The most that an auction can earn in which truth is a dominant strategy and nobody loses: the
 * optimum where it is known, else the ceiling that is kept.
 *
 * @param revenue at most this, up to {@code standardError}
 * @param optimum whether some auction earns it
 */
record TruthBound(double revenue, double standardError, boolean optimum) {
  /** Errors that a revenue must be above a ceiling to be called so. */
  private static final double SURE = 3;

  static Optional<TruthBound> of(Setting setting) {
    return KnownOptimum.of(setting)
        .map(known -> new TruthBound(known.revenue(), 0, true))
        .or(() -> KeptCeilings.of(setting).map(TruthBound::of));
  }

  private static TruthBound of(Ceiling ceiling) {
    return new TruthBound(ceiling.bound(), ceiling.standardError(), false);
  }

  /** Whether a revenue is above it beyond doubt. */
  boolean below(double claimed) {
    return claimed > revenue + SURE * standardError;
  }

  /** How much a revenue is above it, in hundredths of it; below 0 if it is not. */
  double excess(double claimed) {
    return 100 * (claimed / revenue - 1);
  }

  @Override
  public String toString() {
    return optimum
        ? String.format(Locale.ROOT, "%.5f (optimum)", revenue)
        : String.format(Locale.ROOT, "%.5f ± %.5f", revenue, standardError);
  }
}
