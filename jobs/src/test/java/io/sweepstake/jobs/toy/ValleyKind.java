package io.sweepstake.jobs.toy;

import io.sweepstake.jobs.config.Fields;
import io.sweepstake.sweeps.problem.DivergedException;
import io.sweepstake.sweeps.problem.Field;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TrainedProblem;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.template.NumberBytes;
import io.sweepstake.sweeps.problem.template.NumberTraining;
import io.sweepstake.sweeps.problem.template.SampledJudge;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/** Which step size and momentum descend Rosenbrock's valley fastest. */
public final class ValleyKind implements ProblemKind {
  static final Tunable<Double> RATE =
      Tunable.searched(FloatParam.log("rate", 1e-5, 1e-2), 1e-3, "length of a step");
  static final Tunable<Double> MOMENTUM =
      Tunable.searched(FloatParam.uniform("momentum", 0, 0.99), 0.9, "what a step keeps");
  static final MetricColumn HEIGHT = MetricColumn.fromZero("height", "m", "above the bottom");
  static final MetricColumn SHAKEN = MetricColumn.fromZero("shaken", "m", "height when shaken");

  @Override
  public String name() {
    return "valley";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.required("steepness", "X", "How steep its sides are."),
        Field.optional("rounds", "N", "Steps of each trial", 1000));
  }

  @Override
  public Problem problem(SortedMap<String, String> settings) {
    SortedMap<String, String> own = own(settings);
    Fields fields = new Fields(own);
    double steepness = fields.real("steepness").getAsDouble();
    return new Valley(own, steepness, fields.number("rounds").getAsLong());
  }

  record Valley(SortedMap<String, String> settings, double steepness, long steps)
      implements TrainedProblem {
    Valley {
      if (steps < 1) {
        throw new IllegalArgumentException("rounds: must be at least 1, was " + steps);
      }
    }

    @Override
    public ProblemKind kind() {
      return new ValleyKind();
    }

    @Override
    public List<Tunable<?>> tunables() {
      return Tunable.presets(settings, RATE, MOMENTUM);
    }

    @Override
    public List<MetricColumn> metrics() {
      return List.of(HEIGHT);
    }

    @Override
    public Objective defaultObjective() {
      return Objective.of(Goal.minimize(HEIGHT.metric()));
    }

    @Override
    public Training start(Map<String, Object> values, long seed) {
      return new Descent(RATE.in(values), MOMENTUM.in(values));
    }

    @Override
    public Optional<Judge> judge(long seed) {
      List<MetricColumn> found = List.of(HEIGHT, SHAKEN);
      return Optional.of(new SampledJudge("shaking", "position", seed, 4, found, this::shaken));
    }

    Metrics shaken(byte[] position, RandomGenerator draw) {
      double[] at = NumberBytes.read(position, 4);
      double by = 0.01 * draw.nextDouble();
      return height(at).with(SHAKEN.metric(), metres(at[0] + by, at[1]));
    }

    Metrics height(double[] at) {
      return Metrics.of(HEIGHT.metric(), metres(at[0], at[1]));
    }

    double metres(double x, double y) {
      return (1 - x) * (1 - x) + steepness * (y - x * x) * (y - x * x);
    }

    @Override
    public List<Reference> references() {
      Metrics none = Metrics.of(HEIGHT.metric(), 0, SHAKEN.metric(), 0);
      return List.of(new Reference("bottom", none, true, "by hand"));
    }

    final class Descent extends NumberTraining {
      private final double rate, momentum;

      Descent(double rate, double momentum) {
        super(-1.2, 1, 0, 0); // x, y and their speeds
        this.rate = rate;
        this.momentum = momentum;
      }

      @Override
      protected void next(double[] at) throws DivergedException {
        double side = 2 * steepness * (at[1] - at[0] * at[0]);
        at[2] = momentum * at[2] + rate * (2 * (1 - at[0]) + 2 * at[0] * side);
        at[3] = momentum * at[3] - rate * side;
        at[0] += at[2];
        at[1] += at[3];
        if (!(metres(at[0], at[1]) < 1e12)) {
          throw new DivergedException("left the valley after step " + step());
        }
      }

      @Override
      protected Metrics measured(double[] at) {
        return height(at);
      }

      @Override
      public Result result(long millis) {
        return Result.of(height(state()), new Artifact("position", NumberBytes.of(state())));
      }
    }
  }
}
