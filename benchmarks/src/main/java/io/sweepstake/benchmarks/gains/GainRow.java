package io.sweepstake.benchmarks.gains;

import java.util.Locale;

/**
 * What became of the best point of a sweep, means over its fresh seeds.
 *
 * @param study the sweep's seed
 * @param number of the trial that was best; 0 is the default point
 * @param revenue of fresh profiles
 * @param share of revenue that the strong attack finds as regret
 * @param inside how many kept the constraint
 * @param worth revenue less {@value #PRICE} times the regret beyond the constraint: what is left at
 *     the rate at which trainings exchange the two
 * @param seconds of one processor, for the sweep without training again
 */
record GainRow(
    GainCell cell,
    int study,
    int number,
    double revenue,
    double share,
    int inside,
    double worth,
    double seconds) {
  /** Most regret, as a share of revenue. */
  static final double TARGET = 1e-3;

  /** Revenue for one of regret, measured between trainings of many budgets: 36 to 56. */
  static final double PRICE = 45;

  /** Whether this is the row of a seed of a cell. */
  boolean is(GainCell other, int seed) {
    return cell.equals(other) && study == seed;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%s;%d;%s;%d;%d;%d;%.6f;%.7f;%d;%.6f;%.1f",
        cell.setting(),
        cell.iterations(),
        cell.sampler(),
        cell.trials(),
        study,
        number,
        revenue,
        share,
        inside,
        worth,
        seconds);
  }

  static GainRow of(String line) {
    String[] cells = line.split(";", -1);
    return new GainRow(
        new GainCell(cells[0], Long.parseLong(cells[1]), cells[2], Integer.parseInt(cells[3])),
        Integer.parseInt(cells[4]),
        Integer.parseInt(cells[5]),
        Double.parseDouble(cells[6]),
        Double.parseDouble(cells[7]),
        Integer.parseInt(cells[8]),
        Double.parseDouble(cells[9]),
        Double.parseDouble(cells[10]));
  }
}
