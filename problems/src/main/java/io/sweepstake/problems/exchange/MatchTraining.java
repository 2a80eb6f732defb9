package io.sweepstake.problems.exchange;

import io.sweepstake.core.descent.Adam;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.PoolEvaluator;
import io.sweepstake.core.exchange.PoolOutcome;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.loss.RegretTarget;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.matchnet.LearnedMatching;
import io.sweepstake.core.matchnet.MatchNet;
import io.sweepstake.core.matchnet.MatchNetFile;
import io.sweepstake.core.matchnet.MatchPlan;
import io.sweepstake.core.matchnet.MatchTrainer;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.training.TrainingCheckpoint;
import io.sweepstake.sweeps.problem.DivergedException;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A matching network under way, and its hyper-parameters. */
final class MatchTraining implements Training {
  private static final String TARGET = "target";
  private static final String LAGRANGIAN = "lagrangian";

  static final Tunable<Double> REGRET_TARGET =
      free(FloatParam.log("regret_target", 5e-3, 0.5), ExchangeProblem.REGRET, "regret aimed at");
  private static final Tunable<String> LOSS =
      start(
          CategoricalParam.of("loss", LAGRANGIAN, TARGET),
          LAGRANGIAN,
          "how regret is priced: by an augmented Lagrangian, or to a target");
  private static final Tunable<Double> LAMBDA =
      startSearched(FloatParam.log("lambda0", 0.1, 10), 1.0, "price of regret at the start");
  private static final Tunable<Double> RHO =
      free(FloatParam.log("rho0", 0.1, 20), 1.0, "penalty of the augmented Lagrangian");
  private static final Tunable<Double> GAMMA =
      free(FloatParam.log("gamma", 0.01, 0.3), 0.05, "pace of the price while a budget rules it");
  private static final Tunable<Double> LEARNING_RATE =
      Tunable.searched(
          FloatParam.log("learning_rate", 3e-4, 1e-2), 2e-3, "Adam's step size at the start");
  private static final Tunable<Double> LEARNING_RATE_END =
      free(FloatParam.log("learning_rate_end", 1e-6, 1e-3), 1e-5, "and at the end, after a cosine");
  private static final Tunable<Double> STRENGTH =
      startSearched(
          FloatParam.log("strength", 1, 10), 4.0, "what the network can add to a structure, pairs");
  private static final Tunable<Double> CURVATURE =
      startSearched(
          FloatParam.log("curvature", 0.03, 1), 0.2, "k of the layer: how far it spreads matches");
  private static final Tunable<Double> BONUS =
      startSearched(
          FloatParam.uniform("bonus", 0, 2), 0.0, "what structures within a hospital have more");
  private static final Tunable<Integer> DRAWS =
      free(IntParam.uniform("hiding_draws", 2, 16), 6, "whole reports tried anew at each visit");
  private static final Tunable<Integer> STEPS =
      free(IntParam.uniform("hiding_steps", 0, 10), 0, "ascents from the best of them");
  private static final Tunable<Double> RATE =
      free(FloatParam.log("hiding_rate", 0.05, 2), 0.5, "their length, in pairs");
  private static final Tunable<Double> MISREPORTER =
      new Tunable<>(
          FloatParam.log("misreporter", 1e-4, 1e-2),
          0.0,
          Tunable.Role.SHAPE,
          false,
          "step size of networks that learn what to hide; 0 for none");
  private static final Tunable<Integer> BATCH =
      shape(IntParam.stepped("batch", 64, 256, 64), 64, "pools of an iteration");
  private static final Tunable<Integer> POOLS =
      shape(IntParam.log("pools", 1024, 32_768), 8192, "pools that a training has");
  private static final Tunable<Integer> WIDTH =
      shape(IntParam.log("width", 16, 256), 128, "units of a hidden layer");
  private static final Tunable<Integer> DEPTH =
      shape(IntParam.uniform("depth", 1, 4), 3, "hidden layers");

  /** Fresh pools that a probe of regret looks at. */
  private static final int PROBED = 192;

  /** Pools on which a trial is measured; the same for all. */
  private static final int MEASURED = 256;

  private final MatchPlan plan;
  private final Kernels kernels = Loops.best().get();
  private final MatchTrainer trainer;

  MatchTraining(MatchPlan plan) {
    this.plan = plan;
    trainer = new MatchTrainer(plan, kernels);
  }

  private static <T> Tunable<T> free(Param<T> range, T preset, String meaning) {
    return new Tunable<>(range, preset, Tunable.Role.FREE, false, meaning);
  }

  private static <T> Tunable<T> start(Param<T> range, T preset, String meaning) {
    return new Tunable<>(range, preset, Tunable.Role.SHAPE, false, meaning);
  }

  private static <T> Tunable<T> startSearched(Param<T> range, T preset, String meaning) {
    return new Tunable<>(range, preset, Tunable.Role.START, true, meaning);
  }

  private static <T> Tunable<T> shape(Param<T> range, T preset, String meaning) {
    return new Tunable<>(range, preset, Tunable.Role.SHAPE, false, meaning);
  }

  static List<Tunable<?>> tunables(Map<String, String> settings) {
    return Tunable.presets(
        settings,
        LEARNING_RATE,
        LAMBDA,
        STRENGTH,
        CURVATURE,
        BONUS,
        LOSS,
        REGRET_TARGET,
        GAMMA,
        RHO,
        LEARNING_RATE_END,
        DRAWS,
        STEPS,
        RATE,
        MISREPORTER,
        BATCH,
        POOLS,
        WIDTH,
        DEPTH);
  }

  /**
   * What these values ask for.
   *
   * @throws IllegalArgumentException naming the first that cannot be used
   */
  static MatchPlan plan(
      ExchangeSetting setting, Map<String, ?> values, long iterations, long seed) {
    double price = LAMBDA.in(values);
    TrainingLoss loss =
        LOSS.in(values).equals(LAGRANGIAN)
            ? new AugmentedLagrangian(price, RHO.in(values), 0, 100, 100)
            : new RegretTarget(
                price,
                GAMMA.in(values),
                Math.min(0.99, 6 * REGRET_TARGET.in(values)),
                REGRET_TARGET.in(values),
                0,
                0.6,
                PROBED);
    LearningRate rate = new LearningRate(LEARNING_RATE.in(values), LEARNING_RATE_END.in(values));
    return new MatchPlan(
        setting,
        new MatchNet(
            WIDTH.in(values),
            DEPTH.in(values),
            STRENGTH.in(values),
            CURVATURE.in(values),
            BONUS.in(values)),
        loss,
        new Descent(new Adam(), rate, 0),
        iterations,
        BATCH.in(values),
        POOLS.in(values),
        new MatchPlan.Hiding(
            DRAWS.in(values), STEPS.in(values), RATE.in(values), MISREPORTER.in(values)),
        seed);
  }

  @Override
  public long step() {
    return trainer.iteration();
  }

  @Override
  public void advance(long until, long every, Listener listener) throws DivergedException {
    while (trainer.iteration() < until) {
      try {
        trainer.step();
      } catch (io.sweepstake.core.training.DivergedException diverged) {
        throw new DivergedException(diverged.getMessage(), diverged);
      }
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      if (trainer.iteration() % every == 0) {
        listener.measured(trainer.iteration(), measured());
      }
    }
  }

  private Metrics measured() {
    return Metrics.of(
            ExchangeMetrics.TRAIN_WELFARE.metric(),
            trainer.welfare() / Math.max(1e-9, trainer.maximum()),
            ExchangeMetrics.TRAIN_REGRET.metric(),
            trainer.regret())
        .with(ExchangeMetrics.REGRET_PRICE.metric(), trainer.price());
  }

  @Override
  public byte[] checkpoint() {
    return trainer.checkpoint().toBytes();
  }

  @Override
  public Optional<String> restore(byte[] bytes) {
    TrainingCheckpoint checkpoint = TrainingCheckpoint.fromBytes(bytes);
    trainer.restore(checkpoint);
    return checkpoint.engine().equals(kernels.name())
        ? Optional.empty()
        : Optional.of(
            "from engine "
                + checkpoint.engine()
                + " to "
                + kernels.name()
                + " at iteration "
                + checkpoint.iteration());
  }

  @Override
  public void adopt(byte[] checkpoint) {
    trainer.adopt(TrainingCheckpoint.fromBytes(checkpoint));
  }

  @Override
  public Map<String, String> attributes() {
    return Map.of("engine", kernels.name());
  }

  @Override
  public Result result(long millis) {
    ExchangeSetting setting = plan.setting();
    PoolEvaluator evaluator =
        new PoolEvaluator(
            setting, new LearnedMatching(setting, plan.net(), trainer.weights(), kernels));
    long stream = Seeds.derive(0, "measured", 0);
    List<PoolOutcome> outcomes = new ArrayList<>();
    for (int k = 0; k < MEASURED; k++) {
      outcomes.add(evaluator.evaluate(setting.pool(stream, k)));
    }
    Metrics metrics = ExchangeMetrics.brief(outcomes);
    for (var one : measured().asMap().entrySet()) {
      metrics = metrics.with(one.getKey(), one.getValue());
    }
    MatchNetFile file =
        new MatchNetFile(setting.name(), setting.hospitals(), plan.net(), trainer.weights());
    return Result.of(
        metrics.with(ExchangeMetrics.TRAIN_SECONDS.metric(), millis / 1e3),
        new Artifact(ExchangeProblem.NETWORK, file.toBytes()));
  }
}
