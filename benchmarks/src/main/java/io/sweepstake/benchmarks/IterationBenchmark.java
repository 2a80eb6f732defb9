package io.sweepstake.benchmarks;

import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Trainer;
import io.sweepstake.core.training.TrainingListener;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Training iterations per second of one core; see {@link Workload}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class IterationBenchmark {
  @Param({"1x2", "2x2", "3x10", "5x10"})
  public String shape;

  @Param({"VECTOR", "SCALAR"})
  public Loops engine;

  private Trainer trainer;

  @Setup
  public void compile() {
    trainer = Workload.of(shape).trainer(engine.get());
  }

  @Benchmark
  public long iteration() throws DivergedException {
    trainer.advance(trainer.iteration() + 1, Long.MAX_VALUE, TrainingListener.NONE);
    return trainer.iteration();
  }
}
