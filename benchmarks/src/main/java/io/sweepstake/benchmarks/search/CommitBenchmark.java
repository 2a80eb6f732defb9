package io.sweepstake.benchmarks.search;

import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.List;
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
 * Milliseconds for one trial at a random point of 20 parameters in a study that has many already:
 * asked and told, durable at both. What is done now and then is in it, that trials move to the
 * table and parts of it are merged; only the text files for people are written more rarely than
 * this measures.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class CommitBenchmark {
  @Param({"10000", "100000"})
  public int finished;

  private final RandomSampler sampler = new RandomSampler();
  private TemporaryStudy directory;
  private ParquetTrialStore store;
  private Snapshot snapshot;

  @Setup
  public void write() throws IOException {
    directory = new TemporaryStudy();
    directory.write(FilledStudy.of(FilledStudy.cube(20), finished));
  }

  @Setup(Level.Iteration)
  public void open() {
    store = ParquetTrialStore.open(directory.path(), new Configuration(false));
    snapshot = store.read();
  }

  @Benchmark
  public Snapshot commitTrial() throws Exception {
    return CpuTime.of(this::oneMore);
  }

  private Snapshot oneMore() {
    History history = snapshot.history();
    Trial trial =
        FilledStudy.asked(
            history,
            sampler
                .suggest(history, Seeds.generator(history.spec().seed(), "ask", history.size()))
                .orElseThrow());
    snapshot = store.commit(snapshot, List.of(trial));
    snapshot = store.commit(snapshot, List.of(FilledStudy.completed(trial)));
    return snapshot;
  }

  @TearDown(Level.Iteration)
  public void closeStore() {
    store.close();
  }

  @TearDown
  public void delete() throws IOException {
    directory.close();
  }
}
