package io.sweepstake.benchmarks.pruning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A training, as a pruner could have seen it, and what it came to.
 *
 * @param stands after each twentieth of it; none if it diverged
 * @param revenue at the end, on fresh profiles
 * @param share of that which the strong attack finds as regret
 */
record Curve(
    String setting, long iterations, int number, List<Stand> stands, double revenue, double share) {
  static final int STANDS = 20;

  /** A row of a file of curves. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s,%d,%d,%.6f,%.7f,%s",
        setting,
        iterations,
        number,
        revenue,
        share,
        stands.stream()
            .map(
                at ->
                    String.format(
                        Locale.ROOT,
                        "%.6f %.7f %.6f %.7f",
                        at.trainRevenue(),
                        at.trainRegret(),
                        at.revenue(),
                        at.regret()))
            .collect(Collectors.joining(";")));
  }

  static Curve of(String line) {
    String[] cells = line.split(",", -1);
    List<Stand> stands = new ArrayList<>();
    for (String each : cells[5].isEmpty() ? new String[0] : cells[5].split(";")) {
      String[] at = each.split(" ");
      stands.add(
          new Stand(
              Double.parseDouble(at[0]),
              Double.parseDouble(at[1]),
              Double.parseDouble(at[2]),
              Double.parseDouble(at[3])));
    }
    return new Curve(
        cells[0],
        Long.parseLong(cells[1]),
        Integer.parseInt(cells[2]),
        stands,
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]));
  }
}
