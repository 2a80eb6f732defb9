package io.sweepstake.benchmarks.search;

import io.sweepstake.sweeps.sampler.tpe.TpeOptions;
import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds for a whole study in memory: TPE in 40 dimensions, from the first trial on. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class WholeStudyBenchmark {
  @Param("1000")
  public int trials;

  @Param("40")
  public int dimensions;

  @Param("24")
  public int candidates;

  @Benchmark
  public History askAndTellAll() throws Exception {
    return CpuTime.of(this::study);
  }

  private History study() {
    TpeSampler sampler =
        new TpeSampler(TpeOptions.of(Map.of("candidates", String.valueOf(candidates))));
    History history = History.empty(FilledStudy.cube(dimensions));
    long seed = history.spec().seed();
    while (history.told() < trials) {
      Trial asked =
          FilledStudy.asked(
              history,
              sampler.suggest(history, Seeds.generator(seed, "ask", history.size())).orElseThrow());
      history = history.with(asked).with(FilledStudy.completed(asked));
    }
    return history;
  }
}
