package io.sweepstake.benchmarks.search;

import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
  private static final int ROWS_OF_A_COMMIT = 2_000;

  @Param("100000")
  public int finished;

  private java.nio.file.Path directory;
  private Path study;
  private Configuration configuration;

  @Setup
  public void write() throws IOException {
    directory = Files.createTempDirectory("opening");
    study = new Path(directory.resolve("study").toUri());
    configuration = new Configuration();
    StudySpec spec = FilledStudy.cube(20);
    List<Trial> trials = FilledStudy.of(spec, finished).trials();
    try (ParquetTrialStore store = ParquetTrialStore.create(study, configuration, spec)) {
      Snapshot snapshot = store.read();
      for (int from = 0; from < finished; from += ROWS_OF_A_COMMIT) {
        List<Trial> rows = trials.subList(from, Math.min(finished, from + ROWS_OF_A_COMMIT));
        snapshot = store.commit(snapshot, rows);
      }
    }
  }

  @Benchmark
  public History open() {
    try (ParquetTrialStore store = ParquetTrialStore.open(study, configuration)) {
      return store.read().history();
    }
  }

  @TearDown
  public void delete() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(java.nio.file.Path::toFile).forEach(File::delete);
    }
  }
}
