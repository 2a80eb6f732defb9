package io.sweepstake.benchmarks.targets;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.problems.auction.AuctionKind;
import io.sweepstake.problems.auction.AuctionProblem;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trainings that differ in their seed alone.
 *
 * @param family empty for the setting's own
 * @param params hyper-parameters that are not the presets, as on the command line with blanks
 *     between
 */
record TargetCell(String setting, String family, long iterations, String params) {
  /** Of revenue; fewer than finalists have, and the same for all. */
  private static final int PROFILES = 65_536;

  /** By the finalists' attack; twice as many as theirs. */
  private static final int ATTACKED = 4_096;

  private static final long PROFILES_SEED = 7;

  /** Seeds of trainings are its multiples. */
  private static final long SEED = 1_000_003;

  /** Trains one and judges it, on this thread. */
  TargetRow train(int seed) throws DivergedException {
    TrainingPlan plan = plan(seed * SEED);
    Engine engine = Engines.best(Device.CPU);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long began = threads.getCurrentThreadCpuTime();
    Training training = plan.start(engine);
    training.advance(iterations, iterations, TrainingListener.NONE);
    long trained = threads.getCurrentThreadCpuTime();
    Evaluation found =
        new Evaluator(plan.setting(), PROFILES_SEED, PROFILES, ATTACKED, StrongAttack.standard())
            .evaluate(
                plan.family()
                    .mechanism(
                        plan.setting(), plan.architecture(), training.weights(), engine.runner()));
    double revenue = found.revenue().mean();
    return new TargetRow(
        this,
        seed,
        revenue,
        found.regret().mean() / revenue,
        found.regret().standardError() / revenue,
        (trained - began) / 1e9,
        (threads.getCurrentThreadCpuTime() - trained) / 1e9);
  }

  private TrainingPlan plan(long seed) {
    TreeMap<String, String> settings = new TreeMap<>();
    settings.put("setting", setting);
    settings.put("iterations", String.valueOf(iterations));
    if (!family.isEmpty()) {
      settings.put("family", family);
    }
    AuctionProblem problem = new AuctionKind().auction(settings);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String each : params.strip().split("\\s+")) {
      if (!each.isEmpty()) {
        String[] parts = each.split("=", 2);
        texts.put(parts[0], parts[1]);
      }
    }
    return problem.plan(StudyDefinition.values(problem, texts), seed);
  }
}
