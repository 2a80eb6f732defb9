package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.analysis.ParetoSet;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.List;

/**
 * The files for people, kept up with the trial table: {@code best.json} whenever there is a better
 * trial, or with several goals another front when {@code trials.csv} is due, unless they were
 * judged anew (see {@link StudyFolder#VERDICT}); {@code trials.csv}, which is written whole,
 * whenever the study has grown by a tenth. So a trial is written to it eleven times however many
 * follow, and all are in it once the study is closed.
 */
final class StudyExports {
  private final StudyDirectory directory;
  private final TrialTable table;
  private int exportedAt;
  private List<Integer> bestExported = List.of();

  StudyExports(StudyDirectory directory, TrialTable table) {
    this.directory = directory;
    this.table = table;
  }

  /** Takes up a study whose table was as it is now when its last driver closed it. */
  void begin(History history) throws IOException {
    if (directory.exists("trials.csv")) {
      exportedAt = history.told();
      bestExported = numbers(best(history));
    } else {
      write(history);
    }
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
    directory.write("trials.csv", TrialsCsv.write(history, table));
    exportedAt = history.told();
    writeBest(history);
  }

  private void writeBest(History history) throws IOException {
    List<Trial> best = best(history);
    if (!numbers(best).equals(bestExported) && !directory.exists(StudyFolder.VERDICT)) {
      directory.write(
          "best.json",
          severalGoals(history)
              ? StudyJson.writeFront(history, best)
              : StudyJson.writeBest(history, best.get(0)));
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
