package io.sweepstake.benchmarks.multiobjective;

import io.sweepstake.benchmarks.search.Quartiles;
import io.sweepstake.sweeps.analysis.HypervolumeHistory;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares samplers, and Optuna's where they are at hand, on problems with several goals, and
 * writes a page.
 *
 * <p>Options, each with a value: {@code --samplers tpe,gp}, {@code --seeds 12}, {@code --threads}
 * as many as processors, {@code --python python3}, {@code --peer SCRIPT} (none: no peer) and {@code
 * --out} the page.
 */
public final class MultiObjectiveSuite {
  private static final int[] AFTER = {100, 200};

  private List<Strategy> samplers =
      List.of(
          Strategy.of("random"),
          Strategy.of("tpe"),
          Strategy.of("tpe", Map.of("joint", "true")),
          Strategy.of("genetic"),
          Strategy.of("gp"));
  private int seeds = 12;
  private int threads = Runtime.getRuntime().availableProcessors();
  private String python = "python3";
  private Optional<Path> script = Optional.empty();
  private Path out = Path.of("docs/multi-objective-benchmarks.md");

  private MultiObjectiveSuite() {}

  /** Missing volumes, {@code [after][seed]}, as shares of the true front's. */
  private record Cell(double[][] missing) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    MultiObjectiveSuite suite = new MultiObjectiveSuite();
    for (int k = 0; k + 1 < arguments.length; k += 2) {
      suite.set(arguments[k], arguments[k + 1]);
    }
    suite.run();
  }

  private void set(String option, String value) {
    switch (option) {
      case "--samplers" -> samplers = Arrays.stream(value.split(",")).map(Strategy::of).toList();
      case "--seeds" -> seeds = Integer.parseInt(value);
      case "--threads" -> threads = Integer.parseInt(value);
      case "--python" -> python = value;
      case "--peer" -> script = Optional.of(Path.of(value));
      case "--out" -> out = Path.of(value);
      default -> throw new IllegalArgumentException("no such option: " + option);
    }
  }

  private List<Searcher> searchers() throws InterruptedException {
    List<Searcher> searchers = new ArrayList<>();
    samplers.forEach(sampler -> searchers.add(new SamplerSearcher(sampler)));
    if (script.isPresent()) {
      OptunaSearcher.version(python, script.get())
          .ifPresent(
              version -> {
                for (String sampler : new String[] {"tpe", "nsga2"}) {
                  searchers.add(new OptunaSearcher(python, script.get(), version, sampler));
                }
              });
    }
    return searchers;
  }

  private void run() throws IOException, InterruptedException {
    List<Searcher> searchers = searchers();
    List<List<Cell>> table = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<List<Future<Cell>>> running = new ArrayList<>();
      for (Problem problem : Problem.values()) {
        running.add(searchers.stream().map(s -> pool.submit(() -> cell(problem, s))).toList());
      }
      for (List<Future<Cell>> row : running) {
        List<Cell> cells = new ArrayList<>();
        for (Future<Cell> cell : row) {
          cells.add(cell.get());
        }
        table.add(cells);
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a study failed", failure.getCause());
    } finally {
      pool.shutdownNow();
    }
    String page = page(searchers, table);
    Files.writeString(out, page);
    System.out.println(page);
  }

  private Cell cell(Problem problem, Searcher searcher) {
    double[][] missing = new double[AFTER.length][seeds];
    for (int seed = 0; seed < seeds; seed++) {
      History history = searcher.search(problem, seed, AFTER[AFTER.length - 1]);
      List<Double> curve = HypervolumeHistory.of(history, problem.reference()).afterEachTell();
      for (int k = 0; k < AFTER.length; k++) {
        missing[k][seed] = 1 - curve.get(AFTER[k] - 1) / problem.volume();
      }
    }
    return new Cell(missing);
  }

  private String page(List<Searcher> searchers, List<List<Cell>> table) {
    StringBuilder page = new StringBuilder();
    page.append("# How many trials a front needs\n\n")
        .append("How much of the true front's hypervolume is missing, in percent, on four\n")
        .append("problems with several goals; written by `benchmarks/multi-objective`.\n")
        .append(seeds)
        .append(" seeds, trials one after the other; medians and, in brackets, quartiles.\n")
        .append("Samplers have their default options, or those named; random start-up points are\n")
        .append("shared among ours (10), while a peer draws its own. `auto` is `gp` here.\n");
    if (searchers.stream().noneMatch(OptunaSearcher.class::isInstance)) {
      page.append(
          "Optuna was not at hand (no Python that imports it), so there is no column of it.\n");
    }
    page.append('\n');
    for (Problem problem : Problem.values()) {
      page.append("* `")
          .append(problem.title())
          .append("`: ")
          .append(problem.space().size())
          .append(" parameters, ")
          .append(problem.objective().goals().size())
          .append(" goals, ")
          .append(problem.objective().constraints().size())
          .append(" constraints; ")
          .append(
              String.format(
                  Locale.ROOT, "%.5g up to %s.%n", problem.volume(), problem.reference()));
    }
    for (int k = 0; k < AFTER.length; k++) {
      page.append("\n## After ").append(AFTER[k]).append(" trials\n\n| problem |");
      searchers.forEach(searcher -> page.append(' ').append(searcher.name()).append(" |"));
      page.append("\n|---|").append("---|".repeat(searchers.size())).append('\n');
      for (Problem problem : Problem.values()) {
        page.append("| ").append(problem.title()).append(" |");
        List<Quartiles> row = new ArrayList<>();
        for (Cell cell : table.get(problem.ordinal())) {
          row.add(Quartiles.of(cell.missing[k]));
        }
        double least = row.stream().mapToDouble(Quartiles::median).min().orElseThrow();
        for (Quartiles share : row) {
          String bold = share.median() == least ? "**" : "";
          page.append(
              String.format(
                  Locale.ROOT,
                  " %s%.3g%s [%.3g, %.3g] |",
                  bold,
                  100 * share.median(),
                  bold,
                  100 * share.lower(),
                  100 * share.upper()));
        }
        page.append('\n');
      }
    }
    return page.toString();
  }
}
