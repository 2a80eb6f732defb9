package io.sweepstake.benchmarks;

import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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

/** Studies on the local disk: reading a large one, and committing trials to one that grows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StudyBenchmark {
  private static final Metric LOSS = Metric.of("loss");
  private static final int DIMENSIONS = 20;

  @Param({"1000", "100000"})
  int trials;

  private Path path;
  private final Configuration conf = new Configuration(false);
  private ParquetTrialStore store;
  private Snapshot snapshot;
  private StudySpec spec;

  @Setup(Level.Trial)
  public void fill() throws IOException {
    List<io.sweepstake.sweeps.space.Param<?>> params = new ArrayList<>();
    for (int k = 0; k < DIMENSIONS; k++) {
      params.add(FloatParam.uniform("x" + k, 0, 1));
    }
    spec =
        StudySpec.of(
            "benchmark", new SearchSpace(params, Map.of()), Objective.of(Goal.minimize(LOSS)), 1);
    path = new Path(Files.createTempDirectory("study-benchmark").toUri());
    try (ParquetTrialStore filling = ParquetTrialStore.create(path, conf, spec)) {
      Snapshot now = filling.read();
      for (int from = 0; from < trials; from += 1000) {
        List<Trial> asked = new ArrayList<>();
        for (int k = from; k < Math.min(trials, from + 1000); k++) {
          asked.add(asked(now.history(), k));
        }
        now = filling.commit(now, asked);
        now = filling.commit(now, asked.stream().map(StudyBenchmark::told).toList());
      }
    }
  }

  private Trial asked(History history, int number) {
    return Trial.asked(
        number,
        new RandomSampler()
            .suggest(history, Seeds.generator(spec.seed(), "ask", number))
            .orElseThrow()
            .point(),
        spec.seed(),
        new Ask(history.told(), "random"),
        Instant.now());
  }

  private static Trial told(Trial trial) {
    return trial
        .started(Instant.now())
        .withProvenance(Provenance.ofThisProcess())
        .completed(Metrics.of(LOSS, trial.point().number(0)), Instant.now());
  }

  /** Reads a whole study, as opening it does. */
  @Benchmark
  public History read() {
    return ParquetTrialStore.view(path, conf);
  }

  @Setup(Level.Iteration)
  public void open() {
    store = ParquetTrialStore.open(path, conf);
    snapshot = store.read();
  }

  @TearDown(Level.Iteration)
  public void close() {
    store.close();
  }

  /** One trial from ask to tell, durable at both: two commits. */
  @Benchmark
  public Snapshot commitTrial() {
    Trial trial = asked(snapshot.history(), snapshot.history().size());
    snapshot = store.commit(snapshot, List.of(trial));
    snapshot = store.commit(snapshot, List.of(told(trial)));
    return snapshot;
  }
}
