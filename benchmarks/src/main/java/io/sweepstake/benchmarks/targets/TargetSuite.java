package io.sweepstake.benchmarks.targets;

import io.sweepstake.core.training.DivergedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trains cells of settings, lengths and hyper-parameters on several seeds, one thread, judges each
 * training by the finalists' attack, and prints a table. Rows are kept in a file: what is there is
 * not done again, so that it goes on where it was stopped.
 *
 * <p>Options, each with a value: {@code --settings A;B}, {@code --families ;C} (empty for the
 * setting's own), {@code --iterations 1000,4000}, {@code --params 'a=1 b=2;c=3'}, sets of
 * hyper-parameters, {@code --seeds 10}, {@code --minutes 4}, after which none is begun, {@code
 * --rows FILE}, {@code --target .001}.
 */
public final class TargetSuite {
  private List<String> settings =
      List.of(
          "additive-1x2-uniform",
          "additive-2x2-uniform",
          "additive-2x3-uniform",
          "unit-2x2-uniform",
          "combinatorial-2x2-uniform-12");
  private List<String> families = List.of("");
  private List<String> iterations = List.of("1000");
  private List<String> params = List.of("", "loss=budget");
  private int seeds = 10;
  private double minutes = Double.POSITIVE_INFINITY;
  private double target = 1e-3;
  private Path rows = Path.of("benchmarks/target/targets.csv");

  private TargetSuite() {}

  public static void main(String[] arguments) throws IOException {
    TargetSuite suite = new TargetSuite();
    for (int k = 0; k + 1 < arguments.length; k += 2) {
      suite.set(arguments[k], arguments[k + 1]);
    }
    suite.run();
  }

  private void set(String option, String value) {
    switch (option) {
      case "--settings" -> settings = List.of(value.split(";", -1));
      case "--families" -> families = List.of(value.split(";", -1));
      case "--iterations" -> iterations = List.of(value.split(","));
      case "--params" -> params = List.of(value.split(";", -1));
      case "--seeds" -> seeds = Integer.parseInt(value);
      case "--minutes" -> minutes = Double.parseDouble(value);
      case "--target" -> target = Double.parseDouble(value);
      case "--rows" -> rows = Path.of(value);
      default -> throw new IllegalArgumentException("no such option: " + option);
    }
  }

  private List<TargetCell> cells() {
    List<TargetCell> cells = new ArrayList<>();
    for (String length : iterations) {
      for (String setting : settings) {
        for (String family : families) {
          for (String set : params) {
            cells.add(new TargetCell(setting, family, Long.parseLong(length), set));
          }
        }
      }
    }
    return cells;
  }

  private void run() throws IOException {
    long end = System.nanoTime() + (long) Math.min(1e18, minutes * 60e9);
    List<TargetRow> known = new ArrayList<>();
    if (Files.exists(rows)) {
      Files.readAllLines(rows).forEach(line -> known.add(TargetRow.of(line)));
    }
    // All cells' first seeds come first: a table that was stopped has few seeds, not few cells.
    for (int seed = 1; seed <= seeds; seed++) {
      for (TargetCell cell : cells()) {
        int number = seed;
        if (System.nanoTime() < end && known.stream().noneMatch(row -> row.is(cell, number))) {
          known.add(kept(cell, seed));
        }
      }
    }
    print(known);
  }

  private TargetRow kept(TargetCell cell, int seed) throws IOException {
    TargetRow row;
    try {
      row = cell.train(seed);
    } catch (DivergedException diverged) {
      row = new TargetRow(cell, seed, Double.NaN, Double.NaN, Double.NaN, 0, 0);
    }
    Files.writeString(
        rows, row.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.err.println(row.line());
    return row;
  }

  private void print(List<TargetRow> known) {
    System.out.println(
        "| setting | iterations | hyper-parameters | seeds | inside | share: least, median, most |"
            + " revenue | s | judging, s |\n|---|---|---|---|---|---|---|---|---|");
    Map<TargetCell, List<TargetRow>> grouped = new LinkedHashMap<>();
    cells().forEach(cell -> grouped.put(cell, new ArrayList<>()));
    for (TargetRow row : known) {
      if (grouped.containsKey(row.cell()) && row.seed() <= seeds) {
        grouped.get(row.cell()).add(row);
      }
    }
    grouped.forEach((cell, of) -> System.out.print(of.isEmpty() ? "" : line(cell, of)));
  }

  private String line(TargetCell cell, List<TargetRow> of) {
    double[] shares = of.stream().mapToDouble(TargetRow::share).sorted().toArray();
    double revenue = of.stream().mapToDouble(TargetRow::revenue).average().getAsDouble();
    double squares = of.stream().mapToDouble(row -> Math.pow(row.revenue() - revenue, 2)).sum();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %s | %d | %d | %.5f %.5f %.5f | %.4f ± %.4f | %.1f | %.1f |%n",
        cell.setting() + (cell.family().isEmpty() ? "" : ", `" + cell.family() + "`"),
        cell.iterations(),
        cell.params().isEmpty() ? "presets" : "`" + cell.params() + "`",
        of.size(),
        of.stream().filter(row -> row.share() <= target).count(),
        shares[0],
        (shares[(shares.length - 1) / 2] + shares[shares.length / 2]) / 2,
        shares[shares.length - 1],
        revenue,
        Math.sqrt(squares / Math.max(1, of.size() - 1) / of.size()),
        of.stream().mapToDouble(TargetRow::trainingSeconds).average().getAsDouble(),
        of.stream().mapToDouble(TargetRow::judgingSeconds).average().getAsDouble());
  }
}
