package io.sweepstake.benchmarks.pruning;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingMeasurement;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.problems.auction.AuctionProblem;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trainings at random points of the space that a sweep of a setting has by default. */
record CurveCell(String setting, long iterations) {
  /** What a final evaluation takes, as the finalists' does with half the profiles. */
  private static final int PROFILES = 65_536;

  private static final int ATTACKED = 1_024;

  /** What would be bearable at every rung. */
  private static final int PROFILES_ON_THE_WAY = 16_384;

  private static final int ATTACKED_ON_THE_WAY = 128;

  /** The first so many of its trials. */
  List<Trial> trials(int count) {
    return Study.inMemory(definition().spec()).ask(count);
  }

  private StudyDefinition definition() {
    return StudyDefinition.of(
        SweepConfig.of(
            Map.of(
                "setting",
                setting,
                "iterations",
                iterations,
                "trials",
                1,
                "sampler",
                "random",
                "seed",
                1,
                "study",
                "unused")));
  }

  /** Runs one of them through. */
  Curve curve(Trial trial) {
    StudyDefinition definition = definition();
    Map<String, Object> values = new LinkedHashMap<>(definition.fixed());
    trial.point().values().forEach(values::put);
    TrainingPlan plan = ((AuctionProblem) definition.problem()).plan(values, trial.seed());
    Engine engine = Engines.best(Device.CPU);
    Training training = plan.start(engine);
    List<Stand> stands = new ArrayList<>();
    try {
      for (int k = 1; k <= Curve.STANDS; k++) {
        long until = iterations * k / Curve.STANDS;
        List<TrainingMeasurement> measured = new ArrayList<>();
        training.advance(until, until - training.iteration(), measured::add);
        TrainingMeasurement last = measured.get(measured.size() - 1);
        Evaluation now = judged(plan, training, engine, PROFILES_ON_THE_WAY, ATTACKED_ON_THE_WAY);
        stands.add(
            new Stand(last.revenue(), last.regret(), now.revenue().mean(), now.regret().mean()));
      }
    } catch (DivergedException diverged) {
      return new Curve(setting, iterations, trial.number(), List.of(), Double.NaN, Double.NaN);
    }
    Evaluation end = judged(plan, training, engine, PROFILES, ATTACKED);
    return new Curve(
        setting,
        iterations,
        trial.number(),
        stands,
        end.revenue().mean(),
        end.regret().mean() / end.revenue().mean());
  }

  private static Evaluation judged(
      TrainingPlan plan, Training training, Engine engine, int profiles, int attacked) {
    // Others on the way than at the end.
    return new Evaluator(plan.setting(), attacked, profiles, attacked, StrongAttack.standard())
        .evaluate(
            plan.family()
                .mechanism(
                    plan.setting(), plan.architecture(), training.weights(), engine.runner()));
  }
}
