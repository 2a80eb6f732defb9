package io.sweepstake.jobs.toy;

import io.sweepstake.sweeps.problem.DivergedException;
import io.sweepstake.sweeps.problem.Field;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TrainedTrials;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.problem.Trainings;
import io.sweepstake.sweeps.problem.TrialOrder;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Tunable.Role;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.run.TrialFunction;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which step size and momentum descend Rosenbrock's valley fastest. */
public final class ValleyKind implements ProblemKind {
  static final Tunable<Double> RATE = tunable(FloatParam.log("rate", 1e-5, 1e-2), 1e-3);
  static final Tunable<Double> MOMENTUM = tunable(FloatParam.uniform("momentum", 0, 0.99), 0.9);
  static final MetricColumn HEIGHT = MetricColumn.fromZero("height", "m", "above the bottom");
  static final MetricColumn SHAKEN = MetricColumn.fromZero("shaken", "m", "height when shaken");

  static Tunable<Double> tunable(FloatParam range, double preset) {
    return new Tunable<>(range, preset, Role.FREE, true, "of the descent");
  }

  static double height(double x, double y, double steepness) {
    return (1 - x) * (1 - x) + steepness * (y - x * x) * (y - x * x);
  }

  @Override
  public String name() {
    return "valley";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.required("steepness", "X", "How steep its sides are."),
        Field.optional("rounds", "N", "Steps of each trial (default: 1000)."));
  }

  @Override
  public Problem problem(SortedMap<String, String> settings) {
    Map<String, Object> fixed = new TreeMap<>();
    for (Tunable<?> tunable : List.of(RATE, MOMENTUM)) {
      Optional.ofNullable(settings.get("preset." + tunable.name()))
          .ifPresent(value -> fixed.put(tunable.name(), tunable.read(value)));
    }
    return new Valley(
        Double.parseDouble(settings.get("steepness")),
        Long.parseLong(settings.getOrDefault("rounds", "1000")),
        fixed);
  }

  record Valley(double steepness, long steps, Map<String, Object> fixed) implements Problem {
    @Override
    public SortedMap<String, String> settings() {
      SortedMap<String, String> settings =
          new TreeMap<>(
              Map.of("steepness", String.valueOf(steepness), "rounds", String.valueOf(steps)));
      fixed.forEach((name, value) -> settings.put("preset." + name, String.valueOf(value)));
      return settings;
    }

    @Override
    public String name() {
      return "valley-" + steepness;
    }

    @Override
    public Words words() {
      return Words.PLAIN;
    }

    @Override
    public List<Tunable<?>> tunables() {
      return List.of(RATE, MOMENTUM);
    }

    @Override
    public Problem fixing(Map<String, ?> values) {
      return new Valley(steepness, steps, new TreeMap<>(values));
    }

    @Override
    public void check(Map<String, Object> values) {
      if (MOMENTUM.in(values) >= 1) {
        throw new IllegalArgumentException("momentum: must be below 1, was " + values);
      }
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
    public List<Metric> progressMetrics() {
      return List.of(HEIGHT.metric());
    }

    @Override
    public Goal progressGoal(Objective objective) {
      return objective.goals().get(0);
    }

    @Override
    public long judgedFrom() {
      return Math.max(1, steps / 10);
    }

    @Override
    public TrialFunction trials(TrialOrder order) {
      return new TrainedTrials(order.study(), steps, new Descents(steepness, fixed));
    }

    @Override
    public Optional<Judge> judge(long seed) {
      return Optional.of(new Shaking(steepness, seed));
    }

    @Override
    public List<Reference> references() {
      Metrics none = Metrics.of(HEIGHT.metric(), 0, SHAKEN.metric(), 0);
      return List.of(new Reference("bottom", none, true, "by hand"));
    }
  }

  record Descents(double steepness, Map<String, Object> fixed) implements Trainings {
    @Override
    public Training start(Trial trial) {
      Map<String, Object> values = new TreeMap<>(fixed);
      values.putAll(trial.point().values());
      return new Descent(steepness, RATE.in(values), MOMENTUM.in(values));
    }
  }

  static final class Descent implements Training {
    private final double steepness, rate, momentum;
    private double[] at = {0, -1.2, 1, 0, 0}; // step, x, y and their speeds

    Descent(double steepness, double rate, double momentum) {
      this.steepness = steepness;
      this.rate = rate;
      this.momentum = momentum;
    }

    @Override
    public long step() {
      return (long) at[0];
    }

    @Override
    public void advance(long until, long every, Listener listener) throws DivergedException {
      while (at[0] < until) {
        double side = 2 * steepness * (at[2] - at[1] * at[1]);
        at[3] = momentum * at[3] + rate * (2 * (1 - at[1]) + 2 * at[1] * side);
        at[4] = momentum * at[4] - rate * side;
        at[1] += at[3];
        at[2] += at[4];
        double height = height(at[1], at[2], steepness);
        if (!(height < 1e12)) {
          throw new DivergedException("left the valley at step " + step(), null);
        }
        if (++at[0] % every == 0 || at[0] == until) {
          listener.measured(step(), Metrics.of(HEIGHT.metric(), height));
        }
      }
    }

    @Override
    public byte[] checkpoint() {
      ByteBuffer bytes = ByteBuffer.allocate(8 * at.length);
      bytes.asDoubleBuffer().put(at);
      return bytes.array();
    }

    @Override
    public Optional<String> restore(byte[] checkpoint) {
      ByteBuffer.wrap(checkpoint).asDoubleBuffer().get(at);
      return Optional.empty();
    }

    @Override
    public void adopt(byte[] checkpoint) {
      restore(checkpoint);
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("engine", "java");
    }

    @Override
    public Result result(long millis) {
      return new Result(
          Metrics.of(HEIGHT.metric(), height(at[1], at[2], steepness)),
          Map.of(),
          List.of(new Artifact("position.bin", checkpoint())));
    }
  }

  record Shaking(double steepness, long seed) implements Judge {
    @Override
    public String name() {
      return "shaking";
    }

    @Override
    public String artifact() {
      return "position.bin";
    }

    @Override
    public SortedMap<String, Object> identity() {
      return new TreeMap<>(Map.of("seed", seed));
    }

    @Override
    public String fingerprint(byte[] at) {
      return String.valueOf(ByteBuffer.wrap(at).hashCode());
    }

    @Override
    public String fingerprintColumn() {
      return "position";
    }

    @Override
    public int shards(int cores) {
      return 4;
    }

    @Override
    public byte[] shard(byte[] artifact, int shard, int shards) {
      ByteBuffer at = ByteBuffer.wrap(artifact);
      double by = 0.01 * Seeds.generator(seed, "shake", shard).nextDouble();
      return ByteBuffer.allocate(8)
          .putDouble(height(at.getDouble(8) + by, at.getDouble(16), steepness))
          .array();
    }

    @Override
    public Metrics combine(List<byte[]> found) {
      return Metrics.of(
          SHAKEN.metric(),
          found.stream().mapToDouble(each -> ByteBuffer.wrap(each).getDouble()).sorted().sum() / 4);
    }

    @Override
    public List<MetricColumn> metrics() {
      return List.of(SHAKEN);
    }

    @Override
    public List<Metric> shown() {
      return List.of(HEIGHT.metric(), SHAKEN.metric());
    }
  }
}
