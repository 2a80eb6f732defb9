package io.sweepstake.problems.repeated;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.payment.PaymentFile;
import io.sweepstake.core.payment.PaymentSpec;
import io.sweepstake.core.payment.PaymentTraining;
import io.sweepstake.core.payment.Round;
import io.sweepstake.core.repeated.Outcome;
import io.sweepstake.core.repeated.PaymentRule;
import io.sweepstake.sweeps.problem.DivergedException;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.problem.Trainings;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trainings of a study of payment rules.
 *
 * @param settings of the {@link RepeatedProblem}
 * @param settlingSeed of the bidders who settle under every trial's rule at its end
 * @param engine that every trial is pinned to; null where the worker's device chooses
 * @param moves whether a checkpoint of another engine goes on
 */
record RuleTrainings(
    SortedMap<String, String> settings, long settlingSeed, String engine, boolean moves)
    implements Trainings {
  /** The artifact that holds the learned rule. */
  static final String RULE = "rule.bin";

  RuleTrainings {
    settings = new TreeMap<>(settings);
  }

  @Override
  public Training start(Trial trial) {
    RepeatedProblem problem = new RepeatedKind().problem(settings);
    Engine chosen = engine == null ? Engines.best(Device.CPU) : Engines.named(engine, Device.CPU);
    return new UnderWay(
        problem, problem.plan(problem.values(trial), trial.seed()), chosen.kernels());
  }

  /** One of them; its steps are rounds. */
  private final class UnderWay implements Training {
    private final RepeatedProblem problem;
    private final PaymentSpec spec;
    private final Kernels kernels;
    private final PaymentTraining training;

    UnderWay(RepeatedProblem problem, PaymentSpec spec, Kernels kernels) {
      this.problem = problem;
      this.spec = spec;
      this.kernels = kernels;
      training = new PaymentTraining(spec, kernels);
    }

    @Override
    public long step() {
      return training.round();
    }

    @Override
    public void advance(long until, long every, Listener listener) throws DivergedException {
      while (training.round() < until && !Thread.currentThread().isInterrupted()) {
        Round round = training.next();
        if (!training.weights().finite()) {
          throw new DivergedException(
              "the network's weights are not finite after round " + training.round());
        }
        if (training.round() % every == 0) {
          listener.measured(training.round(), RepeatedMetrics.of(round));
        }
      }
    }

    @Override
    public byte[] checkpoint() {
      return training.checkpoint();
    }

    @Override
    public Optional<String> restore(byte[] checkpoint) {
      String from = training.restore(checkpoint);
      if (from.equals(kernels.name())) {
        return Optional.empty();
      }
      if (!moves) {
        throw new IllegalArgumentException(
            "checkpoint: must be of engine " + kernels.name() + ", was of " + from);
      }
      return Optional.of(
          "from engine " + from + " to " + kernels.name() + " at round " + training.round());
    }

    @Override
    public void adopt(byte[] checkpoint) {
      training.adopt(checkpoint);
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("engine", kernels.name());
    }

    @Override
    public Result result(long millis) {
      long started = System.nanoTime();
      PaymentRule rule = training.rule();
      Settling settling = problem.settling();
      Outcome truth = settling.truth(rule);
      Metrics metrics =
          RepeatedMetrics.of(settling.outcome(rule, settlingSeed))
              .with(RepeatedMetrics.REVENUE_AT_TRUTH.metric(), truth.revenue())
              .with(RepeatedMetrics.GAIN_AT_TRUTH.metric(), truth.exploitability())
              .with(RepeatedMetrics.TRAIN_SECONDS.metric(), millis / 1e3)
              .with(RepeatedMetrics.SETTLING_SECONDS.metric(), (System.nanoTime() - started) / 1e9);
      PaymentFile file =
          new PaymentFile(problem.setting(), spec.net(), training.weights(), training.rounds());
      return new Result(metrics, Map.of(), List.of(new Artifact(RULE, file.toBytes())));
    }
  }
}
