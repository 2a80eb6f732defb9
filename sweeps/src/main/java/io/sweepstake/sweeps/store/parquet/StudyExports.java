package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.analysis.ParetoSet;
import io.sweepstake.sweeps.store.BestJson;
import io.sweepstake.sweeps.store.seal.Fingerprint;
import io.sweepstake.sweeps.store.seal.Manifest;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The files for people, kept up with the trial table: {@code best.json} whenever there is a better
 * trial, or with several goals another front when {@code trials.csv} is due, unless they were
 * judged anew (see {@link StudyFolder#VERDICT}); {@code trials.csv}, which is written whole,
 * whenever the study has grown by a tenth. So a trial is written to it eleven times however many
 * follow, and all are in it once the study is closed.
 */
final class StudyExports {
  private static final String TABLE = "trials.csv";
  private static final String BEST = "best.json";
  static final Set<String> FILES = Set.of(TABLE, BEST);

  private final StudyDirectory directory;
  private final TrialTable table;
  private final Manifest files;
  private int exportedAt;
  private List<Integer> bestExported = List.of();

  StudyExports(StudyDirectory directory, TrialTable table, Manifest files) {
    this.directory = directory;
    this.table = table;
    this.files = files;
  }

  /**
   * Takes up a study whose table was as it is now when its last driver closed it. Files that are
   * not as they were left then are made anew.
   */
  void begin(History history) throws IOException {
    boolean judged = directory.exists(StudyFolder.VERDICT);
    boolean best = judged || best(history).isEmpty() || isAsLeft(BEST);
    if (isAsLeft(TABLE) && best) {
      exportedAt = history.told();
      bestExported = numbers(best(history));
    } else {
      write(history);
    }
  }

  /**
   * Deletes what shows a study as it will not be any more; it is made anew from what it is then.
   */
  void forget() throws IOException {
    for (String name : FILES) {
      boolean verdict = name.equals(BEST) && directory.exists(StudyFolder.VERDICT);
      if (!verdict && directory.exists(name)) {
        directory.delete(directory.path(name));
        files.removed(name);
      }
    }
  }

  private boolean isAsLeft(String name) throws IOException {
    try {
      Fingerprint found = Fingerprint.of(directory.readBytes(name));
      return files.of(name).orElse(found).equals(found);
    } catch (FileNotFoundException gone) {
      return false;
    }
  }

  private void export(String name, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    directory.write(name, content);
    files.wrote(name, Fingerprint.of(content));
  }

  /** Writes what is due of them. */
  void keepUp(History history) throws IOException {
    if (history.told() - exportedAt >= Math.max(1, exportedAt / 10)) {
      write(history);
    } else if (!severalGoals(history)) {
      writeBest(history);
    }
  }

  /** Writes them when they do not show all. */
  void complete(History history) throws IOException {
    if (exportedAt != history.told()) {
      write(history);
    }
  }

  /** Writes them whatever they show. */
  void rewrite(History history) throws IOException {
    bestExported = List.of();
    write(history);
  }

  void write(History history) throws IOException {
    export(TABLE, TrialsCsv.write(history, table));
    exportedAt = history.told();
    writeBest(history);
  }

  private void writeBest(History history) throws IOException {
    List<Trial> best = best(history);
    if (!numbers(best).equals(bestExported) && !directory.exists(StudyFolder.VERDICT)) {
      export(
          BEST,
          severalGoals(history) ? BestJson.of(history, best) : BestJson.of(history, best.get(0)));
      bestExported = numbers(best);
    }
  }

  private static boolean severalGoals(History history) {
    return history.spec().objective().goals().size() > 1;
  }

  /** The best trial, if one has completed, or with several goals those that none dominates. */
  private static List<Trial> best(History history) {
    return severalGoals(history) ? ParetoSet.of(history).front() : history.best().stream().toList();
  }

  private static List<Integer> numbers(List<Trial> trials) {
    return trials.stream().map(Trial::number).toList();
  }
}
