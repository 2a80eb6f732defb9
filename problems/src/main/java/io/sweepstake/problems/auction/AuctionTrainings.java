package io.sweepstake.problems.auction;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.OptimumAlarm;
import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.TrainingCheckpoint;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.problem.Trainings;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trainings of an auction study: each trains a network with the point's hyper-parameters and
 * the trial's seed, and evaluates it.
 *
 * <p>What travels to a worker is small: names, presets, and the warm start's network if there is
 * one.
 *
 * @param settings of the {@link AuctionProblem}
 * @param evaluationSeed of the profiles that judge every trial of the study
 * @param engine that every trial is pinned to; null where the worker's device chooses
 * @param moves whether a checkpoint of another engine goes on
 * @param warmStart the network that trainings start from, as {@link NetworkFile} bytes; null for
 *     none
 */
record AuctionTrainings(
    SortedMap<String, String> settings,
    long evaluationSeed,
    String engine,
    boolean moves,
    byte[] warmStart)
    implements Trainings {
  /** The artifact that holds the trained network. */
  static final String NETWORK = "network.bin";

  /** Where studies had their engine when it was a hyper-parameter. */
  private static final String ENGINE = "engine";

  private static final String BEST_ONCE = "best";

  AuctionTrainings {
    settings = new TreeMap<>(settings);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuctionTrainings that
        && settings.equals(that.settings)
        && evaluationSeed == that.evaluationSeed
        && Objects.equals(engine, that.engine)
        && moves == that.moves
        && Arrays.equals(warmStart, that.warmStart);
  }

  @Override
  public int hashCode() {
    return Objects.hash(settings, evaluationSeed, engine, moves, Arrays.hashCode(warmStart));
  }

  @Override
  public Training start(Trial trial) {
    AuctionProblem problem = new AuctionKind().problem(settings);
    Map<String, Object> values = problem.values(trial);
    Object own = values.remove(ENGINE);
    Optional<String> pinned =
        Optional.ofNullable(engine)
            .or(() -> Optional.ofNullable(own).map(String::valueOf))
            .filter(name -> !name.equals(BEST_ONCE));
    TrainingPlan plan = plan(problem, values, trial.seed());
    Engine chosen =
        pinned
            .map(name -> Engines.named(name, Device.CPU))
            .orElseGet(() -> Engines.best(Device.CPU));
    return new UnderWay(plan, chosen, engine == null ? pinned.isEmpty() : moves);
  }

  private TrainingPlan plan(AuctionProblem problem, Map<String, Object> values, long seed) {
    TrainingPlan plan = problem.plan(values, seed);
    if (!MisreportTraining.IMITATION.equals(values.get(MisreportTraining.WARM_START))) {
      return plan;
    }
    if (warmStart == null) {
      throw new IllegalStateException("warm_start: imitation, but no network was made");
    }
    NetworkFile network = NetworkFile.fromBytes(warmStart);
    if (!network.architecture().equals(plan.architecture())) {
      throw new IllegalStateException(
          "warm_start: the imitating network has hidden layers "
              + network.architecture()
              + ", the trial "
              + plan.architecture());
    }
    return plan.startingFrom(network.weights());
  }

  /** One of them. */
  private final class UnderWay implements Training {
    private final TrainingPlan plan;
    private final Engine chosen;
    private final boolean free;
    private final io.sweepstake.core.training.Training training;

    UnderWay(TrainingPlan plan, Engine chosen, boolean free) {
      this.plan = plan;
      this.chosen = chosen;
      this.free = free;
      training = plan.start(chosen);
    }

    @Override
    public long step() {
      return training.iteration();
    }

    @Override
    public void advance(long until, long every, Listener listener)
        throws io.sweepstake.sweeps.problem.DivergedException {
      try {
        training.advance(
            until, every, news -> listener.measured(news.iteration(), AuctionMetrics.of(news)));
      } catch (DivergedException diverged) {
        training.close();
        throw new io.sweepstake.sweeps.problem.DivergedException(diverged.getMessage(), diverged);
      }
    }

    @Override
    public byte[] checkpoint() {
      return training.checkpoint().toBytes();
    }

    /**
     * Where the device chooses the engine, or a person asked for a move, a checkpoint of another
     * engine goes on, and its row says so; where it is pinned, nothing else will do.
     */
    @Override
    public Optional<String> restore(byte[] checkpoint) {
      TrainingCheckpoint from = TrainingCheckpoint.fromBytes(checkpoint);
      if (!free || from.engine().equals(chosen.name())) {
        training.restore(from);
        return Optional.empty();
      }
      if (from.engine().isEmpty()) { // as versions wrote it whose fingerprint had the engine in it
        try {
          training.restore(from);
          return Optional.empty();
        } catch (IllegalArgumentException another) {
          // Of another engine, or not this trial's, which the next line finds out.
        }
      }
      training.restoreAcrossEngines(from);
      return Optional.of(
          (from.engine().isEmpty()
                  ? "from an engine that it does not name"
                  : "from engine " + from.engine())
              + " to "
              + chosen.name()
              + " at iteration "
              + from.iteration());
    }

    @Override
    public void adopt(byte[] checkpoint) {
      training.adopt(TrainingCheckpoint.fromBytes(checkpoint));
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("engine", chosen.name());
    }

    @Override
    public Result result(long millis) {
      long started = System.nanoTime();
      NetworkWeights weights = training.weights();
      training.close();
      Mechanism mechanism =
          plan.family().mechanism(plan.setting(), plan.architecture(), weights, chosen.runner());
      Evaluation evaluation =
          TrialEvaluation.of(plan.setting(), evaluationSeed).evaluate(plan.setting(), mechanism);
      Metrics metrics =
          AuctionMetrics.ofTrial(plan.setting(), evaluation)
              .with(AuctionMetrics.TRAIN_SECONDS, millis / 1e3)
              .with(
                  AuctionMetrics.EVALUATION_SECONDS,
                  (System.nanoTime() - started) / 1_000_000 / 1e3);
      NetworkFile network =
          new NetworkFile(
              plan.setting().name(),
              plan.setting().bidders(),
              plan.family().name(),
              plan.architecture(),
              weights);
      Map<String, String> attributes = new LinkedHashMap<>();
      OptimumAlarm.of(plan.setting(), evaluation.revenue())
          .ifPresent(alarm -> attributes.put("alarm", alarm));
      return new Result(metrics, attributes, List.of(new Artifact(NETWORK, network.toBytes())));
    }
  }
}
