package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.spark.SparkWorkers;
import picocli.CommandLine.Option;

/** The options of every command that runs on Spark. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "The Spark master, such as spark://host:7077 (default: this machine, or the one that"
              + " spark-submit chose).")
  private String master;

  /** Starts Spark with so many threads, should it be this machine's. */
  SparkWorkers open(int threads) {
    return SparkWorkers.open(master, threads);
  }
}
