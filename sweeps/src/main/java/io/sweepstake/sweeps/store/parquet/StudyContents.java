package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.store.TrialJson;
import io.sweepstake.sweeps.store.seal.Fingerprint;
import io.sweepstake.sweeps.store.seal.Manifest;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.Path;

/**
 * All that is durable of a study at one moment, put together from the trial table and the log.
 *
 * @param definition how {@code study.json} stands to the definition
 * @param table knows the columns of all that was read
 * @param parts the parts that hold every row of the trial table once, with the numbers of their
 *     trials, oldest first
 * @param replaced parts that have nothing of their own: a merge of them was finished
 * @param unflushed told trials that are in the log and not in the table, in the order of telling
 * @param log what counts of the log
 * @param files by what the files that were read are known, and those that the log knows
 * @param losses what is gone that the study can do without, a sentence for each
 */
record StudyContents(
    StudySpec spec,
    Definition definition,
    TrialTable table,
    Map<String, List<Integer>> parts,
    Set<String> replaced,
    History history,
    List<Trial> unflushed,
    LoggedEvents log,
    Manifest files,
    List<String> losses) {
  /** How {@code study.json} stands to what the study is. */
  enum Definition {
    WRITTEN,
    /** It is to be written again, as the newest part has it. */
    GONE,
    /** It is to be written: the study has been widened, or has let go of trials. */
    CHANGED
  }

  static final String SPEC_FILE = "study.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How often, and how long in between, a reader looks again for what a new driver notes. */
  private static final int LOOKS = 50;

  /** How often it reads a study whose files do not fit together. */
  private static final int READS = 10;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /**
   * Reads beside a living driver, which may delete a part it has merged just when it is wanted, or
   * be robbed of the study: what was read counts if no other epoch began meanwhile. A driver that
   * has begun and noted nothing is given a second to; it may have died just then.
   *
   * @throws StudyException when there is no study, or a file of it cannot be read
   */
  static StudyContents view(StudyDirectory directory) {
    int unread = 0;
    for (int look = 1; ; look++) {
      try {
        int begun = Epoch.newest(directory);
        StudyContents contents = read(directory);
        boolean settled = Epoch.newest(directory) == begun && contents.log().epoch() >= begun;
        if (settled || look >= LOOKS) {
          return contents;
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      } catch (FileNotFoundException | UnsettledException merged) {
        if (!directory.holdsStudy()) {
          throw directory.notAStudy();
        }
        if (++unread == READS) {
          throw merged instanceof UnsettledException damaged
              ? new StudyException(damaged.getMessage(), damaged)
              : directory.failure("cannot be read", merged);
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      } catch (IOException failure) {
        throw directory.failure("cannot be read", failure);
      }
    }
  }

  /** The same study in a wider search space, from its next trial on. */
  StudyContents widened(SearchSpace wider) {
    return as(spec.widened(wider, history.size()));
  }

  /** The same study without some trials that it has imported, from its next trial on. */
  StudyContents without(List<Integer> numbers) {
    return as(spec.without(new StudySpec.Removal(history.size(), numbers)));
  }

  private StudyContents as(StudySpec next) {
    History trials = history.in(next);
    TrialTable columns = new TrialTable(next);
    trials.trials().forEach(columns::learn);
    return new StudyContents(
        next,
        Definition.CHANGED,
        columns,
        parts,
        replaced,
        trials,
        unflushed.stream().map(trial -> trial.in(next.space())).toList(),
        log,
        files,
        losses);
  }

  /**
   * What a study is, in as few reads as may be.
   *
   * @throws StudyException when there is no study, or a file of it cannot be read
   */
  static StudySpec definition(StudyDirectory directory) {
    try {
      return StudyJson.readSpec(
          directory.readText("study.json"), directory.path("study.json").toString());
    } catch (FileNotFoundException onlyInTheParts) {
      return view(directory).spec();
    } catch (IOException failure) {
      throw directory.failure("cannot be read", failure);
    }
  }

  /**
   * Reads a study that nobody else writes to.
   *
   * @throws StudyException when there is no study, or a file of it cannot be understood
   */
  static StudyContents readAlone(StudyDirectory directory) throws IOException {
    try {
      return read(directory);
    } catch (UnsettledException damaged) {
      throw new StudyException(damaged.getMessage(), damaged);
    }
  }

  private static StudyContents read(StudyDirectory directory) throws IOException {
    // The log first: what a living driver moves from it to the table meanwhile is found there.
    LoggedEvents log = LoggedEvents.read(directory);
    Assembly assembly = new Assembly(directory, log);
    // Newest first: a part names what it replaces, and one whose rename was reported as failed may
    // have been written once more, with later rows; then the older one has nothing of its own.
    List<Path> paths = directory.list(TrialParts.TRIALS, TrialParts.SUFFIX);
    List<Path> strays = new ArrayList<>(paths);
    strays.removeIf(path -> log.counts(path.getName()));
    paths.removeAll(strays);
    Collections.reverse(paths);
    for (Path path : paths) {
      if (!assembly.replaced.contains(path.getName())) {
        assembly.add(path);
      }
    }
    assembly.checkWhole();
    StudyContents contents = assembly.contents(paths, log);
    for (Path path : strays) {
      assembly.checkStray(path, directory.readPart(part(path), new Manifest()), contents.history());
    }
    return contents;
  }

  private static String part(Path path) {
    return TrialParts.TRIALS + "/" + path.getName();
  }

  /** A study as far as it has been read. */
  private static final class Assembly {
    private final StudyDirectory directory;
    private final LoggedEvents log;
    private final Manifest known;
    private final Manifest found = new Manifest();
    private final List<String> losses = new ArrayList<>();
    private final boolean specFileMissing;
    private final Map<String, List<Integer>> parts = new TreeMap<>();
    private final Set<String> replaced = new HashSet<>();
    private final Map<Integer, Trial> finished = new HashMap<>();
    private final Map<Integer, Trial> open = new HashMap<>();

    /** Whether the newest part has said how far the log went. */
    private boolean reached;

    /** The text of the definition that was compared last; most parts have the same. */
    private String definition = "";

    private StudySpec spec;
    private TrialTable table;

    Assembly(StudyDirectory directory, LoggedEvents log) throws IOException {
      this.directory = directory;
      this.log = log;
      known = log.files().orElseGet(Manifest::new);
      boolean missing = false;
      try {
        byte[] content = directory.readBytes(SPEC_FILE);
        definition = new String(content, StandardCharsets.UTF_8);
        define(StudyJson.readSpec(definition, directory.path(SPEC_FILE).toString()));
        found.wrote(SPEC_FILE, Fingerprint.of(content));
        checkDefinition();
      } catch (FileNotFoundException none) {
        missing = true;
      }
      specFileMissing = missing;
    }

    private void define(StudySpec its) {
      spec = its;
      table = new TrialTable(spec);
    }

    /** A definition that was changed is not the study's; its parts have that too. */
    private void checkDefinition() throws UnsettledException {
      Fingerprint its = found.of(SPEC_FILE).orElseThrow();
      if (!known.of(SPEC_FILE).orElse(its).equals(its)) {
        throw new UnsettledException(
            directory.path(SPEC_FILE)
                + ": was changed since the study was last written to; put it back as it was, or"
                + " delete it: it is then made anew from the trial table, if that has a part");
      }
    }

    void add(Path path) throws IOException {
      ParquetFile part = directory.readPart(part(path), known);
      compareDefinition(path, part.metadata().get(TrialParts.STUDY_KEY));
      found.wrote(part(path), part.fingerprint());
      reach(part.metadata().get(TrialParts.LOG_KEY));
      try {
        for (JsonNode name : json(path, part, TrialParts.REPLACES_KEY)) {
          replaced.add(name.asText());
        }
        Map<Integer, List<Measurement>> curves = curves(path, part);
        List<Integer> numbers = new ArrayList<>();
        for (Trial row : table.trials(part)) {
          List<Measurement> curve = curves.get(row.number());
          Trial trial = curve == null ? row : row.withCurve(curve);
          if (finished.putIfAbsent(trial.number(), trial) == null) {
            numbers.add(trial.number());
          }
        }
        if (numbers.isEmpty()) {
          replaced.add(path.getName());
        } else {
          parts.put(path.getName(), numbers);
        }
        for (JsonNode node : json(path, part, TrialParts.OPEN_KEY)) {
          Trial trial = TrialJson.read(node, spec.space());
          open.merge(trial.number(), trial, (a, b) -> a.attempt() >= b.attempt() ? a : b);
        }
      } catch (IllegalArgumentException | ClassCastException wrong) {
        throw new StudyException(
            path + ": not a part of this study's trial table: " + wrong.getMessage(), wrong);
      }
    }

    /** What the trials of a part measured; earlier versions did not note how much that was. */
    private Map<Integer, List<Measurement>> curves(Path path, ParquetFile part) throws IOException {
      String name = TrialParts.MEASUREMENTS + "/" + path.getName();
      Path measurements = directory.path(name);
      String noted = part.metadata().get(TrialParts.MEASURED_KEY);
      boolean there = directory.files.exists(measurements);
      ParquetFile file = there ? directory.readPart(name, known) : null;
      int rows = there ? file.rows().size() : 0;
      if (noted != null && !noted.equals(Integer.toString(rows))) {
        if (!directory.files.exists(path)) {
          throw new FileNotFoundException(path + ": merged meanwhile");
        }
        throw new StudyException(
            measurements
                + ": must hold "
                + noted
                + " measurements of the trials of the part of that name, "
                + (there ? "had " + rows : "is missing")
                + "; put it back as it was");
      }
      if (there) {
        found.wrote(name, file.fingerprint());
      }
      return there ? table.curves(file) : Map.of();
    }

    /** Checks that the log is as long as it was when the newest part was written. */
    private void reach(String noted) throws IOException {
      if (noted == null || reached) {
        return;
      }
      reached = true;
      int colon = noted.indexOf(':');
      LoggedEvents.Piece seen =
          new LoggedEvents.Piece(
              noted.substring(0, colon), Long.parseLong(noted.substring(colon + 1)));
      if (directory.list(EventLog.FOLDER, LogName.SUFFIX).isEmpty()) {
        losses.add(
            directory.path(EventLog.FOLDER)
                + ": the event log is gone; the study goes on with the trial table alone, from"
                + " which what was under way begins again");
      } else if (seen.segment().epoch() >= log.epoch()) {
        // A later driver has noted what it found of earlier ones.
        try {
          log.checkReaches(directory, seen);
        } catch (StudyException damaged) {
          throw new UnsettledException(damaged.getMessage());
        }
      }
    }

    /** Checks that all files are there that were, or those that hold their rows now. */
    void checkWhole() throws IOException {
      for (String name : known.files().keySet()) {
        int slash = name.indexOf('/');
        String folder = name.substring(0, Math.max(0, slash));
        boolean part = folder.equals(TrialParts.TRIALS) || folder.equals(TrialParts.MEASUREMENTS);
        if (part && found.of(name).isEmpty() && !replaced.contains(name.substring(slash + 1))) {
          throw new UnsettledException(
              directory.path(name)
                  + ": is missing, it is a part of this study's trial table; put it back");
        }
        if (folder.equals(Artifacts.FOLDER) || StudyExports.FILES.contains(name)) {
          found.wrote(name, known.of(name).orElseThrow());
        }
      }
      for (Path path : directory.list(TrialParts.MEASUREMENTS, TrialParts.SUFFIX)) {
        String name = TrialParts.MEASUREMENTS + "/" + path.getName();
        if (found.of(name).isEmpty()) {
          var unused = directory.readPart(name, known); // a copy is named
        }
      }
      Map<String, Fingerprint> beside = SideTables.read(directory, known);
      losses.addAll(SideTables.missing(directory, beside, known));
      beside.forEach(found::wrote);
    }

    /**
     * Checks that a part that does not count is what a robbed driver finished too late: all of its
     * rows are known, by another part or by the log.
     */
    void checkStray(Path path, ParquetFile part, History history) {
      compareDefinition(path, part.metadata().get(TrialParts.STUDY_KEY));
      if (!TrialParts.allTold(part, history)) {
        throw new StudyException(
            path
                + ": not a part that a driver of this study left here, it has rows that the study"
                + " does not know; move it away to go on without them");
      }
    }

    private void compareDefinition(Path path, String its) {
      if (its == null) {
        throw new StudyException(
            path + ": a part of a study must carry the study's definition, has none");
      }
      if (its.equals(definition)) {
        return;
      }
      definition = its;
      StudySpec other = StudyJson.readSpec(its, path.toString());
      if (spec == null) {
        define(other);
      }
      Optional<String> difference = DefinitionDifference.ofFiles(spec, other);
      if (difference.isPresent()) {
        throw new StudyException(
            path
                + ": a part of another study than study.json says, or that was changed: "
                + difference.get().replace("was asked for", "this has"));
      }
    }

    private static JsonNode json(Path path, ParquetFile part, String key) {
      String text = part.metadata().getOrDefault(key, "[]");
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException wrong) {
        throw new StudyException(path + ": its metadata must be JSON, was " + text, wrong);
      }
    }

    StudyContents contents(List<Path> paths, LoggedEvents log) {
      if (spec == null) {
        throw directory.notAStudy();
      }
      replaced.retainAll(paths.stream().map(Path::getName).toList());
      History history = history();
      List<Trial> unflushed = new ArrayList<>();
      for (LoggedEvents.Line line : log.lines()) {
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
      return new StudyContents(
          spec,
          specFileMissing ? Definition.GONE : Definition.WRITTEN,
          table,
          parts,
          replaced,
          spec.removals().isEmpty() ? history : history.in(spec),
          unflushed,
          log,
          found,
          List.copyOf(losses));
    }

    /** The trials of the table by number; checks that none is missing. */
    private History history() {
      int size = 0;
      for (int number : finished.keySet()) {
        size = Math.max(size, number + 1);
      }
      for (int number : open.keySet()) {
        size = Math.max(size, number + 1);
      }
      boolean[] told = new boolean[finished.size()];
      for (Trial trial : finished.values()) {
        int place = trial.tellIndex();
        if (place < 0 || place >= told.length || told[place]) {
          throw new StudyException(
              directory.path(TrialParts.TRIALS)
                  + ": the "
                  + told.length
                  + " finished trials must have been told first to last, trial "
                  + trial.number()
                  + " was told in place "
                  + place
                  + ": a part is missing");
        }
        told[place] = true;
      }
      List<Trial> trials = new ArrayList<>(size);
      for (int number = 0; number < size; number++) {
        Trial trial = finished.getOrDefault(number, open.get(number));
        if (trial == null) {
          throw new StudyException(
              directory.path(TrialParts.TRIALS)
                  + ": trial "
                  + number
                  + " is missing, there are "
                  + size);
        }
        trials.add(trial);
      }
      return History.of(spec, trials);
    }
  }
}
