package io.sweepstake.core.economics;

import io.sweepstake.core.setting.Setting;
import java.util.Locale;
import java.util.Optional;

/** Tells when a revenue is too good to be true. */
public final class OptimumAlarm {
  private static final double STANDARD_ERRORS = 3;

  private OptimumAlarm() {}

  /**
   * A message if revenue exceeds the setting's known optimum by more than three standard errors:
   * bidders would then not tell the truth, and the revenue is not real.
   */
  public static Optional<String> of(Setting setting, Estimate revenue) {
    return KnownOptimum.of(setting)
        .filter(
            optimum ->
                revenue.mean()
                    > optimum.revenue()
                        + optimum.tolerance()
                        + STANDARD_ERRORS * revenue.standardError())
        .map(
            optimum ->
                String.format(
                    Locale.ROOT,
                    "revenue %.6f (standard error %.6f) exceeds the optimum %.6f of %s (%s): the"
                        + " mechanism is not incentive compatible or not individually rational",
                    revenue.mean(),
                    revenue.standardError(),
                    optimum.revenue(),
                    setting.name(),
                    optimum.source()));
  }
}
