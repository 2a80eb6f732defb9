package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sweepstake.sweeps.store.CheckpointStore;
import io.sweepstake.sweeps.store.CommitConflictException;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
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
 * <p>A commit is durable when its line is in the log. Told trials then move to the trial table;
 * every part of the table also carries the study's definition and what was in flight when it was
 * written, so the parts alone suffice to go on. Parts are merged by writing their union with the
 * list of what it replaces, and deleting those afterwards; a reader that finds both takes the union
 * (see {@link #liveParts}).
 */
public final class ParquetTrialStore implements TrialStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRIALS = "trials";
  private static final String MEASUREMENTS = "measurements";
  private static final String ARTIFACTS = "artifacts";
  private static final String SUFFIX = ".parquet";
  private static final String STUDY_KEY = "sweepstake.study";
  private static final String OPEN_KEY = "sweepstake.in-flight";
  private static final String REPLACES_KEY = "sweepstake.replaces";

  /** A part with as many rows is not merged again. */
  private static final int FULL_PART = 4096;

  private static final long SEGMENT_BYTES = 4 << 20;

  private final StudyDirectory directory;
  private final StoreOptions options;
  private final Lease lease;
  private final EventLog log;
  private final StudySpec spec;
  private final TrialTable table;

  /** The parts of the trial table with the numbers of their trials, oldest first. */
  private final Map<String, List<Integer>> parts;

  /** Told trials that are in the log and not yet in the table, in the order of telling. */
  private final List<Trial> unflushed = new ArrayList<>();

  private final ScheduledExecutorService timer;
  private Snapshot current;
  private long lastFlush;
  private long nextPart;
  private int exportedAt;
  private int bestExported = -1;
  private boolean closed;

  /** What is on disk. */
  private record Contents(
      StudySpec spec,
      boolean specFileMissing,
      TrialTable table,
      Map<String, List<Integer>> parts,
      Set<String> replaced,
      History history,
      List<Trial> unflushed) {}

  /**
   * Makes a new study.
   *
   * @throws StudyException when the directory holds one, or anything else, or cannot be written
   */
  public static ParquetTrialStore create(Path path, Configuration conf, StudySpec spec) {
    return create(directory(path, conf), spec, StoreOptions.DEFAULT);
  }

  /**
   * Opens a study to go on with it.
   *
   * @throws StudyException when there is none, when a file of it cannot be read, or when another
   *     driver writes to it
   */
  public static ParquetTrialStore open(Path path, Configuration conf) {
    return open(directory(path, conf), StoreOptions.DEFAULT);
  }

  /**
   * Opens the study if there is one, and makes it otherwise.
   *
   * @throws StudyException also when the study that is there has another space, objective, settings
   *     or seed
   */
  public static ParquetTrialStore openOrCreate(Path path, Configuration conf, StudySpec spec) {
    return openOrCreate(directory(path, conf), spec, StoreOptions.DEFAULT);
  }

  /** Whether a directory holds a study. */
  public static boolean exists(Path path, Configuration conf) {
    return exists(directory(path, conf));
  }

  /**
   * Reads a study without taking the right to write to it: what is durable at this moment.
   *
   * @throws StudyException when there is none, or a file of it cannot be read
   */
  public static History view(Path path, Configuration conf) {
    return contents(directory(path, conf)).history();
  }

  /** Reads beside a living driver, which may delete a part it has merged just when it is wanted. */
  private static Contents contents(StudyDirectory directory) {
    for (int attempt = 1; ; attempt++) {
      try {
        return read(directory);
      } catch (FileNotFoundException merged) {
        if (attempt == 10) {
          throw directory.failure("cannot be read", merged);
        }
      } catch (IOException failure) {
        throw directory.failure("cannot be read", failure);
      }
    }
  }

  /**
   * The files that together hold every row of the trial table once. All files in {@code trials/},
   * except when a driver died while merging parts and nobody has opened the study since.
   */
  public static List<Path> liveParts(Path path, Configuration conf) {
    StudyDirectory directory = directory(path, conf);
    return contents(directory).parts().keySet().stream()
        .map(name -> directory.path(TRIALS + "/" + name))
        .toList();
  }

  static StudyDirectory directory(Path path, Configuration conf) {
    try {
      FileSystem files = path.getFileSystem(conf);
      return "file".equals(files.getUri().getScheme())
          ? new StudyDirectory(new LocalFiles(conf), path)
          : new StudyDirectory(files, path);
    } catch (IOException | IllegalArgumentException unreachable) {
      throw new StudyException(
          path + ": no such file system: " + unreachable.getMessage(), unreachable);
    }
  }

  static ParquetTrialStore create(StudyDirectory directory, StudySpec spec, StoreOptions options) {
    try {
      if (exists(directory)) {
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
      Lease lease = Lease.acquire(directory);
      try {
        directory.write("study.json", StudyJson.write(spec));
        return new ParquetTrialStore(directory, options, lease, read(directory));
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
      if (!exists(directory)) {
        throw notAStudy(directory);
      }
      Lease lease = Lease.acquire(directory);
      try {
        return new ParquetTrialStore(directory, options, lease, read(directory));
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
    if (!exists(directory)) {
      return create(directory, spec, options);
    }
    ParquetTrialStore store = open(directory, options);
    Optional<String> difference = difference(store.spec, spec);
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

  private static Optional<String> difference(StudySpec there, StudySpec asked) {
    if (!there.space().equals(asked.space())) {
      for (var param : there.space().params()) {
        var other = asked.space().param(param.name());
        if (other.isEmpty() || !other.get().equals(param)) {
          return Optional.of(
              "the study's search space has "
                  + param.name()
                  + " "
                  + param.range()
                  + ", was asked for "
                  + other.map(p -> "it " + p.range()).orElse("a space without it"));
        }
      }
      return Optional.of(
          "the study's search space has the parameters "
              + there.space().params().stream().map(p -> p.name()).toList()
              + ", was asked for "
              + asked.space().params().stream().map(p -> p.name()).toList());
    }
    if (!there.objective().equals(asked.objective())) {
      return Optional.of(
          "the study's objective is " + there.objective() + ", was asked for " + asked.objective());
    }
    if (there.seed() != asked.seed()) {
      return Optional.of("the study's seed is " + there.seed() + ", was asked for " + asked.seed());
    }
    for (String key : there.settings().keySet()) {
      if (!there.settings().get(key).equals(asked.settings().get(key))) {
        return Optional.of(
            "the study's "
                + key
                + " is "
                + there.settings().get(key)
                + ", was asked for "
                + asked.settings().get(key));
      }
    }
    for (String key : asked.settings().keySet()) {
      if (!there.settings().containsKey(key)) {
        return Optional.of(
            "the study has no " + key + ", was asked for " + asked.settings().get(key));
      }
    }
    return Optional.empty();
  }

  private static boolean exists(StudyDirectory directory) {
    try {
      return directory.exists("study.json") || !directory.list(TRIALS, SUFFIX).isEmpty();
    } catch (IOException failure) {
      throw directory.failure("cannot be read", failure);
    }
  }

  private static StudyException notAStudy(StudyDirectory directory) {
    return new StudyException(
        directory.root
            + ": not a study: there is neither study.json nor a Parquet file in trials/");
  }

  // Reading.

  private static Contents read(StudyDirectory directory) throws IOException {
    // The log first: what a living driver moves from it to the table meanwhile is found there.
    List<EventLog.Line> log = EventLog.read(directory);
    Map<String, ParquetFile> files = new LinkedHashMap<>();
    Set<String> replaced = new HashSet<>();
    for (Path path : directory.list(TRIALS, SUFFIX)) {
      ParquetFile file = readPart(directory, path);
      files.put(path.getName(), file);
      for (JsonNode name : json(path, file.metadata().getOrDefault(REPLACES_KEY, "[]"))) {
        replaced.add(name.asText());
      }
    }
    replaced.retainAll(files.keySet());
    files.keySet().removeAll(replaced);

    StudySpec spec = null;
    String known = "";
    boolean specFileMissing = false;
    try {
      known = directory.readText("study.json");
      spec = StudyJson.readSpec(known, directory.path("study.json").toString());
    } catch (FileNotFoundException missing) {
      specFileMissing = true;
    }
    for (Map.Entry<String, ParquetFile> part : files.entrySet()) {
      Path path = directory.path(TRIALS + "/" + part.getKey());
      String definition = part.getValue().metadata().get(STUDY_KEY);
      if (definition == null) {
        throw new StudyException(
            path + ": a part of a study must carry the study's definition, has none");
      }
      if (definition.equals(known)) {
        continue;
      }
      StudySpec its = StudyJson.readSpec(definition, path.toString());
      known = definition;
      if (spec == null) {
        spec = its;
      }
      Optional<String> difference = difference(spec, its);
      if (difference.isPresent()) {
        throw new StudyException(
            path
                + ": a part of another study: "
                + difference.get().replace("was asked for", "this has"));
      }
    }
    if (spec == null) {
      throw notAStudy(directory);
    }
    return assemble(directory, spec, specFileMissing, files, replaced, log);
  }

  private static ParquetFile readPart(StudyDirectory directory, Path path) throws IOException {
    try {
      return ParquetFile.read(directory.files, path);
    } catch (FileNotFoundException gone) {
      throw gone;
    } catch (IOException | RuntimeException unreadable) {
      String reason =
          unreadable.getMessage() == null ? unreadable.toString() : unreadable.getMessage();
      throw new StudyException(
          path
              + ": must be a whole Parquet file, was not: "
              + reason.lines().findFirst().orElse(""),
          unreadable);
    }
  }

  private static JsonNode json(Path path, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException wrong) {
      throw new StudyException(path + ": its metadata must be JSON, was " + text, wrong);
    }
  }

  private static Contents assemble(
      StudyDirectory directory,
      StudySpec spec,
      boolean specFileMissing,
      Map<String, ParquetFile> files,
      Set<String> replaced,
      List<EventLog.Line> log)
      throws IOException {
    TrialTable table = new TrialTable(spec);
    Map<String, List<Integer>> parts = new TreeMap<>();
    Map<Integer, Trial> finished = new HashMap<>();
    Map<Integer, Trial> open = new HashMap<>();
    // Newest first: a part whose rename was reported as failed may have been written once more,
    // with
    // later rows; then the older one has nothing of its own.
    List<Map.Entry<String, ParquetFile>> newestFirst = new ArrayList<>(files.entrySet());
    Collections.reverse(newestFirst);
    for (Map.Entry<String, ParquetFile> part : newestFirst) {
      Path path = directory.path(TRIALS + "/" + part.getKey());
      try {
        Map<Integer, List<Measurement>> curves =
            directory.exists(MEASUREMENTS + "/" + part.getKey())
                ? table.curves(
                    readPart(directory, directory.path(MEASUREMENTS + "/" + part.getKey())))
                : Map.of();
        List<Integer> numbers = new ArrayList<>();
        for (Trial row : table.trials(part.getValue())) {
          Trial trial = row.withCurve(curves.getOrDefault(row.number(), List.of()));
          if (finished.putIfAbsent(trial.number(), trial) == null) {
            numbers.add(trial.number());
          }
        }
        if (numbers.isEmpty()) {
          replaced.add(part.getKey());
        } else {
          parts.put(part.getKey(), numbers);
        }
        for (JsonNode node : json(path, part.getValue().metadata().getOrDefault(OPEN_KEY, "[]"))) {
          Trial trial = StudyJson.readTrial(node, spec.space());
          open.merge(trial.number(), trial, (a, b) -> a.attempt() >= b.attempt() ? a : b);
        }
      } catch (IllegalArgumentException | ClassCastException | NullPointerException wrong) {
        throw new StudyException(
            path + ": not a part of this study's trial table: " + wrong.getMessage(), wrong);
      }
    }
    History history = history(directory, spec, finished, open);
    List<Trial> unflushed = new ArrayList<>();
    for (EventLog.Line line : log) {
      for (Trial row : line.rows(spec.space())) {
        table.learn(row);
        if (row.number() > history.size()) {
          throw new StudyException(
              directory.root
                  + ": the event log tells of trial "
                  + row.number()
                  + ", but the study ends before trial "
                  + history.size()
                  + ": a part of trials/ is missing");
        }
        if (row.number() == history.size()
            || (!history.trial(row.number()).finished()
                && row.attempt() >= history.trial(row.number()).attempt())) {
          history = history.with(row);
          if (row.finished()) {
            unflushed.add(history.trial(row.number()));
          }
        }
      }
    }
    return new Contents(spec, specFileMissing, table, parts, replaced, history, unflushed);
  }

  /** Puts rows in the order in which they happened, and checks that none is missing. */
  private static History history(
      StudyDirectory directory,
      StudySpec spec,
      Map<Integer, Trial> finished,
      Map<Integer, Trial> open) {
    int size = 0;
    for (int number : finished.keySet()) {
      size = Math.max(size, number + 1);
    }
    for (int number : open.keySet()) {
      size = Math.max(size, number + 1);
    }
    Trial[] told = new Trial[finished.size()];
    for (Trial trial : finished.values()) {
      if (trial.tellIndex() >= told.length || told[trial.tellIndex()] != null) {
        throw new StudyException(
            directory.path(TRIALS)
                + ": the "
                + told.length
                + " finished trials must have been told first to last, trial "
                + trial.number()
                + " was told in place "
                + trial.tellIndex()
                + ": a part is missing");
      }
      told[trial.tellIndex()] = trial;
    }
    History history = History.empty(spec);
    for (int number = 0; number < size; number++) {
      Trial trial =
          finished.containsKey(number) ? finished.get(number).unfinished() : open.get(number);
      if (trial == null) {
        throw new StudyException(
            directory.path(TRIALS) + ": trial " + number + " is missing, there are " + size);
      }
      history = history.with(trial);
    }
    for (Trial trial : told) {
      history = history.with(trial);
    }
    return history;
  }

  // Writing.

  private ParquetTrialStore(
      StudyDirectory directory, StoreOptions options, Lease lease, Contents contents)
      throws IOException {
    this.directory = directory;
    this.options = options;
    this.lease = lease;
    spec = contents.spec();
    table = contents.table();
    parts = contents.parts();
    unflushed.addAll(contents.unflushed());
    current = new Snapshot(0, contents.history());
    for (Path path : directory.all(TRIALS)) {
      nextPart = Math.max(nextPart, partNumber(path.getName()) + 1);
    }
    removeLeftovers(contents.replaced());
    if (contents.specFileMissing()) {
      directory.write("study.json", StudyJson.write(spec));
    }
    log = new EventLog(directory);
    boolean recovered = !unflushed.isEmpty();
    if (recovered) {
      writePart();
    }
    log.checkpoint(current.history().open());
    if (recovered || !directory.exists("trials.csv")) {
      export();
    } else {
      exportedAt = current.history().told();
      bestExported = current.history().best().map(Trial::number).orElse(-1);
    }
    lastFlush = System.nanoTime() - options.flushInterval().toNanos();
    timer = options.heartbeat().isZero() ? null : timer();
  }

  private ScheduledExecutorService timer() {
    ScheduledExecutorService ticking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "study-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    long period = options.heartbeat().toMillis();
    var unused = ticking.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
    return ticking;
  }

  private synchronized void beat() {
    if (closed) {
      return;
    }
    try {
      lease.touch();
      if (!unflushed.isEmpty() && flushIsDue()) {
        flush();
      }
    } catch (IOException | RuntimeException unreachable) {
      // The next commit meets the same obstacle, and has someone to tell.
      return;
    }
  }

  /** Deletes what a driver that died left unfinished or had already replaced. */
  private void removeLeftovers(Set<String> replaced) throws IOException {
    for (String name : replaced) {
      directory.delete(directory.path(TRIALS + "/" + name));
    }
    for (String folder : List.of(TRIALS, MEASUREMENTS, ARTIFACTS)) {
      for (Path path : directory.all(folder)) {
        String name = path.getName();
        boolean orphan = folder.equals(MEASUREMENTS) && !parts.containsKey(name);
        if (name.startsWith("_") || (orphan && name.endsWith(SUFFIX))) {
          directory.delete(path);
        }
      }
    }
  }

  private static long partNumber(String name) {
    String digits = name.replaceAll("^_?part-(\\d+).*$", "$1");
    return digits.equals(name) ? -1 : Long.parseLong(digits);
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
      if (!unflushed.isEmpty() && flushIsDue()) {
        flush();
      }
      return current;
    } catch (IOException failure) {
      throw directory.failure("cannot be written", failure);
    }
  }

  private boolean flushIsDue() {
    return System.nanoTime() - lastFlush >= options.flushInterval().toNanos();
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
    writePart();
    if (parts.values().stream().filter(numbers -> numbers.size() < FULL_PART).count()
        >= options.partsBeforeCompaction()) {
      compact();
    }
    if (log.written() > SEGMENT_BYTES) {
      log.checkpoint(current.history().open());
    }
    if (current.history().told() - exportedAt >= Math.max(1, exportedAt / 10)) {
      export();
    }
    lastFlush = System.nanoTime();
  }

  private void writePart() throws IOException {
    String name = nextName();
    writeFiles(name, unflushed, List.of());
    parts.put(name, unflushed.stream().map(Trial::number).toList());
    unflushed.clear();
  }

  private String nextName() {
    return String.format(
        Locale.ROOT,
        "part-%06d-%s%s",
        nextPart++,
        UUID.randomUUID().toString().substring(0, 8),
        SUFFIX);
  }

  /** Writes a part; it exists from the second rename on. */
  private void writeFiles(String name, List<Trial> trials, List<String> replaces)
      throws IOException {
    List<Object[]> measurements = new ArrayList<>();
    trials.forEach(trial -> measurements.addAll(table.measurementRows(trial)));
    Map<String, String> metadata = new HashMap<>();
    metadata.put(STUDY_KEY, StudyJson.write(spec));
    if (!measurements.isEmpty()) {
      Path unfinished = directory.path(MEASUREMENTS + "/_" + name);
      ParquetFile.write(
          directory.files,
          unfinished,
          "measurement",
          table.measurementColumns(),
          measurements,
          metadata);
      directory.rename(unfinished, directory.path(MEASUREMENTS + "/" + name));
    }
    ArrayNode open = JSON.createArrayNode();
    current.history().open().forEach(trial -> open.add(StudyJson.write(trial)));
    metadata.put(OPEN_KEY, open.toString());
    if (!replaces.isEmpty()) {
      ArrayNode names = JSON.createArrayNode();
      replaces.forEach(names::add);
      metadata.put(REPLACES_KEY, names.toString());
    }
    Path unfinished = directory.path(TRIALS + "/_" + name);
    ParquetFile.write(
        directory.files,
        unfinished,
        "trial",
        table.trialColumns(),
        trials.stream().map(table::row).toList(),
        metadata);
    directory.rename(unfinished, directory.path(TRIALS + "/" + name));
  }

  /** Merges the small parts into one. */
  private void compact() throws IOException {
    List<String> small =
        parts.keySet().stream().filter(name -> parts.get(name).size() < FULL_PART).toList();
    List<Trial> trials = new ArrayList<>();
    for (String name : small) {
      parts.get(name).forEach(number -> trials.add(current.history().trial(number)));
    }
    String merged = nextName();
    writeFiles(merged, trials, small);
    parts.put(merged, trials.stream().map(Trial::number).toList());
    for (String name : small) {
      directory.delete(directory.path(TRIALS + "/" + name));
      Path measurements = directory.path(MEASUREMENTS + "/" + name);
      if (directory.files.exists(measurements)) {
        directory.delete(measurements);
      }
      parts.remove(name);
    }
  }

  /** Writes the files for people. */
  private void export() throws IOException {
    History history = current.history();
    directory.write("trials.csv", TrialsCsv.write(history, table));
    exportedAt = history.told();
    if (history.best().isPresent() && history.best().get().number() != bestExported) {
      directory.write("best.json", StudyJson.writeBest(history, history.best().get()));
      bestExported = history.best().get().number();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (timer != null) {
      timer.shutdownNow();
    }
    try (lease;
        log) {
      if (!unflushed.isEmpty()) {
        lease.check();
        writePart();
        log.checkpoint(current.history().open());
      }
      if (exportedAt != current.history().told()) {
        export();
      }
    } catch (IOException failure) {
      throw directory.failure("cannot be closed", failure);
    }
  }
}
