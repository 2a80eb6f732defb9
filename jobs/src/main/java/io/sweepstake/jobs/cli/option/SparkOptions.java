package io.sweepstake.jobs.cli.option;

import io.sweepstake.jobs.spark.SparkWorkers;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that runs on Spark. */
public final class SparkOptions {
  private static final Pattern MASTER =
      Pattern.compile(
          "local|local\\[(\\d+|\\*)(,\\d+)?]|local-cluster\\[\\d+,\\d+,\\d+]"
              + "|spark://[^:,]+:\\d+(,[^:,]+:\\d+)*|yarn|k8s://.+");

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "The Spark master, such as spark://host:7077 (default: this machine, or the one that"
              + " spark-submit chose).")
  private void master(String url) {
    if (!MASTER.matcher(url).matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "--master: must be local, local[N], spark://HOST:PORT, yarn or k8s://HOST:PORT, was "
              + url);
    }
    master = url;
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private String master;

  /** Whether a master was asked for. */
  public boolean given() {
    return master != null;
  }

  /** Starts Spark with so many threads, should it be this machine's. */
  public SparkWorkers open(int threads) {
    return SparkWorkers.open(master, threads);
  }
}
