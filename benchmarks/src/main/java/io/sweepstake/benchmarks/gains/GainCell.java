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
import io.sweepstake.jobs.run.Ranking;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep, one trial at a time, and what its best point, or the default one, comes to when it is
 * trained again.
 *
 * @param sampler as on the command line, or {@value #DEFAULT} for no sweep at all; with {@value
 *     #RETRAINED} behind it, where the sweep's best and the default are trained with more seeds
 *     before one is named, as {@code --retrain 3} does
 * @param trials of the sweep, the default point's among them
 */
record GainCell(String setting, long iterations, String sampler, int trials) {
  static final String DEFAULT = "default";
  static final String RETRAINED = " retrained";

  /** Fresh seeds of each point, the same for all samplers of a study's seed. */
  static final int FRESH = 4;

  /** Points that are trained again before one is named, beside the default, and seeds of each. */
  private static final int FINALISTS = 3;

  private static final int SEEDS = 3;

  /** What is judged: the finalists' attack, on half as many profiles, the same for all. */
  private static final int PROFILES = 65_536;

  private static final int ATTACKED = 1_024;
  private static final long PROFILES_SEED = 7;

  /** Of those by which a point is named: others than it is judged by. */
  private static final long CHOSEN_BY = 8;

  /** Points by how their trials did, best first; the default's is among them. */
  record Swept(StudyDefinition definition, List<Trial> best, double seconds) {}

  /** The same without training again before a point is named. */
  GainCell plain() {
    return new GainCell(setting, iterations, sampler.replace(RETRAINED, ""), trials);
  }

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

  /** Sweeps, on one thread; no trials where there is no sweep. */
  Swept sweep(int study) throws InterruptedException {
    StudyDefinition definition = plain().definition(study);
    double before = processSeconds();
    List<Trial> best = sampler.equals(DEFAULT) ? List.of() : best(definition);
    return new Swept(definition, best, processSeconds() - before);
  }

  /** What comes of it. */
  GainRow row(int study, Swept swept) {
    double before = processSeconds();
    Trial named = swept.best().isEmpty() ? null : swept.best().get(0);
    if (sampler.endsWith(RETRAINED)) {
      named = retrained(swept, study);
    }
    double seconds = swept.seconds() + processSeconds() - before;
    double revenue = 0;
    double worth = 0;
    double share = 0;
    int inside = 0;
    for (int seed = 0; seed < FRESH; seed++) {
      Found found =
          again(swept.definition(), named, Seeds.derive(study, "fresh", seed), PROFILES_SEED);
      revenue += found.revenue() / FRESH;
      share += found.share() / FRESH;
      worth += found.worth() / FRESH;
      inside += found.share() <= GainRow.TARGET ? 1 : 0;
    }
    return new GainRow(
        this, study, named == null ? 0 : named.number(), revenue, share, inside, worth, seconds);
  }

  /** The one that does best in the mean of more seeds, the same for all. */
  private Trial retrained(Swept swept, int study) {
    List<Trial> points = new ArrayList<>(swept.best().subList(0, FINALISTS));
    swept.best().stream()
        .filter(trial -> trial.number() == 0 && !points.contains(trial))
        .forEach(points::add);
    Map<Trial, Double> worth = new LinkedHashMap<>();
    for (Trial point : points) {
      double sum = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        sum +=
            again(swept.definition(), point, Seeds.derive(study, "retrain", seed), CHOSEN_BY)
                .worth();
      }
      worth.put(point, sum);
    }
    return worth.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static double processSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  private List<Trial> best(StudyDefinition definition) throws InterruptedException {
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
      return Ranking.best(
          new Sweep(study, definition.pruner(), one, plan, SweepListener.SILENT).run(), trials);
    }
  }

  /** What a training came to; one that diverges earns nothing and keeps to nothing. */
  private record Found(double revenue, double share) {
    double worth() {
      return revenue - GainRow.PRICE * revenue * Math.max(0, share - GainRow.TARGET);
    }
  }

  /**
   * @param point of a trial; null for the default
   */
  private Found again(StudyDefinition definition, Trial point, long seed, long profiles) {
    Map<String, Object> values = new LinkedHashMap<>(definition.fixed());
    if (point != null) {
      values.putAll(point.point().values());
    }
    TrainingPlan plan = ((AuctionProblem) definition.problem()).plan(values, seed);
    Engine engine = Engines.best(Device.CPU);
    Training training = plan.start(engine);
    try {
      training.advance(iterations, iterations, TrainingListener.NONE);
    } catch (DivergedException diverged) {
      return new Found(0, 1);
    }
    Evaluation found =
        new Evaluator(plan.setting(), profiles, PROFILES, ATTACKED, StrongAttack.standard())
            .evaluate(
                plan.family()
                    .mechanism(
                        plan.setting(), plan.architecture(), training.weights(), engine.runner()));
    return new Found(found.revenue().mean(), found.regret().mean() / found.revenue().mean());
  }
}
