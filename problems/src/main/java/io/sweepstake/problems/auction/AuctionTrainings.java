package io.sweepstake.problems.auction;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.problems.auction.hyperparameter.MisreportTraining;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.problem.TrainingPack;
import io.sweepstake.sweeps.problem.Trainings;
import io.sweepstake.sweeps.study.Trial;
import java.util.Arrays;
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
 * @param engine that every trial is pinned to; null where the worker's device chooses; with {@link
 *     #OR_CPU} behind it where the processor takes over what fails there
 * @param moves whether a checkpoint of another engine goes on
 * @param warmStart the network that trainings start from, as {@link NetworkFile} bytes; null for
 *     none
 * @param truthful whether each trial's network is made truthful too, and that is measured
 */
record AuctionTrainings(
    SortedMap<String, String> settings,
    long evaluationSeed,
    String engine,
    boolean moves,
    byte[] warmStart,
    boolean truthful)
    implements Trainings {
  /** The artifact that holds the trained network. */
  static final String NETWORK = "network.bin";

  /** That which holds its truthful version, where one is made. */
  static final String TRUTHFUL = "truthful.bin";

  /** Where studies had their engine when it was a hyper-parameter. */
  private static final String ENGINE = "engine";

  private static final String BEST_ONCE = "best";

  /** Behind the name of an engine: what fails there goes on on the processor. */
  private static final String OR_CPU = ",cpu";

  AuctionTrainings {
    settings = new TreeMap<>(settings);
    moves = moves || orCpu(engine);
  }

  /** The same of another auction. */
  AuctionTrainings of(SortedMap<String, String> other) {
    return new AuctionTrainings(other, evaluationSeed, engine, moves, warmStart, truthful);
  }

  private static boolean orCpu(String engine) {
    return engine != null && engine.endsWith(OR_CPU);
  }

  /** The name of an engine without what takes over from it. */
  static String named(String engine) {
    return orCpu(engine) ? engine.substring(0, engine.length() - OR_CPU.length()) : engine;
  }

  @Override
  public Optional<Trainings> instead() {
    return orCpu(engine)
        ? Optional.of(
            new AuctionTrainings(settings, evaluationSeed, null, true, warmStart, truthful))
        : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuctionTrainings that
        && settings.equals(that.settings)
        && evaluationSeed == that.evaluationSeed
        && Objects.equals(engine, that.engine)
        && moves == that.moves
        && truthful == that.truthful
        && Arrays.equals(warmStart, that.warmStart);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        settings, evaluationSeed, engine, moves, Arrays.hashCode(warmStart), truthful);
  }

  @Override
  public Training start(Trial trial) {
    AuctionProblem problem = new AuctionKind().auction(settings);
    Optional<String> pinned = pinned(problem, trial);
    TrainingPlan plan = plan(problem, trial);
    Engine chosen =
        pinned
            .map(name -> Engines.named(name, Device.CPU))
            .orElseGet(() -> Engines.best(Device.CPU));
    boolean free = engine == null ? pinned.isEmpty() : moves;
    return new AuctionPack(List.of(plan), chosen, free, evaluationSeed, truthful).members().get(0);
  }

  /** Together where that fills a device; a processor trains them one after the other. */
  @Override
  public Optional<TrainingPack> start(List<Trial> trials) {
    if (!packs()) {
      return Optional.empty();
    }
    AuctionProblem problem = new AuctionKind().auction(settings);
    Engine chosen = Engines.named(named(engine), Device.CPU);
    List<TrainingPlan> plans = trials.stream().map(trial -> plan(problem, trial)).toList();
    return Optional.of(new AuctionPack(plans, chosen, moves, evaluationSeed, truthful));
  }

  private boolean packs() {
    return engine != null && !engine.equals(BEST_ONCE) && Engines.packs(named(engine));
  }

  @Override
  public int capacity(Trial like) {
    return packs()
        ? io.sweepstake.core.training.TrainingPack.capacity(
            plan(new AuctionKind().auction(settings), like),
            Engines.named(named(engine), Device.CPU))
        : 1;
  }

  private Optional<String> pinned(AuctionProblem problem, Trial trial) {
    Object own = problem.values(trial).get(ENGINE);
    return Optional.ofNullable(named(engine))
        .or(() -> Optional.ofNullable(own).map(String::valueOf))
        .filter(name -> !name.equals(BEST_ONCE));
  }

  private TrainingPlan plan(AuctionProblem problem, Trial trial) {
    Map<String, Object> values = problem.values(trial);
    values.remove(ENGINE);
    TrainingPlan plan = problem.plan(values, trial.seed());
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
}
