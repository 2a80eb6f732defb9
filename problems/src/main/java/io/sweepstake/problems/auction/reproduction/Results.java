package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.jobs.export.StudyFiles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The results there are, kept as Parquet: a part for each, so that nothing finished is lost. */
final class Results {
  private static final String TABLE = "results";

  private final StudyFiles files;
  private final Map<String, ResultRow> rows = new LinkedHashMap<>(); // by key

  private Results(StudyFiles files) {
    this.files = files;
  }

  /** Those of a directory, which need not exist. */
  static Results in(String directory) throws IOException {
    Results results = new Results(new StudyFiles(directory));
    for (Map<String, Object> cells : results.files.rows(TABLE)) {
      cells.keySet().retainAll(ResultRow.COLUMNS);
      ResultRow row = new ResultRow(cells);
      results.rows.put(row.text(ResultRow.KEY), row);
    }
    return results;
  }

  Optional<ResultRow> of(Experiment experiment, long seed) {
    return Optional.ofNullable(rows.get(experiment.key(seed)));
  }

  void add(ResultRow row) throws IOException {
    files.append(TABLE, row.table());
    rows.put(row.text(ResultRow.KEY), row);
  }
}
