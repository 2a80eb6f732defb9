package io.sweepstake.benchmarks.search;

import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds to open and close a study of 20 parameters that is kept in Parquet files. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class OpeningBenchmark {
  @Param("100000")
  public int finished;

  private TemporaryStudy directory;

  @Setup
  public void write() throws IOException {
    directory = new TemporaryStudy();
    directory.write(FilledStudy.of(FilledStudy.cube(20), finished));
  }

  @Benchmark
  public History open() throws Exception {
    return CpuTime.of(this::opened);
  }

  private History opened() {
    try (ParquetTrialStore store =
        ParquetTrialStore.open(directory.path(), new Configuration(false))) {
      return store.read().history();
    }
  }

  @TearDown
  public void delete() throws IOException {
    directory.close();
  }
}
