package io.sweepstake.benchmarks.search;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.run.trial.Evaluation;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.store.InMemoryTrialStore;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Milliseconds for a whole sweep of trials that cost nothing: random points in 5 dimensions, asked,
 * committed, run on a thread, told and committed, the study closed. With the Parquet store every
 * commit is on the disk before the sweep goes on.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class SweepBenchmark {
  @Param({"parquet", "memory"})
  public String store;

  @Param({"1", "8"})
  public int workers;

  @Param("10000")
  public int trials;

  private TemporaryStudy study;

  @Setup(Level.Invocation)
  public void begin() throws IOException {
    study = new TemporaryStudy();
  }

  @Benchmark
  public History run() throws Exception {
    return CpuTime.of(this::sweep);
  }

  private History sweep() throws InterruptedException {
    StudySpec spec = FilledStudy.cube(5);
    try (TrialStore open =
            store.equals("parquet")
                ? ParquetTrialStore.create(study.path(), new Configuration(false), spec)
                : new InMemoryTrialStore(spec);
        ThreadTrialExecutor executor =
            new ThreadTrialExecutor(Evaluation.eachTrial(FilledStudy::loss), workers)) {
      return new Sweep(
              open,
              new RandomSampler(),
              new NoPruner(),
              executor,
              SweepPlan.asynchronous(Budget.total(trials), workers),
              SweepListener.SILENT)
          .run();
    }
  }

  @TearDown(Level.Invocation)
  public void end() throws IOException {
    study.close();
  }
}
