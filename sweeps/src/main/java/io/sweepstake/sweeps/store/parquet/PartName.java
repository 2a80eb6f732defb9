package io.sweepstake.sweeps.store.parquet;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a part of the trial table says: {@code part-NUMBER-EPOCH-DRIVER.parquet}.
 *
 * @param number later parts have higher ones
 * @param epoch 0 when a version without epochs wrote it, or nobody of ours
 * @param driver the tag of its driver, empty with epoch 0
 */
record PartName(long number, int epoch, String driver) {
  private static final Pattern NUMBER = Pattern.compile("_?part-(\\d{1,18}).*");
  private static final Pattern OURS =
      Pattern.compile("part-\\d{6,18}-(\\d{6,9})-([0-9a-f]{8})\\.parquet");

  /** Reads any name; the number is -1 when there is none. */
  static PartName parse(String name) {
    Matcher numbered = NUMBER.matcher(name);
    long number = numbered.matches() ? Long.parseLong(numbered.group(1)) : -1;
    Matcher ours = OURS.matcher(name);
    return ours.matches()
        ? new PartName(number, Integer.parseInt(ours.group(1)), ours.group(2))
        : new PartName(number, 0, "");
  }

  static String of(long number, Epoch epoch) {
    return String.format(Locale.ROOT, "part-%06d-%s%s", number, epoch.label(), TrialParts.SUFFIX);
  }
}
