package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.store.CheckpointStore;
import io.sweepstake.sweeps.store.CommitConflictException;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A study as a directory on any Hadoop file system.
 *
 * <pre>
 * study.json                   what the study is
 * trials/part-*.parquet        one row per finished trial
 * measurements/part-*.parquet  what trials measured on their way, in the part of the same name
 * events/*.jsonl               the write-ahead log
 * artifacts/trial-N-*          what trials left behind
 * checkpoints/trial-N-step-S.bin  what trials under way go on from
 * trials.csv, best.json        for people
 * driver.lock                  who may write
 * </pre>
 *
 * <p>A commit is durable when its line is in the log ({@link EventLog}). Told trials then move to
 * the trial table ({@link TrialParts}); every part of it also carries the study's definition and
 * what was in flight when it was written, so the parts alone suffice to go on. What is on disk is
 * read as {@link StudyContents}; the files for people are {@link StudyExports}.
 */
public final class ParquetTrialStore implements TrialStore {
  private static final String ARTIFACTS = "artifacts";
  private static final long SEGMENT_BYTES = 4 << 20;

  /** Beats of another driver that must fail to come before it is taken for dead. */
  private static final int WATCHED_BEATS = 3;

  private final StudyDirectory directory;
  private final StoreOptions options;
  private final Lease lease;
  private final EventLog log;
  private final StudySpec spec;
  private final TrialTable table;
  private final TrialParts parts;
  private final StudyExports exports;

  /** Told trials that are in the log and not yet in the table, in the order of telling. */
  private final List<Trial> unflushed = new ArrayList<>();

  private final ScheduledExecutorService timer;
  private Snapshot current;
  private boolean flushAwaited;
  private boolean flushFailed;
  private boolean closed;

  /**
   * Makes a new study.
   *
   * @throws StudyException when the directory holds one, or anything else, or cannot be written
   */
  public static ParquetTrialStore create(Path path, Configuration conf, StudySpec spec) {
    return create(StudyDirectory.at(path, conf), spec, StoreOptions.DEFAULT);
  }

  /**
   * Opens a study to go on with it.
   *
   * @throws StudyException when there is none, when a file of it cannot be read, or when another
   *     driver writes to it
   */
  public static ParquetTrialStore open(Path path, Configuration conf) {
    return open(StudyDirectory.at(path, conf), StoreOptions.DEFAULT);
  }

  /**
   * Opens the study if there is one, and makes it otherwise.
   *
   * @throws StudyException also when the study that is there has another space, objective, settings
   *     or seed
   */
  public static ParquetTrialStore openOrCreate(Path path, Configuration conf, StudySpec spec) {
    return openOrCreate(StudyDirectory.at(path, conf), spec, StoreOptions.DEFAULT);
  }

  /** Whether a directory holds a study. */
  public static boolean exists(Path path, Configuration conf) {
    return StudyDirectory.at(path, conf).holdsStudy();
  }

  /**
   * Reads a study without taking the right to write to it: what is durable at this moment.
   *
   * @throws StudyException when there is none, or a file of it cannot be read
   */
  public static History view(Path path, Configuration conf) {
    return StudyContents.view(StudyDirectory.at(path, conf)).history();
  }

  /**
   * The files that together hold every row of the trial table once. All files in {@code trials/},
   * except when a driver died while merging parts and nobody has opened the study since.
   */
  public static List<Path> liveParts(Path path, Configuration conf) {
    StudyDirectory directory = StudyDirectory.at(path, conf);
    return StudyContents.view(directory).parts().keySet().stream()
        .map(name -> directory.path(TrialParts.TRIALS + "/" + name))
        .toList();
  }

  static ParquetTrialStore create(StudyDirectory directory, StudySpec spec, StoreOptions options) {
    try {
      if (directory.holdsStudy()) {
        throw new StudyException(directory.root + ": there is a study in this directory already");
      }
      if (directory.files.exists(directory.root)) {
        if (directory.files.getFileStatus(directory.root).isFile()) {
          throw new StudyException(directory.root + ": must be a directory, was a file");
        }
        for (var entry : directory.files.listStatus(directory.root)) {
          String name = entry.getPath().getName();
          if (!name.startsWith("_") && !name.startsWith(".") && !name.equals("driver.lock")) {
            throw new StudyException(
                directory.root
                    + ": a new study needs an empty directory, there is "
                    + name
                    + " and no study.json");
          }
        }
      }
      if (!directory.files.mkdirs(directory.root)) {
        throw new IOException("could not make the directory");
      }
      Lease lease = Lease.acquire(directory, options.heartbeat().multipliedBy(WATCHED_BEATS));
      try {
        directory.write("study.json", StudyJson.write(spec));
        return new ParquetTrialStore(directory, options, lease, StudyContents.read(directory));
      } catch (IOException | RuntimeException failure) {
        release(lease, failure);
        throw failure;
      }
    } catch (IOException failure) {
      throw directory.failure("cannot be written", failure);
    }
  }

  static ParquetTrialStore open(StudyDirectory directory, StoreOptions options) {
    try {
      if (!directory.holdsStudy()) {
        throw directory.notAStudy();
      }
      Lease lease = Lease.acquire(directory, options.heartbeat().multipliedBy(WATCHED_BEATS));
      try {
        return new ParquetTrialStore(directory, options, lease, StudyContents.read(directory));
      } catch (IOException | RuntimeException failure) {
        release(lease, failure);
        throw failure;
      }
    } catch (IOException failure) {
      throw directory.failure("cannot be opened", failure);
    }
  }

  static ParquetTrialStore openOrCreate(
      StudyDirectory directory, StudySpec spec, StoreOptions options) {
    if (!directory.holdsStudy()) {
      return create(directory, spec, options);
    }
    ParquetTrialStore store = open(directory, options);
    Optional<String> difference = DefinitionDifference.between(store.spec, spec);
    if (difference.isPresent()) {
      store.close();
      throw new StudyException(directory.root + ": " + difference.get());
    }
    return store;
  }

  private static void release(Lease lease, Exception failure) {
    try {
      lease.close();
    } catch (IOException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  private ParquetTrialStore(
      StudyDirectory directory, StoreOptions options, Lease lease, StudyContents contents)
      throws IOException {
    this.directory = directory;
    this.options = options;
    this.lease = lease;
    spec = contents.spec();
    table = contents.table();
    parts = new TrialParts(directory, contents);
    exports = new StudyExports(directory, table);
    unflushed.addAll(contents.unflushed());
    current = new Snapshot(0, contents.history());
    parts.removeLeftovers(contents.replaced());
    removeUnfinishedArtifacts();
    if (contents.specFileMissing()) {
      directory.write("study.json", StudyJson.write(spec));
    }
    log = new EventLog(directory);
    boolean recovered = !unflushed.isEmpty();
    if (recovered) {
      addPart();
    }
    log.checkpoint(current.history().open());
    if (recovered) {
      exports.write(current.history());
    } else {
      exports.begin(current.history());
    }
    timer = timer();
  }

  private ScheduledExecutorService timer() {
    ScheduledExecutorService ticking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "study-timer");
              thread.setDaemon(true);
              return thread;
            });
    long period = options.heartbeat().toMillis();
    if (period > 0) {
      var unused = ticking.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
    }
    return ticking;
  }

  private synchronized void beat() {
    if (closed) {
      return;
    }
    try {
      lease.touch();
    } catch (IOException | RuntimeException unreachable) {
      // The next commit meets the same obstacle, and has someone to tell.
      return;
    }
  }

  private void removeUnfinishedArtifacts() throws IOException {
    for (Path path : directory.all(ARTIFACTS)) {
      if (path.getName().startsWith("_")) {
        directory.delete(path);
      }
    }
  }

  /** What the study is. */
  public StudySpec spec() {
    return spec;
  }

  @Override
  public synchronized Snapshot read() {
    return current;
  }

  @Override
  public synchronized Snapshot commit(Snapshot base, List<Trial> rows) {
    if (closed) {
      throw new StudyException(directory.root + ": this store is closed");
    }
    if (base.version() != current.version()) {
      throw new CommitConflictException(base.version(), current.version());
    }
    Snapshot.Change change = base.apply(rows);
    if (change.accepted().isEmpty()) {
      return current;
    }
    try {
      for (Trial trial : change.accepted()) {
        for (Artifact artifact : trial.artifacts()) {
          directory.write(artifactName(trial.number(), artifact.name()), artifact.content());
        }
        table.learn(trial);
      }
      log.append(change.accepted());
      current = change.after();
      for (Trial trial : change.accepted()) {
        if (trial.finished()) {
          unflushed.add(trial.withArtifacts(List.of()));
        }
      }
      if (!unflushed.isEmpty()) {
        flushInTime();
      }
      return current;
    } catch (IOException failure) {
      throw directory.failure("cannot be written", failure);
    }
  }

  /**
   * Sees to it that told trials reach the table: after the interval, on the timer's thread, so that
   * a sweep does not wait for a part to be written before it sends its next trials.
   */
  private void flushInTime() throws IOException {
    if (options.flushInterval().isZero() || flushFailed) {
      flush();
    } else if (!flushAwaited) {
      flushAwaited = true;
      var unused =
          timer.schedule(this::flushNow, options.flushInterval().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private synchronized void flushNow() {
    flushAwaited = false;
    if (closed || unflushed.isEmpty()) {
      return;
    }
    try {
      flush();
    } catch (IOException | RuntimeException obstacle) {
      flushFailed = true; // the next commit meets it, and has someone to tell
    }
  }

  private static String artifactName(int number, String name) {
    return ARTIFACTS + "/trial-" + number + "-" + name;
  }

  @Override
  public CheckpointStore checkpoints() {
    return new CheckpointFiles(directory);
  }

  /** An artifact that a trial left, if it did. */
  public Optional<byte[]> artifact(int number, String name) {
    try {
      return Optional.of(directory.readBytes(artifactName(number, name)));
    } catch (FileNotFoundException none) {
      return Optional.empty();
    } catch (IOException failure) {
      throw directory.failure("an artifact cannot be read", failure);
    }
  }

  /** Where a trial's artifact is, or would be. */
  public Path artifactPath(int number, String name) {
    return directory.path(artifactName(number, name));
  }

  /** Moves told trials from the log to the table, and begins a new segment of a long log. */
  private void flush() throws IOException {
    lease.check();
    addPart();
    parts.mergeSmall(options.partsBeforeCompaction(), current.history());
    if (log.written() > SEGMENT_BYTES) {
      log.checkpoint(current.history().open());
    }
    exports.keepUp(current.history());
    flushFailed = false;
  }

  private void addPart() throws IOException {
    parts.add(unflushed, current.history());
    unflushed.clear();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    timer.shutdownNow();
    try (lease;
        log) {
      if (!unflushed.isEmpty()) {
        lease.check();
        addPart();
        log.checkpoint(current.history().open());
      }
      exports.complete(current.history());
    } catch (IOException failure) {
      throw directory.failure("cannot be closed", failure);
    }
  }
}
