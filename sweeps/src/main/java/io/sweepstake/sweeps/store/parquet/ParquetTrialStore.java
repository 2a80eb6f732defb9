package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.store.CheckpointStore;
import io.sweepstake.sweeps.store.CommitConflictException;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.store.StudyLockedException;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.store.seal.Fingerprint;
import io.sweepstake.sweeps.store.seal.Manifest;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A study as a directory on any Hadoop file system.
 *
 * <pre>
 * study.json                   what the study is
 * trials/part-*.parquet        one row per finished trial
 * measurements/part-*.parquet  what trials measured on their way, in the part of the same name
 * events/*.jsonl               the write-ahead log, and in drivers/ who may add to it
 * artifacts/trial-N-*          what trials left behind
 * checkpoints/trial-N-step-S.bin  what trials under way go on from
 * trials.csv, best.json        for people
 * driver.lock                  who is at work
 * </pre>
 *
 * <p>One driver at a time writes to a study ({@link Lease}), and if another takes it over from one
 * that only seemed dead, nothing that either has returned from {@link #commit} is lost and the
 * first can commit no more ({@link Epoch}).
 *
 * <p>A commit is durable when its line is in the log ({@link EventLog}). Told trials then move to
 * the trial table ({@link TrialParts}); every part of it also carries the study's definition and
 * what was in flight when it was written, so the parts alone suffice to go on. What is on disk is
 * read as {@link StudyContents}; the files for people are {@link StudyExports}.
 */
public final class ParquetTrialStore implements TrialStore {
  private static final Pattern UNFINISHED_ARTIFACT = Pattern.compile("_trial-\\d+-.*");
  private static final long SEGMENT_BYTES = 4 << 20;
  private static final Consumer<String> QUIETLY = notice -> {};

  private final StudyDirectory directory;
  private final StoreOptions options;
  private final Lease lease;
  private final Epoch epoch;
  private final EventLog log;
  private final Manifest files;
  private final Artifacts artifacts;
  private final Consumer<String> notices;
  private final StudySpec spec;
  private final TrialTable table;
  private final TrialParts parts;
  private final StudyExports exports;

  /** Told trials that are in the log and not yet in the table, in the order of telling. */
  private final List<Trial> unflushed = new ArrayList<>();

  private final ScheduledExecutorService timer;
  private final ScheduledExecutorService heartbeat;
  private Snapshot current;
  private boolean flushAwaited;
  private boolean flushFailed;
  private boolean robbed;
  private boolean closed;

  /**
   * Makes a new study.
   *
   * @throws StudyException when the directory holds one, or anything else, or cannot be written
   */
  public static ParquetTrialStore create(Path path, Configuration conf, StudySpec spec) {
    return create(StudyDirectory.at(path, conf), spec, StoreOptions.DEFAULT, terms(QUIETLY));
  }

  /**
   * Opens a study to go on with it.
   *
   * @throws StudyException when there is none, when a file of it cannot be read, or when another
   *     driver writes to it
   */
  public static ParquetTrialStore open(Path path, Configuration conf) {
    return open(path, conf, QUIETLY);
  }

  /**
   * Opens a study to go on with it. This takes up to two minutes after a driver died in another
   * container or on another machine, of which nothing is known but that it has fallen silent.
   *
   * @param notices told in a sentence what a person wants to know of it meanwhile
   */
  public static ParquetTrialStore open(Path path, Configuration conf, Consumer<String> notices) {
    return open(StudyDirectory.at(path, conf), StoreOptions.DEFAULT, terms(notices));
  }

  /**
   * Opens a study to go on with it in a wider search space: what is asked for from now on comes
   * from there, and {@code study.json} says since which trial.
   *
   * @param wider for some of its parameters, by name; nothing changes where none has more values
   * @throws IllegalArgumentException when the space has no such parameter, or it would lose values
   */
  public static ParquetTrialStore openWidened(
      Path path, Configuration conf, Map<String, Param<?>> wider, Consumer<String> notices) {
    return openWidened(StudyDirectory.at(path, conf), StoreOptions.DEFAULT, terms(notices), wider);
  }

  /**
   * Opens a study to go on with it without some trials that it has imported. Their rows stay in its
   * table, for what was asked for when they counted; {@code study.json} says since when they do
   * not.
   *
   * @param gone the numbers of those that go, rising, asked for when nobody else writes to it; that
   *     it throws changes nothing
   */
  public static ParquetTrialStore openWithout(
      Path path,
      Configuration conf,
      Function<History, List<Integer>> gone,
      Consumer<String> notices) {
    return openWithout(StudyDirectory.at(path, conf), StoreOptions.DEFAULT, terms(notices), gone);
  }

  /**
   * Opens the study if there is one, and makes it otherwise.
   *
   * @throws StudyException also when the study that is there has another space, objective, settings
   *     or seed
   */
  public static ParquetTrialStore openOrCreate(Path path, Configuration conf, StudySpec spec) {
    return openOrCreate(path, conf, spec, QUIETLY);
  }

  /**
   * Opens the study if there is one, and makes it otherwise.
   *
   * @param notices told in a sentence what a person wants to know meanwhile, see {@link #open(Path,
   *     Configuration, Consumer)}
   */
  public static ParquetTrialStore openOrCreate(
      Path path, Configuration conf, StudySpec spec, Consumer<String> notices) {
    return openOrCreate(StudyDirectory.at(path, conf), spec, StoreOptions.DEFAULT, terms(notices));
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
    return view(path, conf, QUIETLY);
  }

  /**
   * Reads a study without taking the right to write to it.
   *
   * @param notices told in a sentence what is gone that the study can do without
   */
  public static History view(Path path, Configuration conf, Consumer<String> notices) {
    StudyContents contents = StudyContents.view(StudyDirectory.at(path, conf));
    contents.losses().forEach(notices);
    return contents.history();
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

  private static Lease.Terms terms(Consumer<String> notices) {
    return Lease.Terms.of(StoreOptions.DEFAULT.heartbeat(), notices);
  }

  static ParquetTrialStore create(StudyDirectory directory, StudySpec spec, StoreOptions options) {
    return create(directory, spec, options, Lease.Terms.of(options.heartbeat(), QUIETLY));
  }

  static ParquetTrialStore create(
      StudyDirectory directory, StudySpec spec, StoreOptions options, Lease.Terms terms) {
    return new Opening(directory, options, terms).create(spec);
  }

  static ParquetTrialStore open(StudyDirectory directory, StoreOptions options) {
    return open(directory, options, Lease.Terms.of(options.heartbeat(), QUIETLY));
  }

  static ParquetTrialStore open(StudyDirectory directory, StoreOptions options, Lease.Terms terms) {
    return new Opening(directory, options, terms).open();
  }

  static ParquetTrialStore openWidened(
      StudyDirectory directory,
      StoreOptions options,
      Lease.Terms terms,
      Map<String, Param<?>> wider) {
    return new Opening(directory, options, terms).openWidened(wider);
  }

  static ParquetTrialStore openWithout(
      StudyDirectory directory,
      StoreOptions options,
      Lease.Terms terms,
      Function<History, List<Integer>> gone) {
    return new Opening(directory, options, terms).openWithout(gone);
  }

  static ParquetTrialStore openOrCreate(
      StudyDirectory directory, StudySpec spec, StoreOptions options) {
    return openOrCreate(directory, spec, options, Lease.Terms.of(options.heartbeat(), QUIETLY));
  }

  static ParquetTrialStore openOrCreate(
      StudyDirectory directory, StudySpec spec, StoreOptions options, Lease.Terms terms) {
    return new Opening(directory, options, terms).openOrCreate(spec);
  }

  /**
   * A store of what is there.
   *
   * @param contents as they were read in this epoch
   * @throws IOException when something of it cannot be written; the epoch is withdrawn if no other
   *     has begun
   */
  ParquetTrialStore(
      StudyDirectory directory,
      StoreOptions options,
      Lease.Terms terms,
      Lease lease,
      Epoch epoch,
      StudyContents contents)
      throws IOException {
    this.directory = directory;
    this.options = options;
    this.lease = lease;
    this.epoch = epoch;
    spec = contents.spec();
    table = contents.table();
    files = contents.files();
    notices = terms.notices();
    artifacts = new Artifacts(directory, files, notices);
    exports = new StudyExports(directory, table, files);
    unflushed.addAll(contents.unflushed());
    current = new Snapshot(0, contents.history());
    log = new EventLog(directory, epoch, files);
    heartbeat = beating(terms.beat());
    try {
      parts = new TrialParts(directory, epoch, log, files, contents);
      log.begin(contents.log(), parts.names());
      epoch.removeOlder();
      contents.losses().forEach(notices);
      parts.removeLeftovers(contents.replaced(), current.history());
      parts.removeStrays(current.history());
      removeUnfinished();
      boolean changed = contents.definition() == StudyContents.Definition.CHANGED;
      if (changed) {
        exports.forget();
      }
      if (contents.definition() == StudyContents.Definition.WRITTEN) {
        migrate();
      } else {
        writeDefinition();
      }
      artifacts.take(contents.log().files().isEmpty());
      boolean recovered = !unflushed.isEmpty();
      if (recovered) {
        addPart();
      }
      if (changed) {
        // So that the parts alone suffice to know it.
        parts.mergeSmall(1, current.history());
      }
      log.checkpoint(current.history().open());
      epoch.check();
      if (recovered) {
        exports.write(current.history());
      } else {
        exports.begin(current.history());
      }
    } catch (IOException | RuntimeException failure) {
      heartbeat.shutdownNow();
      try {
        log.close();
        if (LoggedEvents.read(directory).epoch() < epoch.number()) {
          epoch.withdraw(failure);
        }
      } catch (IOException | RuntimeException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      throw failure;
    }
    timer = scheduler("study-timer");
  }

  private static ScheduledExecutorService scheduler(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Touches the lease, on a thread of its own: a slow disk must not make this driver look dead. */
  private ScheduledExecutorService beating(Duration beat) {
    ScheduledExecutorService beating = scheduler("study-heartbeat");
    if (!beat.isZero()) {
      var unused =
          beating.scheduleWithFixedDelay(
              this::touch, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
    }
    return beating;
  }

  private void touch() {
    try {
      lease.touch();
    } catch (IOException | RuntimeException unreachable) {
      // The next commit meets the same obstacle, and has someone to tell.
      return;
    }
  }

  /** Notes in study.json that the study now has epochs. */
  private void migrate() throws IOException {
    int format =
        StudyJson.formatVersion(
            directory.readText("study.json"), directory.path("study.json").toString());
    if (format < StudyJson.formatVersion(spec)) {
      epoch.check();
      writeDefinition();
      notices.accept(
          directory.root
              + ": brought from format "
              + format
              + " to "
              + StudyJson.formatVersion(spec)
              + ", which earlier versions of sweepstake do not go on with");
    }
  }

  private void writeDefinition() throws IOException {
    byte[] content = StudyJson.write(spec).getBytes(StandardCharsets.UTF_8);
    // Whoever reads between the two is to take either.
    files.removed(StudyContents.SPEC_FILE);
    log.append(List.of());
    directory.write(StudyContents.SPEC_FILE, content);
    files.wrote(StudyContents.SPEC_FILE, Fingerprint.of(content));
  }

  /** Deletes what drivers that died had begun to write. */
  private void removeUnfinished() throws IOException {
    List<Path> leftovers = new ArrayList<>();
    for (String folder : List.of(".", Artifacts.FOLDER)) {
      for (Path path : directory.all(folder)) {
        if (StudyDirectory.isUnfinished(path)
            || Lease.isTakenAway(path)
            || UNFINISHED_ARTIFACT.matcher(path.getName()).matches()) {
          leftovers.add(path);
        }
      }
    }
    epoch.check();
    for (Path path : leftovers) {
      directory.delete(path);
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
      if (change.accepted().stream().anyMatch(trial -> !trial.artifacts().isEmpty())) {
        epoch.check();
      }
      for (Trial trial : change.accepted()) {
        for (Artifact artifact : trial.artifacts()) {
          artifacts.write(trial.number(), artifact.name(), artifact.content());
        }
        table.learn(trial);
      }
      log.append(change.accepted());
      // Durable; and if this still is the last epoch, it counts, and may be shown.
      epoch.check();
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
    } catch (StudyLockedException lost) {
      robbed = true;
      throw lost;
    } catch (IOException failure) {
      throw explained("cannot be written", failure);
    }
  }

  /**
   * Checks that no other driver has taken this study over.
   *
   * @throws StudyLockedException when one has; then nothing may be shown as this study's outcome
   */
  public synchronized void checkHeld() {
    try {
      epoch.check();
    } catch (StudyLockedException lost) {
      robbed = true;
      throw lost;
    } catch (IOException failure) {
      throw directory.failure("cannot be read", failure);
    }
  }

  /** A failure for a person: a driver that took over cleans up under the hands of this one. */
  private StudyException explained(String what, IOException failure) {
    try {
      epoch.check();
    } catch (StudyLockedException lost) {
      robbed = true;
      lost.addSuppressed(failure);
      return lost;
    } catch (IOException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
    return directory.failure(what, failure);
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

  /** Deletes what a trial left under a name, of which the study then knows nothing. */
  public synchronized void discard(int number, String name) {
    checkHeld();
    try {
      directory.delete(artifactPath(number, name));
      files.removed(Artifacts.file(number, name));
    } catch (IOException failure) {
      throw directory.failure("an artifact cannot be deleted", failure);
    }
  }

  /** The files beside the trials; what is added to tables there is known again. */
  public StudyFolder folder() {
    return new StudyFolder(directory, this::note);
  }

  private synchronized void note(String name, Fingerprint fingerprint) {
    files.wrote(name, fingerprint);
  }

  @Override
  public CheckpointStore checkpoints() {
    return new CheckpointFiles(directory, epoch, number -> read().history().identity(number));
  }

  /**
   * An artifact that a trial left, if it did and it is there.
   *
   * @throws StudyException when it is not as it was written
   */
  public synchronized Optional<byte[]> artifact(int number, String name) {
    try {
      return artifacts.read(number, name);
    } catch (IOException failure) {
      throw directory.failure("an artifact cannot be read", failure);
    }
  }

  /**
   * The same of a study that need not be open.
   *
   * @param notices told when it is gone
   */
  public static Optional<byte[]> artifact(
      Path path, Configuration conf, int number, String name, Consumer<String> notices) {
    StudyDirectory directory = StudyDirectory.at(path, conf);
    try {
      Optional<Manifest> known = LoggedEvents.read(directory).files();
      Artifacts artifacts = new Artifacts(directory, known.orElseGet(Manifest::new), notices);
      return known.isPresent() ? artifacts.read(number, name) : artifacts.readAny(number, name);
    } catch (IOException failure) {
      throw directory.failure("an artifact cannot be read", failure);
    }
  }

  /** Where a trial's artifact is, or would be. */
  public Path artifactPath(int number, String name) {
    return directory.path(Artifacts.file(number, name));
  }

  /** Moves told trials from the log to the table, and begins a new segment of a long log. */
  private void flush() throws IOException {
    addPart();
    parts.mergeSmall(options.partsBeforeCompaction(), current.history());
    parts.removeStrays(current.history());
    if (log.written() > SEGMENT_BYTES) {
      log.beginSegment();
      log.checkpoint(current.history().open());
    }
    epoch.check();
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
    heartbeat.shutdownNow();
    try (lease;
        log) {
      if (robbed) {
        return;
      }
      epoch.check();
      if (!unflushed.isEmpty()) {
        addPart();
      }
      parts.removeStrays(current.history());
      SideTables.read(directory, files).forEach(files::wrote);
      if (lease.tookOver()) {
        // The one it was taken from may have written older ones meanwhile.
        exports.rewrite(current.history());
      } else {
        exports.complete(current.history());
      }
      if (files.changes().isPresent()) {
        log.checkpoint(current.history().open());
      }
      epoch.check();
      log.seal();
    } catch (IOException failure) {
      throw explained("cannot be closed", failure);
    }
  }
}
