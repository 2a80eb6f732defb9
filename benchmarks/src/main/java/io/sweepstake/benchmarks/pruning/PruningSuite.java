package io.sweepstake.benchmarks.pruning;

import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What pruners cost and save: trainings at random points are run through once, their curves kept in
 * a file, and sweeps of {@value #TRIALS} of them in random order are run again under every pruner
 * and every measure that could compare trainings on their way.
 *
 * <p>Options, each with a value: {@code --settings A;B}, {@code --iterations 1000,4000}, {@code
 * --curves 40}, {@code --sweeps 200}, {@code --minutes 10}, after which no training is begun,
 * {@code --rows FILE}.
 */
public final class PruningSuite {
  private static final int TRIALS = 24;

  /** Those that judge values, from some part of the training on. */
  private static final List<String> FROM =
      List.of(
          "asha:first=", "hyperband:first=", "median:warmup=", "percentile:percentile=35,warmup=");

  private List<Strategy> pruners(long steps) {
    if (!pruners.isEmpty()) {
      return pruners.stream().map(PruningSuite::strategy).toList();
    }
    List<Strategy> all = new ArrayList<>();
    for (double part : new double[] {0.2, 0.3, 0.4, 0.5}) {
      for (String pruner : FROM) {
        all.add(strategy(pruner + Math.round(part * steps)));
      }
    }
    return all;
  }

  /** As on the command line: {@code asha:first=200,factor=2}. */
  private static Strategy strategy(String text) {
    String[] parts = text.split("[:,]");
    Map<String, String> options = new TreeMap<>();
    for (String option : List.of(parts).subList(1, parts.length)) {
      String[] pair = option.split("=", 2);
      options.put(pair[0], pair[1]);
    }
    return Strategy.of(parts[0], options);
  }

  private List<String> settings = List.of("additive-1x2-uniform", "additive-2x2-uniform");
  private List<String> iterations = List.of("1000", "4000");
  private List<String> pruners = List.of();
  private int curves = 40;
  private int sweeps = 200;
  private double minutes = Double.POSITIVE_INFINITY;
  private Path rows = Path.of("benchmarks/target/pruning.csv");

  private PruningSuite() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    PruningSuite suite = new PruningSuite();
    for (int k = 0; k + 1 < arguments.length; k += 2) {
      suite.set(arguments[k], arguments[k + 1]);
    }
    suite.run();
  }

  private void set(String option, String value) {
    switch (option) {
      case "--settings" -> settings = List.of(value.split(";", -1));
      case "--iterations" -> iterations = List.of(value.split(","));
      case "--pruners" -> pruners = List.of(value.split(";"));
      case "--curves" -> curves = Integer.parseInt(value);
      case "--sweeps" -> sweeps = Integer.parseInt(value);
      case "--minutes" -> minutes = Double.parseDouble(value);
      case "--rows" -> rows = Path.of(value);
      default -> throw new IllegalArgumentException("no such option: " + option);
    }
  }

  private void run() throws IOException, InterruptedException {
    long end = System.nanoTime() + (long) Math.min(1e18, minutes * 60e9);
    List<Curve> known = new ArrayList<>();
    if (Files.exists(rows)) {
      Files.readAllLines(rows).forEach(line -> known.add(Curve.of(line)));
    }
    for (String length : iterations) {
      for (String setting : settings) {
        CurveCell cell = new CurveCell(setting, Long.parseLong(length));
        for (Trial trial : cell.trials(curves)) {
          if (System.nanoTime() < end && known.stream().noneMatch(c -> is(c, cell, trial))) {
            Curve curve = cell.curve(trial);
            Files.writeString(
                rows, curve.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            known.add(curve);
          }
        }
      }
    }
    System.out.println(
        "| setting | iterations | trainings, inside | compared by | pruner | lost ± s.e. | steps | judged |\n"
            + "|---|---|---|---|---|---|---|---|");
    for (String length : iterations) {
      for (String setting : settings) {
        print(
            known.stream()
                .filter(
                    c -> c.setting().equals(setting) && c.iterations() == Long.parseLong(length))
                .toList());
      }
    }
  }

  private static boolean is(Curve curve, CurveCell cell, Trial trial) {
    return curve.setting().equals(cell.setting())
        && curve.iterations() == cell.iterations()
        && curve.number() == trial.number();
  }

  private void print(List<Curve> pool) throws InterruptedException {
    if (pool.size() < TRIALS) {
      return;
    }
    Curve first = pool.get(0);
    long inside = pool.stream().filter(c -> c.share() <= Standing.BOUND).count();
    for (Standing standing : Standing.values()) {
      for (Strategy pruner : pruners(first.iterations())) {
        double[] lost = new double[sweeps];
        double steps = 0;
        double judged = 0;
        for (int k = 0; k < sweeps; k++) {
          List<Curve> order = new ArrayList<>(pool);
          Collections.shuffle(order, new Random(k));
          order = order.subList(0, TRIALS);
          RecordedSweep.Result pruned = new RecordedSweep(order, standing, pruner).run();
          lost[k] =
              new RecordedSweep(order, standing, Strategy.of("none")).run().best() - pruned.best();
          steps += pruned.share() / sweeps;
          judged += pruned.judged() / sweeps;
        }
        print(first, pool.size(), inside, standing, pruner, lost, steps, judged);
      }
    }
  }

  private static void print(
      Curve of,
      int size,
      long inside,
      Standing standing,
      Strategy pruner,
      double[] lost,
      double steps,
      double judged) {
    double mean = 0;
    for (double each : lost) {
      mean += each / lost.length;
    }
    double squares = 0;
    for (double each : lost) {
      squares += (each - mean) * (each - mean);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %d, %d | %s | `%s` | %.4f ± %.4f | %.0f %% | %.0f %% |%n",
        of.setting(),
        of.iterations(),
        size,
        inside,
        standing,
        pruner,
        mean,
        Math.sqrt(squares / (lost.length - 1) / lost.length),
        100 * steps,
        100 * judged);
  }
}
