package io.sweepstake.benchmarks.cluster;

import io.sweepstake.cluster.MiniCluster;
import io.sweepstake.cluster.SparkHome;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.run.trial.Packing;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures sweeps of simulated trainings in local mode and on a mini-cluster, then simulates up to
 * a thousand executors with what a driver was seen to cost, and writes all of it as Markdown.
 *
 * <p>Run alone on a machine; the load it finds is written beside the figures.
 */
public final class ClusterFigures {
  private static final int SLOTS = 8;
  private static final int ROUNDS = 30; // of trials of 2 s: a minute
  private static final int MANY = 10_000;
  private static final List<Integer> LOOKS = List.of(1_000, 2_500, 5_000, MANY);
  private static final String KEPT = "## Chaos";

  private final boolean quick;
  private final Path directory;
  private final StringBuilder page = new StringBuilder();
  private int studies;
  private double processor; // seconds of the mini-cluster's driver per trial

  private ClusterFigures(boolean quick, Path directory) {
    this.quick = quick;
    this.directory = directory;
  }

  /** Of two arguments, the page to write and, to see that it runs, {@code --quick}. */
  public static void main(String[] arguments) throws Exception {
    Path work = Files.createDirectories(Path.of("benchmarks", "target", "studies"));
    Path directory = Files.createTempDirectory(work.toAbsolutePath(), "cluster");
    boolean quick = List.of(arguments).contains("--quick");
    ClusterFigures figures = new ClusterFigures(quick, directory);
    DriverCosts costs = figures.measure();
    figures.simulate(costs);
    figures.write(Path.of(arguments[0]));
    System.exit(0); // Spark's threads would linger.
  }

  private DriverCosts measure() throws Exception {
    line("# What a driver can keep up with");
    line("");
    line("Written by `benchmarks/cluster`, all but the section on chaos. Trials here cost a known");
    line("time and no work: they sleep. Every commit is on the disk before the sweep goes on.");
    line("");
    line("## Measured");
    line("");
    line(
        "%d processors, load %.1f when it began; %d slots; Java %s, Spark as in `pom.xml`%s."
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                SLOTS,
                System.getProperty("java.version"),
                quick ? "; quick, so not to be believed" : ""));
    line("");
    line("| what | must | threads, no Spark | `local[%d]` | mini-cluster |".formatted(SLOTS));
    line("|---|---|---|---|---|");
    Figures threads = threads();
    Figures local = local();
    Figures cluster = cluster();
    row(
        "slot utilisation, 2 s trials for a minute",
        "≥ 95 %",
        f -> percent(f.utilisation),
        threads,
        local,
        cluster);
    row(
        "null trials per second, 1 in a task",
        "≥ 100",
        f -> "%.0f".formatted(f.rate),
        threads,
        local,
        cluster);
    row(
        "the same, 8 in a task",
        "",
        f -> f.packedRate == 0 ? "" : "%.0f".formatted(f.packedRate),
        threads,
        local,
        cluster);
    for (int look : local.heap.keySet()) {
      row(
          "driver heap after %,d trials".formatted(look),
          "flat but for the history",
          f -> f.heap.containsKey(look) ? "%.0f MB".formatted(f.heap.get(look)) : "",
          threads,
          local,
          cluster);
    }
    row(
        "processor time of this process per null trial",
        "",
        f -> millis(f.processor),
        threads,
        local,
        cluster);
    row("ask (random), median", "", f -> millis(f.costs.ask()), threads, local, cluster);
    row("commit, median", "", f -> millis(f.costs.commit()), threads, local, cluster);
    row("rows in a commit", "", f -> "%.1f".formatted(f.rows), threads, local, cluster);
    row(
        "launch of a job, on the sweep's thread, median",
        "",
        f -> millis(f.costs.launch()),
        threads,
        local,
        cluster);
    row(
        "Spark's scheduler thread, per job",
        "",
        f -> millis(f.costs.schedule()),
        threads,
        local,
        cluster);
    line("");
    line(
        "A study of 10,000 trials is itself in the driver's memory: what grows in the column without");
    line("Spark is the history, and what grows no faster beside it does not come from Spark.");
    line("");
    line("## Simulated");
    line("");
    line("Event by event (`DriverSimulation`): the sweep's thread commits what has ended, asks,");
    line("commits what it asked and launches it; what ends meanwhile shares the next two commits;");
    line("Spark's scheduler handles one job after another. Costs are the mini-cluster's of above.");
    line("");
    // With few rows to a commit, most of it is waiting for the disk; where the disk waits for
    // nobody, all of it is the rows'.
    double perRow = threads.costs.commit() / threads.rows;
    DriverCosts costs = cluster.costs.withRow(perRow);
    check(local, local.costs.withRow(perRow), "`local[%d]`".formatted(SLOTS));
    check(cluster, costs, "the mini-cluster");
    line(
        "The simulation knows no limit to processors; a measurement on few cores, which workers and");
    line("driver share, stays below it.");
    processor = cluster.processor;
    return costs;
  }

  /** What one way to run trials was seen to do. */
  private static final class Figures {
    private double utilisation;
    private double rate;
    private double packedRate;
    private double rows;
    private double processor;
    private Map<Integer, Double> heap = new TreeMap<>();
    private DriverCosts costs;
  }

  /** Makes an executor of so many trials to a task. */
  private interface Executors {
    TrialExecutor executor(SimulatedTraining training, int packSize);
  }

  private Figures threads() throws Exception {
    return figures((training, packSize) -> new ThreadTrialExecutor(training, SLOTS), false);
  }

  private Figures local() throws Exception {
    try (SparkWorkers workers = SparkWorkers.open("local[" + SLOTS + "]", SLOTS)) {
      return figures(
          (training, packSize) ->
              workers.trials(training, Packing.of(packSize), SLOTS, "simulated"),
          true);
    }
  }

  private Figures cluster() throws Exception {
    String classPath = System.getProperty("java.class.path");
    SparkHome home =
        SparkHome.linking(
            directory.resolve("spark-home"),
            Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList());
    String absolute =
        Stream.of(classPath.split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    System.setProperty("spark.executor.extraClassPath", absolute);
    System.setProperty("spark.executor.memory", "600m");
    System.setProperty("spark.cores.max", String.valueOf(SLOTS));
    System.setProperty("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.driver.host", "127.0.0.1");
    try (MiniCluster mini =
        MiniCluster.start(
            home,
            new MiniCluster.Size(2, SLOTS / 2, 1024),
            directory.resolve("mini-cluster"),
            Duration.ofMinutes(3))) {
      mini.secret().settingsOfThisJvm().forEach(System::setProperty);
      try (SparkWorkers workers = SparkWorkers.open(mini.master().toString(), SLOTS)) {
        workers.slots(); // Waits for executors.
        return figures(
            (training, packSize) ->
                workers.trials(training, Packing.of(packSize), SLOTS, "simulated"),
            true);
      }
    }
  }

  private Figures figures(Executors executors, boolean packs) throws Exception {
    Figures figures = new Figures();
    int rounds = quick ? 3 : ROUNDS;
    try (TrialExecutor executor =
        executors.executor(new SimulatedTraining(Duration.ofSeconds(2)), 1)) {
      // The first trials find executors that are cold, as a real sweep's do; they count.
      figures.utilisation =
          new MeasuredSweep(0, List.of()).run(executor, SLOTS * rounds, study()).utilisation(SLOTS);
    }
    try (TrialExecutor executor = executors.executor(new SimulatedTraining(Duration.ZERO), 1)) {
      new MeasuredSweep(0, List.of()).run(executor, quick ? 200 : 1_000, study());
      MeasuredSweep rates = new MeasuredSweep(500, List.of());
      rates.run(executor, quick ? 1_000 : 3_000, study());
      figures.processor = rates.processor();
      figures.rate = rates.trialsPerSecond();
      figures.costs = rates.costs();
      figures.rows = rates.rowsPerCommit();
      figures.heap.putAll(
          new MeasuredSweep(0, quick ? List.of(1_000) : LOOKS)
              .run(executor, quick ? 1_000 : MANY, study())
              .heap());
    }
    if (packs) {
      try (TrialExecutor executor = executors.executor(new SimulatedTraining(Duration.ZERO), 8)) {
        figures.packedRate =
            new MeasuredSweep(500, List.of())
                .run(executor, 8 * SLOTS, quick ? 1_000 : 3_000, study())
                .trialsPerSecond();
      }
    }
    return figures;
  }

  private Path study() {
    return directory.resolve("study-" + studies++);
  }

  /** The simulation beside what it was made from. */
  private void check(Figures seen, DriverCosts costs, String where) {
    var two = new DriverSimulation(costs, SLOTS, 2, 1).run(50, 1);
    var none = new DriverSimulation(costs, SLOTS, 0, 1).run(2_000, 1);
    line(
        "It says %s and %.0f null trials a second for %s, where %s and %.0f were measured."
            .formatted(
                percent(two.utilisation()),
                none.trialsPerSecond(),
                where,
                percent(seen.utilisation),
                seen.rate));
  }

  private void simulate(DriverCosts costs) {
    double[] seconds = {2, 10, 60, 600};
    line("");
    line("| executors | 2 s trials | 2 s, 8 in a task | 10 s | 60 s | 600 s |");
    line("|---|---|---|---|---|---|");
    for (int executors : new int[] {1, 10, 50, 100, 200, 500, 1_000}) {
      StringBuilder row = new StringBuilder("| %,d |".formatted(executors));
      for (double trial : seconds) {
        row.append(" ").append(cell(new DriverSimulation(costs, executors, trial, 1))).append(" |");
        if (trial == 2) {
          row.append(" ").append(cell(new DriverSimulation(costs, executors, 2, 8))).append(" |");
        }
      }
      line(row.toString());
    }
    double most = new DriverSimulation(costs, 1_000, 0, 1).run(60, 1).trialsPerSecond();
    double packed = new DriverSimulation(costs, 1_000, 0, 8).run(60, 1).trialsPerSecond();
    line("");
    line(
        "A cell is the share of the executors' time spent in trials, and how busy the sweep's thread is.");
    line("");
    line(
        "The driver saturates at %.0f trials a second, one in a task, and at %.0f, eight in a task."
            .formatted(most, packed));
    line(
        "To keep N executors busy with one in a task, a trial must take %.1f ms · N or longer: %.1f s"
            .formatted(1_000 / most, 1_000 / most));
    line(
        "for 1,000. That takes cores, too: all threads of the driver together spent %s of processor"
            .formatted(millis(processor)));
    line(
        "time on a trial, compiling and collecting among it, which is %.1f cores at that rate."
            .formatted(most * processor));
  }

  private static String cell(DriverSimulation simulation) {
    DriverSimulation.Outcome outcome = simulation.run(60, 1);
    return percent(outcome.utilisation()) + ", " + percent(outcome.driverBusy());
  }

  /** One number of each column. */
  private interface Cell {
    String of(Figures figures);
  }

  private void row(String what, String must, Cell cell, Figures... columns) {
    StringBuilder row = new StringBuilder("| " + what + " | " + must + " |");
    for (Figures column : columns) {
      row.append(" ").append(cell.of(column)).append(" |");
    }
    line(row.toString());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String millis(double seconds) {
    return String.format(Locale.ROOT, "%.2f ms", 1e3 * seconds);
  }

  private void line(String text) {
    System.out.println(text);
    page.append(text).append('\n');
  }

  /** Writes the page; what an earlier one says of chaos stays. */
  private void write(Path file) throws IOException {
    String kept = "";
    if (Files.exists(file)) {
      String earlier = Files.readString(file);
      int at = earlier.indexOf(KEPT);
      kept = at < 0 ? "" : "\n" + earlier.substring(at);
    }
    Files.writeString(file, page + kept);
  }
}
