package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.store.StudyLockedException;
import io.sweepstake.sweeps.store.driver.Driver;
import io.sweepstake.sweeps.store.driver.ProcessTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Whose turn it is to write to a study: the file {@code driver.lock}, which names a {@link Driver}
 * and is touched while that lives, every {@link Terms#beat}.
 *
 * <p>A driver of the same table of processes ({@link ProcessTable}) is asked there: while it lives
 * nobody takes its lease, and once it is gone anybody may. Of one in another container, on another
 * machine or under another system only its touching tells: a later driver watches, is refused as
 * soon as it sees a touch, and takes the lease when there was none for {@link Terms#expiry}.
 *
 * <p>A lease keeps drivers from disturbing each other, and no more: one that was stopped for longer
 * than that, with its machine or by a person, still believes in it. What keeps a study whole then
 * is its {@link Epoch}.
 */
final class Lease implements AutoCloseable {
  private static final String FILE = "driver.lock";
  private static final String TAKEN = "_stale-";
  private static final String TAKEN_SUFFIX = ".lock";

  /** Leases held in this process, whose number alone cannot tell them apart. */
  private static final Set<String> HELD_HERE = ConcurrentHashMap.newKeySet();

  /** Beats of a driver that must fail to come before it is taken for dead, whatever clocks say. */
  private static final int WATCHED_BEATS = 3;

  private static final Duration POLL = Duration.ofMillis(250);

  /** Time as a lease sees it. */
  interface Time {
    Time REAL =
        new Time() {
          @Override
          public Instant now() {
            return Instant.now();
          }

          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void pause(Duration length) throws InterruptedException {
            Thread.sleep(length.toMillis());
          }
        };

    /** By the clock, which people and time servers set. */
    Instant now();

    /** By a stopwatch. */
    long nanos();

    void pause(Duration length) throws InterruptedException;
  }

  /**
   * How leases are kept and given up.
   *
   * @param beat how often one is touched; zero for never
   * @param expiry how long one of which nothing else is known must have been silent to be taken
   * @param notices told what a driver that waits for that is waiting for
   */
  record Terms(
      Duration beat, Duration expiry, ProcessTable processes, Time time, Consumer<String> notices) {
    static final Duration EXPIRY = Duration.ofMinutes(2);

    static Terms of(Duration beat, Consumer<String> notices) {
      return new Terms(beat, EXPIRY, ProcessTable.OF_THIS_MACHINE, Time.REAL, notices);
    }
  }

  /** The lease's file at one moment. */
  private record Sighting(long touched, String text) {
    Optional<Driver> driver() {
      return Driver.parse(text);
    }
  }

  private final StudyDirectory directory;
  private final Terms terms;
  private final Driver driver;
  private boolean tookOver;
  private boolean closed;

  private Lease(StudyDirectory directory, Terms terms) {
    this.directory = directory;
    this.terms = terms;
    driver = Driver.begun(terms.processes(), terms.time().now());
  }

  /**
   * Takes the lease, after having waited for it to expire where nothing else tells that its driver
   * is dead.
   *
   * @throws StudyLockedException when another driver lives, or takes it at the same time
   */
  static Lease acquire(StudyDirectory directory, Terms terms) throws IOException {
    Lease lease = new Lease(directory, terms);
    // Before the file, so that nobody in this process can take it for a dead one's.
    HELD_HERE.add(lease.driver.id());
    try {
      for (int attempt = 0; attempt < 3; attempt++) {
        if (lease.create()) {
          return lease;
        }
        lease.removeWhenVoid();
      }
      throw new StudyLockedException(
          directory.root + ": several drivers want to write to this study at the same time");
    } catch (IOException | RuntimeException refused) {
      HELD_HERE.remove(lease.driver.id());
      throw refused;
    }
  }

  /** Who holds it. */
  Driver driver() {
    return driver;
  }

  /** Whether it was taken from another driver, which had not given it back. */
  boolean tookOver() {
    return tookOver;
  }

  private boolean create() throws IOException {
    return directory.create(FILE, text());
  }

  private String text() {
    return driver.json().toPrettyString() + "\n";
  }

  private Optional<Sighting> look() throws IOException {
    try {
      FileStatus status = directory.files.getFileStatus(directory.path(FILE));
      return Optional.of(new Sighting(status.getModificationTime(), directory.readText(FILE)));
    } catch (FileNotFoundException released) {
      return Optional.empty();
    }
  }

  private void removeWhenVoid() throws IOException {
    Optional<Sighting> sighting = look();
    if (sighting.isEmpty()) {
      return;
    }
    Sighting held = sighting.get();
    ProcessTable.Life life = held.driver().map(this::life).orElse(ProcessTable.Life.UNKNOWN);
    if (life == ProcessTable.Life.LIVES) {
      throw refusal(held, "wait for it to end, or stop it");
    }
    if (life == ProcessTable.Life.GONE || fellSilent(held)) {
      tookOver = true;
      takeAway(held.text());
    }
  }

  private ProcessTable.Life life(Driver holder) {
    if (HELD_HERE.contains(holder.id())) {
      return ProcessTable.Life.LIVES;
    }
    if (holder.identity().isEmpty()) {
      return ProcessTable.Life.UNKNOWN;
    }
    // In this process it would be held here.
    return holder.identity().equals(driver.identity())
        ? ProcessTable.Life.GONE
        : terms.processes().life(holder.identity().get());
  }

  /**
   * Watches a lease until it has expired.
   *
   * @return false when it was released meanwhile
   * @throws StudyLockedException when it is touched
   */
  private boolean fellSilent(Sighting held) throws IOException {
    // The times of two machines, or of one whose clock was set, need not agree; a touch that comes
    // while we watch is proof of life whatever they say.
    Duration age = age(held).abs();
    Duration least = terms.beat().multipliedBy(WATCHED_BEATS);
    Duration rest = terms.expiry().minus(age);
    Duration wait = rest.compareTo(least) > 0 ? rest : least;
    Instant until = terms.time().now().plus(wait).truncatedTo(ChronoUnit.SECONDS);
    long begun = terms.time().nanos();
    boolean told = false;
    while (true) {
      Duration watched = Duration.ofNanos(terms.time().nanos() - begun);
      if (watched.compareTo(wait) >= 0) {
        return true;
      }
      if (!told && watched.compareTo(least) >= 0) {
        told = true;
        terms
            .notices()
            .accept(
                directory.root
                    + ": its last driver, "
                    + name(held)
                    + ", has not been seen for "
                    + seconds(age(held))
                    + " s and may be dead: waiting until "
                    + until
                    + " to take the study over");
      }
      Duration left = wait.minus(watched);
      try {
        terms.time().pause(left.compareTo(POLL) < 0 ? left.plusMillis(1) : POLL);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while watching " + FILE);
      }
      Optional<Sighting> now = look();
      if (now.isEmpty()) {
        return false;
      }
      if (!now.get().equals(held)) {
        throw refusal(
            now.get(),
            "it lives; should it die, the study may be taken over "
                + seconds(terms.expiry())
                + " s after it was last seen");
      }
    }
  }

  private Duration age(Sighting held) {
    return Duration.between(Instant.ofEpochMilli(held.touched()), terms.time().now());
  }

  private static long seconds(Duration length) {
    return Math.max(0, length.toSeconds());
  }

  private static String name(Sighting held) {
    return held.driver().map(Driver::toString).orElse("unknown");
  }

  private StudyLockedException refusal(Sighting held, String advice) {
    return new StudyLockedException(
        directory.root
            + ": another driver writes to this study: "
            + name(held)
            + ", last seen "
            + seconds(age(held))
            + " s ago (see "
            + FILE
            + "); "
            + advice);
  }

  /** Removes the file unless it is not, or no longer, the one with this text. */
  private void takeAway(String text) throws IOException {
    // Whoever renames it first may go on; a fresh lease renamed by mistake is put back.
    Path taken = directory.path(TAKEN + driver.id() + TAKEN_SUFFIX);
    if (directory.files.rename(directory.path(FILE), taken)) {
      if (!directory.readText(taken.getName()).equals(text)) {
        directory.rename(taken, directory.path(FILE));
      } else {
        directory.delete(taken);
      }
    }
  }

  /** Whether a file is a lease on its way out, which one that died just then leaves there. */
  static boolean isTakenAway(Path path) {
    return path.getName().startsWith(TAKEN) && path.getName().endsWith(TAKEN_SUFFIX);
  }

  /** Shows that the driver lives. */
  synchronized void touch() throws IOException {
    if (closed) {
      return;
    }
    Optional<Sighting> before = look();
    if (before.isEmpty()) {
      // Removed by a person, or by a version of this program that judges by other signs.
      boolean unused = create();
      return;
    }
    if (!isOurs(before.get())) {
      return;
    }
    long now = terms.time().now().toEpochMilli();
    directory.files.setTimes(directory.path(FILE), now, -1);
    Optional<Sighting> after = look();
    // Touched twice in a millisecond, it need not be written again, which others could see half
    // done, and by which one that was robbed meanwhile would take the lease back.
    if (after.isPresent() && after.get().equals(before.get()) && after.get().touched() != now) {
      // An object store has no times to set.
      try (FSDataOutputStream out = directory.files.create(directory.path(FILE), true)) {
        out.write(text().getBytes(StandardCharsets.UTF_8));
        StudyDirectory.sync(out);
      }
    }
  }

  private boolean isOurs(Sighting held) {
    return held.driver().filter(holder -> holder.id().equals(driver.id())).isPresent();
  }

  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      HELD_HERE.remove(driver.id());
      Optional<Sighting> held = look();
      if (held.isPresent() && isOurs(held.get())) {
        try {
          takeAway(held.get().text());
        } catch (FileNotFoundException swept) {
          // By the next driver, which has begun already.
          return;
        }
      }
    }
  }
}
