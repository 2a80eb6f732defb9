package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;

/**
 * The files for people, kept up with the trial table: {@code best.json} whenever there is a better
 * trial, {@code trials.csv}, which is written whole, whenever the study has grown by a tenth. So a
 * trial is written to it eleven times however many follow, and all are in it once the study is
 * closed.
 */
final class StudyExports {
  private final StudyDirectory directory;
  private final TrialTable table;
  private int exportedAt;
  private int bestExported = -1;

  StudyExports(StudyDirectory directory, TrialTable table) {
    this.directory = directory;
    this.table = table;
  }

  /** Takes up a study whose table was as it is now when its last driver closed it. */
  void begin(History history) throws IOException {
    if (directory.exists("trials.csv")) {
      exportedAt = history.told();
      bestExported = history.best().map(Trial::number).orElse(-1);
    } else {
      write(history);
    }
  }

  /** Writes what is due of them. */
  void keepUp(History history) throws IOException {
    if (history.told() - exportedAt >= Math.max(1, exportedAt / 10)) {
      write(history);
    } else {
      writeBest(history);
    }
  }

  /** Writes them when they do not show all. */
  void complete(History history) throws IOException {
    if (exportedAt != history.told()) {
      write(history);
    }
  }

  void write(History history) throws IOException {
    directory.write("trials.csv", TrialsCsv.write(history, table));
    exportedAt = history.told();
    writeBest(history);
  }

  private void writeBest(History history) throws IOException {
    if (history.best().isPresent() && history.best().get().number() != bestExported) {
      directory.write("best.json", StudyJson.writeBest(history, history.best().get()));
      bestExported = history.best().get().number();
    }
  }
}
