package io.sweepstake.problems.auction.cli;

import io.sweepstake.jobs.spark.SparkWorkers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of four short trainings, made once for a class of tests that look at its study. */
abstract class SweptStudy {
  private static final List<Object> SWEEP =
      List.of(
          "sweep",
          "--setting",
          "additive-1x2-uniform",
          "--iterations",
          40,
          "--param",
          "profiles=256",
          "--param",
          "width=8",
          "--objective",
          "revenue - 5*regret",
          "--synchronous",
          "--parallelism",
          2);

  @TempDir static Path home;
  static Path study;
  static Run sweep;
  private static SparkWorkers workers;

  @BeforeAll
  static void sweepOnce() {
    workers = SparkWorkers.open(null, 2);
    study = home.resolve("a study");
    sweep = sweep(study, "--trials", 4, "--finalists", 1, "--format", "csv");
  }

  @AfterAll
  static void stop() {
    workers.close();
  }

  /** A sweep like it. */
  static Run sweep(Object directory, Object... more) {
    Object[] all =
        Stream.of(SWEEP, List.of("--study", directory), List.of(more))
            .flatMap(List::stream)
            .toArray();
    return Run.of(all);
  }
}
