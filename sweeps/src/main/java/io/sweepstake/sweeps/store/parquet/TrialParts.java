package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.store.StudyLockedException;
import io.sweepstake.sweeps.store.TrialJson;
import io.sweepstake.sweeps.store.seal.Fingerprint;
import io.sweepstake.sweeps.store.seal.Manifest;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The parts of the trial table: Parquet files in {@code trials/}, each with the part of the same
 * name in {@code measurements/} when its trials measured anything.
 *
 * <p>A part exists when its file in {@code trials/} does. It carries the study's definition and
 * what was in flight when it was written. Small parts are merged by writing their union with the
 * list of what it replaces, and deleting those afterwards; a reader that finds both takes the union
 * (see {@link StudyContents}).
 */
final class TrialParts {
  static final String TRIALS = "trials";
  static final String MEASUREMENTS = "measurements";
  static final String SUFFIX = ".parquet";
  static final String STUDY_KEY = "sweepstake.study";
  static final String OPEN_KEY = "sweepstake.in-flight";
  static final String REPLACES_KEY = "sweepstake.replaces";

  /** Under which name a part was written, and how many rows its measurements have. */
  static final String NAME_KEY = "sweepstake.part";

  static final String MEASURED_KEY = "sweepstake.measurements";

  /** Up to where the log was durable when a part was written: {@code SEGMENT:BYTES}. */
  static final String LOG_KEY = "sweepstake.log";

  /** A part with as many rows is not merged again. */
  private static final int FULL = 4096;

  /** As earlier versions named what they had not finished. */
  private static final Pattern UNFINISHED = Pattern.compile("_part-.*\\.parquet");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StudyDirectory directory;
  private final StudySpec spec;
  private final TrialTable table;

  private final Epoch epoch;
  private final EventLog log;
  private final Manifest files;

  /** By name, which is also by age, the numbers of their trials. */
  private final Map<String, List<Integer>> parts;

  private long next;

  TrialParts(
      StudyDirectory directory, Epoch epoch, EventLog log, Manifest files, StudyContents contents)
      throws IOException {
    this.directory = directory;
    this.epoch = epoch;
    this.log = log;
    this.files = files;
    spec = contents.spec();
    table = contents.table();
    parts = new TreeMap<>(contents.parts());
    for (Path path : directory.all(TRIALS)) {
      next = Math.max(next, PartName.parse(path.getName()).number() + 1);
    }
  }

  /** The names of those that count. */
  Set<String> names() {
    return parts.keySet();
  }

  /**
   * Deletes what a driver that died left unfinished or had already replaced. Measurements without
   * their part of the trials are left of one that was never finished when all of them are known.
   */
  void removeLeftovers(Set<String> replaced, History history) throws IOException {
    List<Path> leftovers = new ArrayList<>();
    for (String name : replaced) {
      leftovers.add(directory.path(TRIALS + "/" + name));
    }
    for (String folder : List.of(TRIALS, MEASUREMENTS)) {
      for (Path path : directory.all(folder)) {
        if (UNFINISHED.matcher(path.getName()).matches()) {
          leftovers.add(path);
        }
      }
    }
    for (Path path : directory.list(MEASUREMENTS, SUFFIX)) {
      String name = path.getName();
      if (replaced.contains(name)
          || (!parts.containsKey(name)
              && !directory.exists(TRIALS + "/" + name)
              && areKnown(path, history))) {
        leftovers.add(path);
      }
    }
    // Only now: what a later driver has written is not among them.
    epoch.check();
    for (Path path : leftovers) {
      directory.delete(path);
      files.removed(path.getParent().getName() + "/" + path.getName());
    }
  }

  private boolean areKnown(Path measurements, History history) throws IOException {
    try {
      ParquetFile file = ParquetFile.read(directory.files, measurements);
      return measurements.getName().equals(file.metadata().get(NAME_KEY))
          && table.curves(file).entrySet().stream()
              .allMatch(
                  curve ->
                      curve.getKey() < history.size()
                          && history
                              .trial(curve.getKey())
                              .asTold()
                              .curve()
                              .containsAll(curve.getValue()));
    } catch (RuntimeException notOurs) {
      return false;
    }
  }

  /**
   * Deletes parts that a robbed driver finished after this one had begun: they do not count, but
   * whoever reads all files of the folder would see their rows twice. One with a row that this
   * study does not have is none of these and stays.
   */
  void removeStrays(History history) throws IOException {
    for (Path path : directory.list(TRIALS, SUFFIX)) {
      PartName name = PartName.parse(path.getName());
      boolean ours = parts.containsKey(path.getName());
      if (!ours && name.epoch() > 0 && name.epoch() < epoch.number() && isKnown(path, history)) {
        remove(path.getName());
      }
    }
  }

  private boolean isKnown(Path part, History history) throws IOException {
    try {
      return allTold(ParquetFile.read(directory.files, part), history);
    } catch (RuntimeException notAPart) {
      return false;
    }
  }

  /** Whether all rows of a part are of trials that a history has as told. */
  static boolean allTold(ParquetFile part, History history) {
    int column = part.columns().indexOf("number");
    return part.rows().stream()
        .allMatch(
            row ->
                column >= 0
                    && row[column] instanceof Integer number
                    && number < history.size()
                    && history.trial(number).finished());
  }

  /**
   * Deletes a part that this driver finished too late. It may just have been in time; then it is
   * the other driver's.
   */
  private void removeUnlessCounted(String name, StudyLockedException robbed) {
    try {
      LoggedEvents now = LoggedEvents.read(directory);
      if (now.epoch() > epoch.number() && !now.counts(name)) {
        remove(name);
      }
    } catch (IOException | RuntimeException stays) {
      robbed.addSuppressed(stays);
    }
  }

  private void remove(String name) throws IOException {
    directory.delete(directory.path(TRIALS + "/" + name));
    files.removed(TRIALS + "/" + name);
    Path measurements = directory.path(MEASUREMENTS + "/" + name);
    if (directory.files.exists(measurements)) {
      directory.delete(measurements);
    }
    files.removed(MEASUREMENTS + "/" + name);
  }

  /** Adds a part of these told trials, whose history it is; on return it is durable. */
  void add(List<Trial> told, History history) throws IOException {
    String name = nextName();
    write(name, told, List.of(), history);
    parts.put(name, told.stream().map(Trial::number).toList());
  }

  /**
   * Merges the small parts into one when there are so many of them. A merge of many rows is final
   * and one of few is cheap, so a trial is written a bounded number of times however long the study
   * grows.
   */
  void mergeSmall(int enough, History history) throws IOException {
    List<String> small =
        parts.keySet().stream().filter(name -> parts.get(name).size() < FULL).toList();
    if (small.size() < enough) {
      return;
    }
    List<Trial> trials = new ArrayList<>();
    for (String name : small) {
      parts.get(name).forEach(number -> trials.add(history.trial(number).asTold()));
    }
    String merged = nextName();
    write(merged, trials, small, history);
    parts.put(merged, trials.stream().map(Trial::number).toList());
    for (String name : small) {
      remove(name);
      parts.remove(name);
    }
  }

  private String nextName() {
    return PartName.of(next++, epoch);
  }

  /**
   * Writes a part; it exists from the second rename on, and counts when this returns: whatever else
   * there is may be deleted for it.
   */
  private void write(String name, List<Trial> trials, List<String> replaces, History history)
      throws IOException {
    List<Object[]> measurements = new ArrayList<>();
    trials.forEach(trial -> measurements.addAll(table.measurementRows(trial)));
    Map<String, String> metadata = new HashMap<>();
    metadata.put(STUDY_KEY, StudyJson.write(spec));
    metadata.put(NAME_KEY, name);
    metadata.put(MEASURED_KEY, Integer.toString(measurements.size()));
    metadata.put(LOG_KEY, log.end().file() + ":" + log.end().bytes());
    Fingerprint measured = null;
    if (!measurements.isEmpty()) {
      Path part = directory.path(MEASUREMENTS + "/" + name);
      Path unfinished = directory.unfinished(part);
      measured =
          ParquetFile.write(
              directory.files,
              unfinished,
              "measurement",
              table.measurementColumns(),
              measurements,
              metadata);
      directory.appear(unfinished, part);
    }
    ArrayNode open = JSON.createArrayNode();
    history.open().forEach(trial -> open.add(TrialJson.write(trial)));
    metadata.put(OPEN_KEY, open.toString());
    if (!replaces.isEmpty()) {
      ArrayNode names = JSON.createArrayNode();
      replaces.forEach(names::add);
      metadata.put(REPLACES_KEY, names.toString());
    }
    List<TrialColumn<?>> columns = table.trialColumns();
    Path part = directory.path(TRIALS + "/" + name);
    Path unfinished = directory.unfinished(part);
    Fingerprint told =
        ParquetFile.write(
            directory.files,
            unfinished,
            "trial",
            columns.stream().map(Column::of).toList(),
            trials.stream().map(trial -> table.row(columns, trial)).toList(),
            metadata);
    epoch.check();
    directory.appear(unfinished, part);
    files.wrote(TRIALS + "/" + name, told);
    if (measured != null) {
      files.wrote(MEASUREMENTS + "/" + name, measured);
    }
    try {
      epoch.check();
    } catch (StudyLockedException robbed) {
      removeUnlessCounted(name, robbed);
      throw robbed;
    }
  }
}
