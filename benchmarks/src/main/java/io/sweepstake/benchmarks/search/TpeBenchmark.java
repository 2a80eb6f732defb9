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
 * Milliseconds for one more trial of a sequential study: ask TPE for a point in 40 dimensions, and
 * tell its value. The study grows by what is measured, and begins anew with every iteration.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class TpeBenchmark {
  @Param({"1000", "100000"})
  public int finished;

  @Param("40")
  public int dimensions;

  @Param("24")
  public int candidates;

  private History filled;
  private History history;
  private TpeSampler sampler;

  @Setup
  public void fill() {
    filled = FilledStudy.of(FilledStudy.cube(dimensions), finished);
  }

  /** The first question of a sampler reads the whole history; it is not measured here. */
  @Setup(Level.Iteration)
  public void begin() {
    sampler = new TpeSampler(TpeOptions.of(Map.of("candidates", String.valueOf(candidates))));
    history = filled;
    oneMore();
  }

  @Benchmark
  public History askAndTell() throws Exception {
    return CpuTime.of(this::oneMore);
  }

  private History oneMore() {
    Trial asked =
        FilledStudy.asked(
            history,
            sampler
                .suggest(history, Seeds.generator(history.spec().seed(), "ask", history.size()))
                .orElseThrow());
    history = history.with(asked);
    history = history.with(FilledStudy.completed(asked));
    return history;
  }
}
