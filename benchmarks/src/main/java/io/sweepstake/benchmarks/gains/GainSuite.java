package io.sweepstake.benchmarks.gains;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs sweeps of several samplers, seeds and settings on one thread, trains each one's best point
 * again with {@value GainCell#FRESH} fresh seeds, and prints what that gained over the default
 * point and over random search. Rows are kept in a file: what is there is not done again.
 *
 * <p>Options, each with a value: {@code --settings A;B}, {@code --iterations 1000,4000}, {@code
 * --samplers random;auto;auto retrained}, {@code --trials 24}, {@code --studies 20} in all, {@code
 * --first 1} of them, {@code --minutes 10}, after which none is begun, {@code --rows FILE}.
 */
public final class GainSuite {
  private static final String RANDOM = "random";

  private List<String> settings = List.of("additive-1x2-uniform", "additive-2x2-uniform");
  private List<String> iterations = List.of("1000");
  private List<String> samplers = List.of(RANDOM, "auto", "auto" + GainCell.RETRAINED);
  private int trials = 24;
  private int first = 1;
  private int studies = 20;
  private double minutes = Double.POSITIVE_INFINITY;
  private Path rows = Path.of("docs/sweeps-that-pay/rows.csv");

  private GainCell last;
  private int lastSeed;
  private GainCell.Swept sweep;

  private GainSuite() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    GainSuite suite = new GainSuite();
    for (int k = 0; k + 1 < arguments.length; k += 2) {
      suite.set(arguments[k], arguments[k + 1]);
    }
    suite.run();
  }

  private void set(String option, String value) {
    switch (option) {
      case "--settings" -> settings = List.of(value.split(";", -1));
      case "--iterations" -> iterations = List.of(value.split(","));
      case "--samplers" -> samplers = List.of(value.split(";", -1));
      case "--trials" -> trials = Integer.parseInt(value);
      case "--first" -> first = Integer.parseInt(value);
      case "--studies" -> studies = Integer.parseInt(value);
      case "--minutes" -> minutes = Double.parseDouble(value);
      case "--rows" -> rows = Path.of(value);
      default -> throw new IllegalArgumentException("no such option: " + option);
    }
  }

  private void run() throws IOException, InterruptedException {
    long end = System.nanoTime() + (long) Math.min(1e18, minutes * 60e9);
    List<GainRow> known = new ArrayList<>();
    if (Files.exists(rows)) {
      Files.readAllLines(rows).forEach(line -> known.add(GainRow.of(line)));
    }
    // All cells' first seeds come first: a table that was stopped has few studies, not few cells.
    for (int study = first; study <= studies; study++) {
      for (String length : iterations) {
        for (String setting : settings) {
          for (GainCell cell : cells(setting, Long.parseLong(length))) {
            int seed = study;
            if (System.nanoTime() < end && known.stream().noneMatch(row -> row.is(cell, seed))) {
              known.add(kept(cell.row(seed, swept(cell.plain(), seed))));
            }
          }
        }
      }
    }
    print(known);
  }

  /** A sweep is run once for all that is made of it. */
  private GainCell.Swept swept(GainCell cell, int seed) throws InterruptedException {
    if (!cell.equals(last) || seed != lastSeed) {
      sweep = cell.sweep(seed);
      last = cell;
      lastSeed = seed;
    }
    return sweep;
  }

  /** The default point, and each sampler. */
  private List<GainCell> cells(String setting, long length) {
    List<GainCell> cells = new ArrayList<>();
    cells.add(new GainCell(setting, length, GainCell.DEFAULT, 1));
    samplers.forEach(sampler -> cells.add(new GainCell(setting, length, sampler, trials)));
    return cells;
  }

  private GainRow kept(GainRow row) throws IOException {
    Files.createDirectories(rows.toAbsolutePath().getParent());
    Files.writeString(
        rows, row.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.err.println(row.line());
    return row;
  }

  private void print(List<GainRow> known) {
    System.out.println(
        "| setting | iterations | point | studies | revenue ± s.e. | share | inside | at equal share"
            + " ± s.e. | over the default ± s.e. | over random: wins, p | processor s |\n"
            + "|---|---|---|---|---|---|---|---|---|---|---|");
    for (String length : iterations) {
      for (String setting : settings) {
        List<GainCell> cells = cells(setting, Long.parseLong(length));
        for (GainCell cell : cells) {
          List<GainRow> of = rows(known, cell);
          if (!of.isEmpty()) {
            print(cell, of, rows(known, cells.get(0)), random(known, setting, length));
          }
        }
      }
    }
  }

  private List<GainRow> random(List<GainRow> known, String setting, String length) {
    return rows(known, new GainCell(setting, Long.parseLong(length), RANDOM, trials));
  }

  private List<GainRow> rows(List<GainRow> known, GainCell cell) {
    return known.stream().filter(r -> r.cell().equals(cell) && r.study() <= studies).toList();
  }

  private static void print(
      GainCell cell, List<GainRow> of, List<GainRow> defaults, List<GainRow> random) {
    Sample revenue = new Sample(of.stream().mapToDouble(GainRow::revenue).toArray());
    Sample worth = new Sample(of.stream().mapToDouble(GainRow::worth).toArray());
    Sample gain = new Sample(differences(of, defaults));
    double[] over = differences(of, random);
    boolean first = cell.sampler().equals(GainCell.DEFAULT);
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %s | %d | %s | %.5f | %d of %d | %s | %s | %s | %.0f |%n",
        cell.setting(),
        cell.iterations(),
        first ? "default" : "`" + cell.sampler() + "`, " + cell.trials() + " trials",
        of.size(),
        revenue,
        of.stream().mapToDouble(GainRow::share).average().getAsDouble(),
        of.stream().mapToInt(GainRow::inside).sum(),
        of.size() * GainCell.FRESH,
        worth,
        first ? "" : gain,
        first || cell.sampler().equals(RANDOM) ? "" : Sample.signs(over),
        of.stream().mapToDouble(GainRow::seconds).average().getAsDouble());
  }

  /** Study by study, where both were run. */
  private static double[] differences(List<GainRow> of, List<GainRow> others) {
    return of.stream()
        .flatMap(
            row ->
                others.stream()
                    .filter(other -> other.study() == row.study())
                    .map(other -> row.worth() - other.worth()))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
