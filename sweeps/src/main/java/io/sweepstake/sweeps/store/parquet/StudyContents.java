package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyJson;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * All that is durable of a study at one moment, put together from the trial table and the log.
 *
 * @param specFileMissing whether {@code study.json} is gone, and the definition from a part
 * @param table knows the columns of all that was read
 * @param parts the parts that hold every row of the trial table once, with the numbers of their
 *     trials, oldest first
 * @param replaced parts that have nothing of their own: a merge of them was finished
 * @param unflushed told trials that are in the log and not in the table, in the order of telling
 */
record StudyContents(
    StudySpec spec,
    boolean specFileMissing,
    TrialTable table,
    Map<String, List<Integer>> parts,
    Set<String> replaced,
    History history,
    List<Trial> unflushed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads beside a living driver, which may delete a part it has merged just when it is wanted.
   *
   * @throws StudyException when there is no study, or a file of it cannot be read
   */
  static StudyContents view(StudyDirectory directory) {
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
   * Reads a study that nobody else writes to.
   *
   * @throws StudyException when there is no study, or a file of it cannot be understood
   */
  static StudyContents read(StudyDirectory directory) throws IOException {
    // The log first: what a living driver moves from it to the table meanwhile is found there.
    List<EventLog.Line> log = EventLog.read(directory);
    Map<String, ParquetFile> files = new LinkedHashMap<>();
    Set<String> replaced = new HashSet<>();
    for (Path path : directory.list(TrialParts.TRIALS, TrialParts.SUFFIX)) {
      ParquetFile file = readPart(directory, path);
      files.put(path.getName(), file);
      for (JsonNode name :
          json(path, file.metadata().getOrDefault(TrialParts.REPLACES_KEY, "[]"))) {
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
      Path path = directory.path(TrialParts.TRIALS + "/" + part.getKey());
      String definition = part.getValue().metadata().get(TrialParts.STUDY_KEY);
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
      Optional<String> difference = DefinitionDifference.between(spec, its);
      if (difference.isPresent()) {
        throw new StudyException(
            path
                + ": a part of another study: "
                + difference.get().replace("was asked for", "this has"));
      }
    }
    if (spec == null) {
      throw directory.notAStudy();
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

  private static StudyContents assemble(
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
      Path path = directory.path(TrialParts.TRIALS + "/" + part.getKey());
      try {
        Map<Integer, List<Measurement>> curves =
            directory.exists(TrialParts.MEASUREMENTS + "/" + part.getKey())
                ? table.curves(
                    readPart(
                        directory, directory.path(TrialParts.MEASUREMENTS + "/" + part.getKey())))
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
        for (JsonNode node :
            json(path, part.getValue().metadata().getOrDefault(TrialParts.OPEN_KEY, "[]"))) {
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
    return new StudyContents(spec, specFileMissing, table, parts, replaced, history, unflushed);
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
            directory.path(TrialParts.TRIALS)
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
            directory.path(TrialParts.TRIALS)
                + ": trial "
                + number
                + " is missing, there are "
                + size);
      }
      history = history.with(trial);
    }
    for (Trial trial : told) {
      history = history.with(trial);
    }
    return history;
  }
}
