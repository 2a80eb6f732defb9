package io.sweepstake.benchmarks.gains;

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
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.problems.auction.AuctionProblem;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sweep, one trial at a time, and what its best point, or the default one, comes to when it is
 * trained again.
 *
 * @param sampler as on the command line, or {@value #DEFAULT} for no sweep at all
 * @param trials of the sweep, the default point's among them
 */
record GainCell(String setting, long iterations, String sampler, int trials) {
  static final String DEFAULT = "default";

  /** Fresh seeds of each point, the same for all samplers of a study's seed. */
  static final int FRESH = 4;

  /** What is judged: the finalists' attack, on half as many profiles, the same for all. */
  private static final int PROFILES = 65_536;

  private static final int ATTACKED = 1_024;
  private static final long PROFILES_SEED = 7;

  private StudyDefinition definition(int study) {
    return StudyDefinition.of(
        SweepConfig.of(
            Map.of(
                "setting",
                setting,
                "iterations",
                iterations,
                "trials",
                trials,
                "sampler",
                sampler.equals(DEFAULT) ? "random" : sampler,
                "seed",
                study,
                "study",
                "unused")));
  }

  /** Runs it, on one thread. */
  GainRow run(int study) throws InterruptedException {
    StudyDefinition definition = definition(study);
    double before = processSeconds();
    Map<String, Object> point = new LinkedHashMap<>(definition.fixed());
    int number = 0;
    if (!sampler.equals(DEFAULT)) {
      Trial best = best(definition);
      number = best.number();
      best.point().values().forEach(point::put);
    }
    double swept = processSeconds() - before;
    double revenue = 0;
    double worth = 0;
    double share = 0;
    int inside = 0;
    for (int seed = 0; seed < FRESH; seed++) {
      Evaluation found = again(definition, point, Seeds.derive(study, "fresh", seed));
      double here = found == null ? 0 : found.revenue().mean();
      double regret = found == null ? 0 : found.regret().mean();
      revenue += here / FRESH;
      share += (found == null ? 1 : regret / here) / FRESH;
      worth += (here - GainRow.PRICE * Math.max(0, regret - GainRow.TARGET * here)) / FRESH;
      inside += found != null && regret <= GainRow.TARGET * here ? 1 : 0;
    }
    return new GainRow(this, study, number, revenue, share, inside, worth, swept);
  }

  private static double processSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  private Trial best(StudyDefinition definition) throws InterruptedException {
    Study study = Study.inMemory(definition.spec());
    Map<String, Object> presets = new LinkedHashMap<>();
    for (Tunable<?> tunable : definition.problem().tunables()) {
      if (definition.spec().space().param(tunable.name()).isPresent()) {
        presets.put(tunable.name(), tunable.preset());
      }
    }
    study.enqueue(presets);
    try (ThreadTrialExecutor one = new ThreadTrialExecutor(definition.trials(Map.of()), 1)) {
      SweepPlan plan = SweepPlan.synchronous(Budget.total(trials), 1);
      return new Sweep(study, definition.pruner(), one, plan, SweepListener.SILENT)
          .run()
          .best()
          .orElseThrow();
    }
  }

  /** Null if it diverges. */
  private Evaluation again(StudyDefinition definition, Map<String, Object> point, long seed) {
    TrainingPlan plan = ((AuctionProblem) definition.problem()).plan(point, seed);
    Engine engine = Engines.best(Device.CPU);
    Training training = plan.start(engine);
    try {
      training.advance(iterations, iterations, TrainingListener.NONE);
    } catch (DivergedException diverged) {
      return null;
    }
    return new Evaluator(plan.setting(), PROFILES_SEED, PROFILES, ATTACKED, StrongAttack.standard())
        .evaluate(
            plan.family()
                .mechanism(
                    plan.setting(), plan.architecture(), training.weights(), engine.runner()));
  }
}
