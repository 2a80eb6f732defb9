package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.option.Option;
import java.util.Locale;

/** What happens to a point that the study has already. */
public enum Duplicates {
  /** In a space of finitely many points, another is proposed instead; with the last one it ends. */
  REJECT,
  /** It is evaluated again: right where the objective is noisy. */
  ALLOW,
  /**
   * It may be proposed again, and the values of a completed trial there are taken over without
   * evaluating anything; this is the sweep's part, not the sampler's.
   */
  CACHE;

  static final Option OPTION =
      Option.of(
          "duplicates",
          REJECT,
          "a point proposed before, in a space of finitely many: reject for another, allow, or"
              + " cache to take over its result");

  /** The word for it in a study's options. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
