package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.core.economics.Estimate;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.export.Build;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.problems.auction.AuctionMetrics;
import io.sweepstake.problems.auction.ClassicalAuctions;
import io.sweepstake.problems.auction.TruthfulVersion;
import io.sweepstake.sweeps.problem.Reference;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trains one seed of an experiment on this thread, and judges what came of it.
 *
 * <p>Its checkpoint is kept in a directory every minute, so that a training that was stopped goes
 * on; its network is left there.
 */
final class SeedTraining {
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(1);
  private static final int STRETCHES = 200;

  private final Experiment experiment;
  private final long seed;
  private final Judging judging;
  private final Path checkpoint;
  private final Path network;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private double wallSeconds;
  private double processorSeconds;

  /**
   * @param directory where its checkpoint and, at the end, its network are
   */
  SeedTraining(Experiment experiment, long seed, Judging judging, Path directory) {
    this.experiment = experiment;
    this.seed = seed;
    this.judging = judging;
    String key = experiment.key(seed);
    checkpoint = directory.resolve("checkpoints").resolve(key + ".checkpoint");
    network = directory.resolve("networks").resolve(key + ".network");
  }

  /** The result; one that diverged says so. */
  ResultRow run(TrainingListener listener) throws IOException {
    TrainingPlan plan = experiment.plan(seed);
    Kernels kernels = Loops.best().get();
    Map<String, Object> cells = identity(kernels);
    addReferences(cells, plan.setting());
    try {
      Training training = train(plan, kernels, listener);
      cells.put(ResultRow.WALL_SECONDS, wallSeconds);
      cells.put(ResultRow.PROCESSOR_SECONDS, processorSeconds);
      NetworkFile file =
          new NetworkFile(
              plan.setting().name(),
              plan.setting().bidders(),
              plan.family().name(),
              plan.architecture(),
              training.weights());
      Files.createDirectories(network.getParent());
      WholeFile.write(network, file.toBytes());
      addEvaluation(cells, plan, training, kernels);
      addTruthfulVersion(cells, plan.setting(), file);
    } catch (DivergedException diverged) {
      cells.put(ResultRow.FAILURE, "diverged: " + diverged.getMessage());
    }
    Files.deleteIfExists(checkpoint);
    return new ResultRow(cells);
  }

  private Training train(TrainingPlan plan, Kernels kernels, TrainingListener listener)
      throws IOException, DivergedException {
    long wall = System.nanoTime();
    long processor = threads.getCurrentThreadCpuTime();
    Training training = plan.start(kernels);
    double wallBefore = 0;
    double processorBefore = 0;
    Optional<SavedTraining> saved = SavedTraining.read(checkpoint);
    if (saved.isPresent()) {
      training.restore(saved.get().checkpoint());
      wallBefore = saved.get().wallSeconds();
      processorBefore = saved.get().processorSeconds();
    }
    long stretch = Math.max(1, plan.iterations() / STRETCHES);
    long written = System.nanoTime();
    while (training.iteration() < plan.iterations()) {
      long until = Math.min(plan.iterations(), training.iteration() + stretch);
      training.advance(until, stretch, listener);
      wallSeconds = wallBefore + (System.nanoTime() - wall) / 1e9;
      processorSeconds = processorBefore + (threads.getCurrentThreadCpuTime() - processor) / 1e9;
      if (System.nanoTime() - written > BETWEEN_CHECKPOINTS.toNanos()) {
        new SavedTraining(training.checkpoint(), wallSeconds, processorSeconds).write(checkpoint);
        written = System.nanoTime();
      }
    }
    return training;
  }

  private Map<String, Object> identity(Kernels kernels) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put(ResultRow.KEY, experiment.key(seed));
    cells.put(ResultRow.LABEL, experiment.label());
    cells.put(ResultRow.SETTING, experiment.settingName());
    cells.put("bidders", experiment.setting().bidders());
    cells.put(ResultRow.FAMILY, experiment.familyName());
    cells.put("params", experiment.paramText());
    cells.put(ResultRow.SEED, seed);
    cells.put(ResultRow.ITERATIONS, experiment.iterations());
    // Never null: a column of nothing but nulls would be of another type in another file.
    cells.put(ResultRow.FAILURE, "");
    cells.put("profiles", 0L);
    cells.put("attacked_profiles", 0L);
    cells.put("engine", kernels.name());
    cells.put("commit", Build.current().commit());
    return cells;
  }

  private static void addReferences(Map<String, Object> cells, Setting setting) {
    for (Reference reference : ClassicalAuctions.of(setting)) {
      column(reference)
          .ifPresent(
              column ->
                  cells.put(
                      column, reference.metrics().value(AuctionMetrics.REVENUE).getAsDouble()));
    }
    Published.of(setting.name())
        .ifPresent(
            published -> {
              cells.put(ResultRow.PUBLISHED_REVENUE, published.revenue());
              cells.put("published_regret_at_most", published.regret());
            });
  }

  private static Optional<String> column(Reference reference) {
    if (reference.bound()) {
      return Optional.of(ResultRow.OPTIMUM);
    }
    return switch (reference.name()) {
      case "VCG", "item-wise VCG", "second price" -> Optional.of(ResultRow.VCG);
      case "item-wise Myerson", "Myerson" -> Optional.of(ResultRow.ITEM_WISE_MYERSON);
      case "bundled Myerson" -> Optional.of(ResultRow.BUNDLED_MYERSON);
      default -> Optional.empty();
    };
  }

  private void addEvaluation(
      Map<String, Object> cells, TrainingPlan plan, Training training, Kernels kernels) {
    long started = System.nanoTime();
    Setting setting = plan.setting();
    Evaluation found =
        judging.evaluate(
            plan.family(),
            setting,
            plan.family()
                .mechanism(
                    setting,
                    plan.architecture(),
                    training.weights(),
                    NetworkMechanism.on(kernels)));
    AuctionMetrics.ofJudgement(setting, found)
        .asMap()
        .forEach((metric, value) -> cells.put(metric.name(), value));
    cells.put("profiles", found.revenue().count());
    cells.put("attacked_profiles", found.regret().count());
    cells.put(AuctionMetrics.EVALUATION_SECONDS.name(), (System.nanoTime() - started) / 1e9);
    KnownOptimum.of(setting)
        .ifPresent(
            optimum ->
                cells.put(ResultRow.OPTIMUM_GAP, optimum.revenue() - found.revenue().mean()));
  }

  private void addTruthfulVersion(Map<String, Object> cells, Setting setting, NetworkFile file) {
    if (TruthfulVersion.takesSeconds(setting, file)) {
      TruthfulVersion made = TruthfulVersion.of(setting, file, TruthfulVersion.quickly(seed));
      Estimate revenue = judging.truthfulRevenue(setting, made);
      cells.put(AuctionMetrics.TRUTHFUL_REVENUE.name(), revenue.mean());
      cells.put(AuctionMetrics.TRUTHFUL_REVENUE_SE.name(), revenue.standardError());
    }
  }
}
