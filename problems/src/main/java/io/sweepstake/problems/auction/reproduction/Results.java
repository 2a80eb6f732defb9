package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.sweeps.store.parquet.StudyFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The results there are, kept as Parquet: a part for each, so that nothing finished is lost. */
final class Results {
  private static final String TABLE = "results";

  private final StudyFolder files;
  private final Map<String, ResultRow> rows = new LinkedHashMap<>(); // by key

  private Results(StudyFolder files) {
    this.files = files;
  }

  /** Those of a directory, which need not exist. */
  static Results in(String directory) throws IOException {
    Results results = new Results(new StudyFolder(directory));
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
    row.table().appendTo(files, TABLE);
    rows.put(row.text(ResultRow.KEY), row);
  }
}
