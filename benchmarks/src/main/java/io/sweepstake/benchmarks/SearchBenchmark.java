package io.sweepstake.benchmarks;

import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One ask and one tell of the Parzen estimator, in a study that grows with every call: what a
 * driver pays per trial. Every fourth parameter is a whole number when {@code kind} is {@code
 * mixed}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SearchBenchmark {
  private static final Metric LOSS = Metric.of("loss");

  @Param({"5", "40"})
  int dimensions;

  @Param({"100", "1000", "100000"})
  int trials;

  @Param({"float", "mixed"})
  String kind;

  private Sampler sampler;
  private History full;
  private History history;

  @Setup(Level.Trial)
  public void fill() {
    List<io.sweepstake.sweeps.space.Param<?>> params = new ArrayList<>();
    for (int k = 0; k < dimensions; k++) {
      params.add(
          kind.equals("mixed") && k % 4 == 0
              ? IntParam.uniform("x" + k, 1, 50)
              : FloatParam.uniform("x" + k, 0, 1));
    }
    StudySpec spec =
        StudySpec.of(
            "benchmark", new SearchSpace(params, Map.of()), Objective.of(Goal.minimize(LOSS)), 1);
    // A model's points as far as time allows, since they crowd as those of a real study do.
    full = History.empty(spec);
    Sampler random = new RandomSampler();
    sampler = new TpeSampler();
    for (int k = 0; k < trials; k++) {
      full = askAndTell(k < 1000 ? sampler : random, full);
    }
    sampler = new TpeSampler();
    askAndTell(sampler, full);
  }

  /** Keeps the study near its nominal size. */
  @Setup(Level.Iteration)
  public void reset() {
    history = full;
  }

  @Benchmark
  public History askAndTell() {
    if (history.size() > trials + Math.max(50, trials / 10)) {
      history = full;
    }
    history = askAndTell(sampler, history);
    return history;
  }

  private static History askAndTell(Sampler sampler, History history) {
    long seed = history.spec().seed();
    Suggestion suggestion =
        sampler.suggest(history, Seeds.generator(seed, "ask", history.size())).orElseThrow();
    Trial trial =
        Trial.asked(
            history.size(),
            suggestion.point(),
            seed,
            new Ask(history.told(), suggestion.source()),
            Instant.EPOCH);
    double loss = 0;
    double[] unit = suggestion.point().encode();
    for (int k = 0; k < unit.length; k++) {
      loss += (unit[k] - 0.3) * (unit[k] - 0.3);
    }
    return history.with(trial).with(trial.completed(Metrics.of(LOSS, loss), Instant.EPOCH));
  }
}
