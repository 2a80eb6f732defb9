package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.transfer.CsvTrials;
import io.sweepstake.sweeps.transfer.ForeignTrial;
import io.sweepstake.sweeps.transfer.OptunaJournalReader;
import io.sweepstake.sweeps.transfer.Transfer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Trials taken over from other studies.
 *
 * @param study the study that gets them
 * @param directory where it is
 */
public record Import(StudyDefinition study, String directory) {
  /**
   * Reads the trials of a source.
   *
   * @param source a study's directory, a CSV file or Optuna's journal, on any Hadoop file system
   * @throws IllegalArgumentException if it is neither, or a study of another kind of trials
   */
  public List<ForeignTrial> trials(String source) throws IOException {
    Path path = new Path(source);
    Configuration hadoop = new Configuration();
    FileSystem files = path.getFileSystem(hadoop);
    if (!files.exists(path)) {
      throw new FileNotFoundException(source + ": no such study or file");
    }
    String origin = origin(path);
    if (files.getFileStatus(path).isFile()) {
      try (FSDataInputStream in = files.open(path)) {
        String text = CsvTrials.text(in.readAllBytes(), origin);
        return OptunaJournalReader.isJournal(text)
            ? OptunaJournalReader.read(text, origin, study.spec().objective())
            : CsvTrials.read(text, origin, study.spec().objective());
      }
    }
    History history = ParquetTrialStore.view(path, hadoop);
    StudyDefinition other = StudyView.definition(history);
    try {
      study.checkComparable(other);
    } catch (IllegalArgumentException different) {
      throw new IllegalArgumentException(source + ": " + different.getMessage(), different);
    }
    return ForeignTrial.of(origin, history, other.fixed());
  }

  private static String origin(Path path) throws IOException {
    return path.getFileSystem(new Configuration()).makeQualified(path).toUri().getPath();
  }

  /** Reads the trials of some sources, by source. */
  public Map<String, List<ForeignTrial>> all(List<String> sources) throws IOException {
    Map<String, List<ForeignTrial>> all = new LinkedHashMap<>();
    for (String source : sources) {
      all.put(source, trials(source));
    }
    return all;
  }

  /** Takes the trials over into the open study. */
  public Transfer.Result into(Study open, List<ForeignTrial> trials) throws IOException {
    Map<String, String> fixed = new LinkedHashMap<>();
    study.fixed().forEach((name, value) -> fixed.put(name, String.valueOf(value)));
    return open.imported(trials, new Transfer(fixed, Optional.of(origin(new Path(directory)))));
  }

  /**
   * Removes what was imported from some sources.
   *
   * @param sources as they were named when they were imported, or by their whole path
   * @param notices told in a sentence what a person wants to know meanwhile
   * @return the numbers of the trials that went, by source
   * @throws IllegalArgumentException when none came from one of them; then none goes
   */
  public Map<String, List<Integer>> remove(List<String> sources, Consumer<String> notices)
      throws IOException {
    Map<String, List<Integer>> gone = new LinkedHashMap<>();
    Map<String, String> paths = new LinkedHashMap<>();
    for (String source : sources) {
      paths.put(source, origin(new Path(source)));
    }
    Function<History, List<Integer>> chosen =
        history -> {
          Map<String, List<Integer>> origins = Transfer.origins(history);
          paths.forEach((source, path) -> gone.put(source, from(source, path, origins)));
          return gone.values().stream().flatMap(List::stream).distinct().sorted().toList();
        };
    // Before anything is touched, and once more when nobody else can change it.
    Path study = new Path(directory);
    List<Integer> unused =
        chosen.apply(ParquetTrialStore.view(study, new Configuration(), notices));
    ParquetTrialStore.openWithout(study, new Configuration(), chosen, notices).close();
    return gone;
  }

  private static List<Integer> from(
      String source, String path, Map<String, List<Integer>> origins) {
    for (String name : List.of(source, path)) {
      if (origins.containsKey(name)) {
        return origins.get(name);
      }
    }
    throw new IllegalArgumentException(
        "remove: must be what trials were imported from, "
            + (origins.isEmpty() ? "the study has no imported trial" : origins.keySet())
            + ", was "
            + source);
  }
}
