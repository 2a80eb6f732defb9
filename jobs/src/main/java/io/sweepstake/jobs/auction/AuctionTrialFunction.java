package io.sweepstake.jobs.auction;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.OptimumAlarm;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingCheckpoint;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingMeasurement;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.progress.RunningTrials;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.TrialFunction;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A trial of an auction study: trains a network with the point's hyper-parameters and the trial's
 * seed, and evaluates it.
 *
 * <p>What travels to a worker is small: names, presets, and the warm start's network if there is
 * one.
 *
 * @param study its name, by which a console knows how far its trials have come
 * @param setting its name
 * @param bidders how many
 * @param family its name
 * @param iterations of every training
 * @param presets values of hyper-parameters that the study does not search
 * @param evaluationSeed of the profiles that judge every trial of the study
 * @param warmStart the network that trainings start from; null for none
 */
public record AuctionTrialFunction(
    String study,
    String setting,
    int bidders,
    String family,
    long iterations,
    Map<String, Object> presets,
    long evaluationSeed,
    WarmStartNetwork warmStart)
    implements TrialFunction {
  /** The artifact that holds the trained network. */
  public static final String NETWORK = "network.bin";

  /**
   * The attribute of a trial that trained anew what it had trained, because its checkpoint was
   * damaged: why.
   */
  public static final String BEGAN_AGAIN = "began_again";

  private static final int MEASUREMENTS = 20;
  private static final int NEWS = 200;

  public AuctionTrialFunction {
    presets = new LinkedHashMap<>(presets);
  }

  /**
   * The parameters in which trials of one pack must agree: all but what can differ from trial to
   * trial at no cost, rates, prices and other real numbers.
   */
  public static Set<String> shape(SearchSpace space) {
    return space.params().stream()
        .filter(param -> !(param instanceof FloatParam))
        .map(Param::name)
        .collect(Collectors.toSet());
  }

  @Override
  public List<Trial> advance(List<Trial> pack, Rung upTo) {
    List<Trial> rows = new ArrayList<>();
    for (Trial trial : pack) {
      RunningTrials.at(study, trial.number(), 0, iterations);
      try {
        rows.add(advance(trial, upTo));
      } catch (DivergedException diverged) {
        rows.add(
            trial
                .withProvenance(provenance(EngineChoice.kernels(values(trial))))
                .failed(TrialState.Cause.DIVERGED, diverged.getMessage(), Instant.now()));
      } finally {
        RunningTrials.left(study, trial.number());
      }
    }
    return rows;
  }

  private Trial advance(Trial trial, Rung upTo) throws DivergedException {
    long started = System.nanoTime();
    Setting of = Settings.named(setting, OptionalInt.of(bidders));
    Kernels kernels = EngineChoice.kernels(values(trial));
    TrainingPlan plan = plan(of, trial);
    Start start = start(trial, plan, kernels);
    Training training = start.training();
    List<Measurement> measured = new ArrayList<>();
    long before =
        trial.curve().isEmpty() ? 0 : trial.curve().get(trial.curve().size() - 1).wallMillis();
    long until = Math.min(upTo.step(), iterations);
    long every = Math.max(1, iterations / MEASUREMENTS);
    TrainingListener listener =
        news -> measured.add(measurement(news, before + millisSince(started)));
    // The last multiple of the period; a rung beyond it gets a measurement of its own.
    long regular = until - until % every;
    while (training.iteration() < until && !Thread.currentThread().isInterrupted()) {
      // In small steps, so that a console hears of them; measured every so many.
      boolean last = training.iteration() >= regular;
      training.advance(
          Math.min(last ? until : regular, training.iteration() + NEWS),
          last ? until : every,
          listener);
      RunningTrials.at(study, trial.number(), training.iteration(), iterations);
    }
    Trial advanced = trial.withProvenance(provenance(kernels, trial, start.damage()));
    for (Measurement each : measured) {
      // Without its checkpoint a trial trains once more what it has measured.
      advanced = each.step() > trial.reached() ? advanced.measured(each) : advanced;
    }
    if (training.iteration() < until) {
      // What it measured until its deadline is worth keeping.
      return advanced.failed(
          TrialState.Cause.CANCELLED,
          "interrupted at iteration " + training.iteration(),
          Instant.now());
    }
    if (training.iteration() < iterations) {
      byte[] checkpoint = training.checkpoint().toBytes();
      WarmTrainings.OF_THIS_PROCESS.keep(checkpoint, training);
      return advanced.withArtifacts(List.of(new Artifact(Artifact.CHECKPOINT, checkpoint)));
    }
    double trainSeconds = (before + millisSince(started)) / 1e3;
    return evaluated(advanced, plan, training.weights(), kernels, trainSeconds);
  }

  /**
   * A training that stands where the trial goes on from.
   *
   * @param damage why it could not go on from its checkpoint and begins again; null if it could
   */
  private record Start(Training training, String damage) {}

  /** Takes up the trial's checkpoint, or the one of another that it goes on from. */
  private static Start start(Trial trial, TrainingPlan plan, Kernels kernels) {
    Optional<byte[]> saved =
        trial.artifacts().stream()
            .filter(artifact -> artifact.name().equals(Artifact.CHECKPOINT))
            .findFirst()
            .map(Artifact::content);
    Optional<Lineage> origin = trial.ask().origin();
    if (origin.isPresent() && saved.isEmpty()) {
      throw new IllegalStateException(goesOn(trial, origin.get()) + "whose checkpoint is gone");
    }
    if (saved.isEmpty()) {
      return new Start(plan.start(kernels), null);
    }
    if (origin.isPresent() && trial.curve().isEmpty()) {
      Training training = plan.start(kernels);
      try {
        training.adopt(TrainingCheckpoint.fromBytes(saved.get()));
      } catch (IllegalArgumentException unusable) {
        throw new IllegalStateException(
            goesOn(trial, origin.get()) + "which cannot be used: " + unusable.getMessage(),
            unusable);
      }
      return new Start(training, null);
    }
    Optional<Training> warm = WarmTrainings.OF_THIS_PROCESS.take(saved.get());
    if (warm.isPresent()) {
      return new Start(warm.get(), null);
    }
    Training training = plan.start(kernels);
    try {
      training.restore(TrainingCheckpoint.fromBytes(saved.get()));
    } catch (IllegalArgumentException unusable) {
      if (origin.isPresent()) {
        // Its first iterations were another's.
        throw new IllegalStateException(
            "trial " + trial.number() + ": its checkpoint cannot be used: " + unusable.getMessage(),
            unusable);
      }
      return new Start(training, unusable.getMessage());
    }
    return new Start(training, null);
  }

  private static String goesOn(Trial trial, Lineage origin) {
    return "trial "
        + trial.number()
        + ": goes on from trial "
        + origin.parent()
        + " at iteration "
        + origin.step()
        + ", ";
  }

  private Trial evaluated(
      Trial trial,
      TrainingPlan plan,
      NetworkWeights weights,
      Kernels kernels,
      double trainSeconds) {
    long started = System.nanoTime();
    Mechanism mechanism =
        plan.family()
            .mechanism(plan.setting(), plan.architecture(), weights, NetworkMechanism.on(kernels));
    Evaluation evaluation =
        TrialEvaluation.of(plan.setting(), evaluationSeed).evaluate(plan.setting(), mechanism);
    Metrics metrics =
        AuctionMetrics.of(plan.setting(), evaluation)
            .with(AuctionMetrics.TRAIN_SECONDS, trainSeconds)
            .with(AuctionMetrics.EVALUATION_SECONDS, millisSince(started) / 1e3);
    NetworkFile network = new NetworkFile(setting, bidders, family, plan.architecture(), weights);
    Provenance provenance = trial.provenance();
    Optional<String> alarm = OptimumAlarm.of(plan.setting(), evaluation.revenue());
    if (alarm.isPresent()) {
      provenance = provenance.with("alarm", alarm.get());
    }
    return trial
        .withProvenance(provenance)
        .withArtifacts(List.of(new Artifact(NETWORK, network.toBytes())))
        .completed(metrics, Instant.now());
  }

  private Map<String, Object> values(Trial trial) {
    Map<String, Object> values = new LinkedHashMap<>(presets);
    values.putAll(trial.point().values());
    return values;
  }

  private TrainingPlan plan(Setting of, Trial trial) {
    Map<String, Object> values = values(trial);
    MechanismFamily chosen = MechanismFamilies.named(family);
    TrainingPlan plan = new AuctionTraining(of, chosen, iterations).spec(values, trial.seed());
    if (!AuctionParams.IMITATION.equals(values.get(AuctionParams.WARM_START))) {
      return plan;
    }
    if (warmStart == null) {
      throw new IllegalStateException("warm_start: imitation, but no network was made");
    }
    NetworkFile network = warmStart.network();
    if (!network.architecture().equals(plan.architecture())) {
      throw new IllegalStateException(
          "warm_start: the imitating network has hidden layers "
              + network.architecture()
              + ", the trial "
              + plan.architecture());
    }
    return plan.startingFrom(network.weights());
  }

  private static Measurement measurement(TrainingMeasurement measured, long wallMillis) {
    return new Measurement(measured.iteration(), AuctionMetrics.of(measured), wallMillis);
  }

  private static Provenance provenance(Kernels kernels) {
    return Provenance.ofThisProcess()
        .with("engine", kernels.name())
        .with("pid", String.valueOf(ProcessHandle.current().pid()));
  }

  private static Provenance provenance(Kernels kernels, Trial trial, String damage) {
    String earlier = trial.provenance().attributes().get(BEGAN_AGAIN);
    String beganAgain = damage == null ? earlier : damage;
    return beganAgain == null
        ? provenance(kernels)
        : provenance(kernels).with(BEGAN_AGAIN, beganAgain);
  }

  private static long millisSince(long started) {
    return (System.nanoTime() - started) / 1_000_000;
  }
}
