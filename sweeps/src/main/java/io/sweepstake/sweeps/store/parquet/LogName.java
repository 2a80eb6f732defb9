package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.store.StudyException;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The name of a segment of the event log: {@code EPOCH-DRIVER-SEGMENT.jsonl}, or, as versions
 * without epochs wrote it, {@code SEGMENT.jsonl}; its epoch is then 0.
 *
 * @param driver the driver's tag, empty in epoch 0
 */
record LogName(int epoch, String driver, int segment) {
  static final String SUFFIX = ".jsonl";

  /** In the order of writing. */
  static final Comparator<LogName> BY_AGE =
      Comparator.comparingInt(LogName::epoch)
          .thenComparing(LogName::driver)
          .thenComparingInt(LogName::segment);

  private static final Pattern NAME =
      Pattern.compile("(?:(\\d{6,9})-([0-9a-f]{8})-)?(\\d{1,9})\\.jsonl");

  /**
   * Reads a name.
   *
   * @throws StudyException when it is none
   */
  static LogName of(Path path) {
    Matcher name = NAME.matcher(path.getName());
    if (!name.matches()) {
      throw new StudyException(
          path
              + ": a segment of the event log must be named by a number, or by an epoch, a driver"
              + " and a number, was "
              + path.getName());
    }
    return name.group(1) == null
        ? new LogName(0, "", Integer.parseInt(name.group(3)))
        : new LogName(
            Integer.parseInt(name.group(1)), name.group(2), Integer.parseInt(name.group(3)));
  }

  String file() {
    return epoch == 0
        ? String.format(Locale.ROOT, "%06d%s", segment, SUFFIX)
        : String.format(Locale.ROOT, "%06d-%s-%06d%s", epoch, driver, segment, SUFFIX);
  }
}
