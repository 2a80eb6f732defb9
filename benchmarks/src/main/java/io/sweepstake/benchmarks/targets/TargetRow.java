package io.sweepstake.benchmarks.targets;

import java.util.Locale;

/**
 * What one training came to.
 *
 * @param share of revenue that an attack finds as regret
 * @param shareError its standard error
 * @param trainingSeconds of one processor
 * @param judgingSeconds likewise
 */
record TargetRow(
    TargetCell cell,
    int seed,
    double revenue,
    double share,
    double shareError,
    double trainingSeconds,
    double judgingSeconds) {

  /** Whether this is the row of a seed of a cell. */
  boolean is(TargetCell other, int number) {
    return cell.equals(other) && seed == number;
  }

  String line() {
    return String.join(
        ",",
        cell.setting(),
        cell.family(),
        String.valueOf(cell.iterations()),
        cell.params(),
        String.valueOf(seed),
        String.format(
            Locale.ROOT,
            "%.6f,%.7f,%.7f,%.2f,%.2f",
            revenue,
            share,
            shareError,
            trainingSeconds,
            judgingSeconds));
  }

  static TargetRow of(String line) {
    String[] cells = line.split(",", -1);
    return new TargetRow(
        new TargetCell(cells[0], cells[1], Long.parseLong(cells[2]), cells[3]),
        Integer.parseInt(cells[4]),
        Double.parseDouble(cells[5]),
        Double.parseDouble(cells[6]),
        Double.parseDouble(cells[7]),
        Double.parseDouble(cells[8]),
        Double.parseDouble(cells[9]));
  }
}
