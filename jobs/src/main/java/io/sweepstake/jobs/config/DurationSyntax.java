package io.sweepstake.jobs.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 45s}, {@code 90m}, {@code 1h30m}, {@code 2d}. */
final class DurationSyntax {
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d{1,9})\\s*d)?\\s*(?:(\\d{1,9})\\s*h)?\\s*(?:(\\d{1,9})\\s*m(?:in)?)?"
              + "\\s*(?:(\\d{1,9})\\s*s)?");

  private DurationSyntax() {}

  /**
   * Reads a length of time above 0.
   *
   * @param key what it is for, for messages
   */
  static Duration parse(String key, String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    Duration duration =
        matcher.matches()
            ? Duration.ofDays(part(matcher, 1))
                .plusHours(part(matcher, 2))
                .plusMinutes(part(matcher, 3))
                .plusSeconds(part(matcher, 4))
            : Duration.ZERO;
    if (duration.isZero()) {
      throw new IllegalArgumentException(
          key + ": must be a time above 0 such as 45s, 90m or 1h30m, was " + text.strip());
    }
    return duration;
  }

  private static long part(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }
}
