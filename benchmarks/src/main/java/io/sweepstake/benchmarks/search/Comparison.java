package io.sweepstake.benchmarks.search;

import io.sweepstake.benchmarks.search.function.TestFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Every contender on every function with every number of workers.
 *
 * @param seeds how many studies each, with seeds 0, 1, 2 …
 * @param trials of each study
 */
public record Comparison(
    List<Contender> contenders,
    List<TestFunction> functions,
    List<Integer> workers,
    int seeds,
    int trials) {
  public Comparison {
    contenders = List.copyOf(contenders);
    functions = List.copyOf(functions);
    workers = List.copyOf(workers);
    if (seeds < 1 || trials < 1) {
      throw new IllegalArgumentException(
          "comparison: needs at least one seed and trial, was " + seeds + " and " + trials);
    }
  }

  /**
   * The cells, by contender, then function, then workers; the same for any number of threads.
   *
   * @param archive where cells of peers are kept and taken from
   */
  List<Cell> run(int threads, CellArchive archive) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Cell>> running = new ArrayList<>();
      for (Contender contender : contenders) {
        for (TestFunction function : functions) {
          for (int count : workers) {
            running.add(pool.submit(() -> cell(contender, function, count, archive)));
          }
        }
      }
      List<Cell> cells = new ArrayList<>();
      for (Future<Cell> future : running) {
        cells.add(future.get());
      }
      return cells;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a study failed", failure.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Cell cell(Contender contender, TestFunction function, int count, CellArchive archive) {
    if (contender.peer()) {
      Optional<Cell> kept = archive.find(contender.name(), function, count, seeds, trials);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    double[][] best = new double[seeds][];
    try (Proposer proposer = contender.open()) {
      for (int seed = 0; seed < seeds; seed++) {
        best[seed] = new AsynchronousWorkers(count).run(proposer, function, seed, trials);
      }
    }
    Cell cell = new Cell(contender.name(), function.name(), count, best);
    if (contender.peer()) {
      archive.keep(cell);
    }
    return cell;
  }
}
