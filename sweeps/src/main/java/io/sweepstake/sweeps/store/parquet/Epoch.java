package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.store.StudyLockedException;
import io.sweepstake.sweeps.store.driver.Driver;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The right to have what one writes to a study count. Each driver begins an epoch of its own, the
 * next one, by creating {@code events/drivers/EPOCH.json}; its log and its parts carry the epoch in
 * their names. From that moment its predecessor, should it still live, may write what it will: it
 * counts no more.
 *
 * <p>So a driver writes, makes durable, and then {@link #check checks} that its epoch is still the
 * last, and only then says to anybody that what it wrote is there. If the check finds no later
 * epoch, what was written before it was there before any later driver began to read. If it finds
 * one, the driver was robbed, and stops. However long it sleeps between two of these steps, nothing
 * it said is lost, and nothing else it wrote counts once a later driver has {@linkplain
 * EventLog#begin noted} what it found.
 *
 * <p>Who creates the file is decided by the file system: local ones and HDFS give it to exactly
 * one. An object store may let two drivers that begin within the same moment both write it; the one
 * whose content stands has the epoch, and the other finds that out at its next check.
 */
final class Epoch {
  static final String FOLDER = EventLog.FOLDER + "/drivers";

  /** What the names of witnesses end in; see {@link EventLog}. */
  static final String WITNESS = ".reach";

  private static final String SUFFIX = ".json";
  private static final Pattern NAME = Pattern.compile("(\\d{6,9})(?:\\.json|-[0-9a-f]{8}\\.reach)");

  private final StudyDirectory directory;
  private final int number;
  private final Driver driver;

  private Epoch(StudyDirectory directory, int number, Driver driver) {
    this.directory = directory;
    this.number = number;
    this.driver = driver;
  }

  /**
   * Begins the next epoch.
   *
   * @throws StudyLockedException when another driver does at the same time
   */
  static Epoch begin(StudyDirectory directory, Driver driver) throws IOException {
    int last = newest(directory);
    for (Path path : directory.list(EventLog.FOLDER, LogName.SUFFIX)) {
      last = Math.max(last, LogName.of(path).epoch());
    }
    for (Path path : directory.all(TrialParts.TRIALS)) {
      last = Math.max(last, PartName.parse(path.getName()).epoch());
    }
    Epoch epoch = new Epoch(directory, last + 1, driver);
    if (!directory.create(file(last + 1), driver.json().toPrettyString() + "\n")) {
      throw epoch.robbed();
    }
    try {
      epoch.check();
    } catch (IOException | RuntimeException failure) {
      epoch.withdraw(failure);
      throw failure;
    }
    return epoch;
  }

  /** The last epoch that a driver began; 0 when none did. */
  static int newest(StudyDirectory directory) throws IOException {
    int newest = 0;
    for (Path path : directory.list(FOLDER, SUFFIX)) {
      newest = Math.max(newest, number(path));
    }
    return newest;
  }

  /** Whose an epoch is, if that is still known. */
  static Optional<Driver> driver(StudyDirectory directory, int number) throws IOException {
    try {
      return Driver.parse(directory.readText(file(number)));
    } catch (FileNotFoundException gone) {
      return Optional.empty();
    }
  }

  /** The epoch that a file here is of; 0 when it says none. */
  static int number(Path file) {
    Matcher name = NAME.matcher(file.getName());
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }

  private static String file(int number) {
    return FOLDER + "/" + String.format(Locale.ROOT, "%06d", number) + SUFFIX;
  }

  int number() {
    return number;
  }

  /** Of the driver whose it is. */
  Driver driver() {
    return driver;
  }

  /** What the names of its files begin with, or hold. */
  String label() {
    return label(number, driver.tag());
  }

  static String label(int number, String driverTag) {
    return String.format(Locale.ROOT, "%06d-%s", number, driverTag);
  }

  /**
   * Checks that no later epoch has begun. What was durable before it was called counts if it
   * returns.
   *
   * @throws StudyLockedException when one has
   */
  void check() throws IOException {
    if (newest(directory) != number || !isOurs()) {
      throw robbed();
    }
  }

  private boolean isOurs() throws IOException {
    return driver(directory, number).filter(its -> its.id().equals(driver.id())).isPresent();
  }

  /**
   * Forgets who had earlier epochs, and where the last of them ended: their logs and parts say by
   * themselves what counts, and the log of this one how far they do.
   */
  void removeOlder() throws IOException {
    for (String suffix : List.of(SUFFIX, WITNESS)) {
      for (Path path : directory.list(FOLDER, suffix)) {
        if (number(path) < number) {
          directory.delete(path);
        }
      }
    }
  }

  /**
   * Gives the epoch up, as if it had never begun, after a failure; only while its log notes
   * nothing.
   */
  void withdraw(Exception failure) {
    try {
      if (isOurs()) {
        directory.delete(directory.path(file(number)));
      }
    } catch (IOException | RuntimeException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  private StudyLockedException robbed() throws IOException {
    int newest = newest(directory);
    Optional<Driver> taker = newest >= number ? driver(directory, newest) : Optional.empty();
    return new StudyLockedException(
        taker.isPresent() && taker.get().id().equals(driver.id()) || newest < number
            ? directory.path(file(number))
                + ": the file by which this driver may write to the study is gone; it stops here,"
                + " and nothing that it reported is lost"
            : directory.root
                + ": another driver took this study over: "
                + taker.map(Driver::toString).orElse("unknown")
                + "; this one stops here, and nothing that it reported is lost");
  }
}
