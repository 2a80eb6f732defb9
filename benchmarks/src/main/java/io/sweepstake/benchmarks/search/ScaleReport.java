package io.sweepstake.benchmarks.search;

import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a search costs besides its trials, as a table in Markdown: each benchmark beside what must
 * hold and what we aim at; written to {@code docs/search-scale.md}. Run alone on a machine;
 * processor time is what to believe otherwise.
 */
public final class ScaleReport {
  private static final int MANY = 100_000;

  private static final String HEAD =
      """
      # What a search costs besides its trials

      Written by `benchmarks/scale`, with JMH: mean and best wall time, and mean processor time
      (all threads), of an operation. TPE suggests a point in 40 dimensions and is told its value, with
      24 candidates (Optuna's default) and 48 (ours). *On disk* is through the Parquet store: a trial
      is asked, forced to disk, told, forced to disk. Sweeps run trials that do nothing; what ends
      together is forced to disk together. Memory is what a collected heap holds more than before.

      %s

      | what | must | goal | mean | best | processor |
      |---|---|---|---|---|---|
      """;

  private final boolean quick;
  private final StringBuilder page = new StringBuilder();

  private ScaleReport(boolean quick) {
    this.quick = quick;
  }

  /**
   * With {@code --quick}, one second of each: whether it runs, not what it costs; nothing is
   * written.
   */
  public static void main(String[] arguments) throws RunnerException, IOException {
    ScaleReport report = new ScaleReport(List.of(arguments).contains("--quick"));
    report.print();
    if (!report.quick) {
      Files.writeString(Path.of("docs/search-scale.md"), report.page);
    }
  }

  private void print() throws RunnerException, IOException {
    add(String.format(Locale.ROOT, HEAD, machine()));
    memory();
    for (String candidates : new String[] {"24", "48"}) {
      for (String finished : new String[] {"1000", "100000"}) {
        boolean few = finished.equals("1000");
        row(
            "TPE, ask and tell, 40 dimensions, "
                + finished
                + " finished trials, "
                + candidates
                + " candidates",
            few ? "≤ 1 ms" : "≤ 20 ms",
            few ? "0.6 ms" : "10 ms",
            jmh(TpeBenchmark.class).param("finished", finished).param("candidates", candidates));
      }
      row(
          "TPE, 1000 trials in 40 dimensions from the first on, "
              + candidates
              + " candidates, all of it",
          "",
          "617 ms (Rustuna)",
          jmh(WholeStudyBenchmark.class).param("candidates", candidates));
    }
    row(
        "open " + MANY + " trials of 20 parameters, first in its process",
        "≤ 3 s",
        "2 s",
        jmh(OpeningBenchmark.class)
            .warmupIterations(0)
            .measurementIterations(1)
            .forks(quick ? 1 : 3));
    row(
        "open " + MANY + " trials of 20 parameters, again",
        "≤ 3 s",
        "2 s",
        jmh(OpeningBenchmark.class));
    for (String finished : new String[] {"10000", "100000"}) {
      row(
          "one trial asked and told, each on disk, after " + finished,
          "≤ 1 ms",
          "",
          jmh(CommitBenchmark.class).param("finished", finished));
    }
    for (String store : new String[] {"parquet", "memory"}) {
      for (String workers : new String[] {"1", "8"}) {
        rates(
            "a whole sweep of 10000 trials, " + store + ", " + workers + " workers",
            store.equals("parquet") ? "≥ 1000 trials/s" : "",
            jmh(SweepBenchmark.class).param("store", store).param("workers", workers),
            10_000);
      }
    }
  }

  private void add(String text) {
    System.out.print(text);
    page.append(text);
  }

  private static String machine() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String model = System.getProperty("os.arch");
    if (Files.exists(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        model =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(model);
      }
    }
    return Runtime.getRuntime().availableProcessors()
        + " processors, "
        + model
        + ", Java "
        + Runtime.version()
        + ".";
  }

  private ChainedOptionsBuilder jmh(Class<?> benchmark) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\b" + benchmark.getSimpleName() + "\\b")
            .addProfiler(CpuTime.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (quick) {
      options.warmupIterations(1).warmupTime(TimeValue.seconds(1));
      options.measurementIterations(1).measurementTime(TimeValue.seconds(1));
    }
    return options;
  }

  private void row(String what, String must, String goal, ChainedOptionsBuilder options)
      throws RunnerException {
    print(what, must, goal, options, millis -> millis, "ms");
  }

  private void rates(String what, String must, ChainedOptionsBuilder options, int trials)
      throws RunnerException {
    print(what, must, "", options, millis -> 1000 * trials / millis, "trials/s");
  }

  private void print(
      String what,
      String must,
      String goal,
      ChainedOptionsBuilder options,
      DoubleUnaryOperator shown,
      String unit)
      throws RunnerException {
    RunResult run = new Runner(options.build()).runSingle();
    Result<?> wall = run.getPrimaryResult();
    Result<?> processor = run.getSecondaryResults().get(CpuTime.LABEL);
    add(
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %.4g %s | %.4g %s | %.4g %s |%n",
            what,
            must,
            goal,
            shown.applyAsDouble(wall.getScore()),
            unit,
            shown.applyAsDouble(wall.getStatistics().getMin()),
            unit,
            shown.applyAsDouble(processor.getScore()),
            unit));
  }

  /** Of a study that was opened, and then of TPE's model of it too. */
  private void memory() throws IOException {
    double before;
    History history;
    try (TemporaryStudy study = new TemporaryStudy()) {
      fill(study);
      before = heap();
      history = ParquetTrialStore.view(study.path(), new Configuration(false));
    }
    printMemory("a study of " + MANY + " trials of 20 parameters", heap() - before);
    TpeSampler sampler = new TpeSampler();
    var suggestion =
        sampler.suggest(history, Seeds.generator(history.spec().seed(), "ask", history.size()));
    printMemory("the same and TPE's model of it", heap() - before);
    // Both must live until here.
    if (suggestion.isEmpty() || history.size() != MANY || sampler.hashCode() == history.size()) {
      throw new IllegalStateException("the study: must have " + MANY + " trials");
    }
  }

  /** A method of its own, whose end lets go of what was written. */
  private static void fill(TemporaryStudy study) throws IOException {
    study.write(FilledStudy.of(FilledStudy.cube(20), MANY));
  }

  private void printMemory(String what, double megabytes) {
    add(String.format(Locale.ROOT, "| memory, %s | ≤ 200 MB | | %.0f MB | | |%n", what, megabytes));
  }

  /** Megabytes in use once the collector has been. */
  private static double heap() {
    for (int k = 0; k < 3; k++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }
}
