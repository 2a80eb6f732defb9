package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose study lies on a disk, a real one in memory, that fills up under it. */
class DiskFullTest {
  private static final FloatParam X = FloatParam.uniform("x", -1, 1);
  private static final Metric LOSS = Metric.of("loss");
  private static final StudySpec SPEC =
      StudySpec.of("full", SearchSpace.of(X), Objective.of(Goal.minimize(LOSS)), 3);
  private static final int TRIALS = 40;

  @TempDir java.nio.file.Path temp;
  private java.nio.file.Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(temp.resolve("disk"));
    assumeThat(mount("-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString()))
        .as("may mount a disk, which needs root")
        .isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    // Lazily: it is to go even if a test failed with a file open.
    run("umount", "-l", disk.toString());
  }

  @Test
  void aFullDiskEndsTheSweepWithASentenceAndLosesNothing() throws Exception {
    Path study = new Path(disk.resolve("study").toUri());
    assertThatThrownBy(() -> sweep(study))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining(study.getName())
        .hasMessageContaining("No space left on device");

    History kept = ParquetTrialStore.view(study, new Configuration(false));
    assertThat(kept.told()).isBetween(1, TRIALS - 1);
    // Still full: whoever goes on without room is told the same, and still nothing is lost.
    assertThatThrownBy(() -> sweep(study)).isInstanceOf(StudyException.class);
    assertThat(ParquetTrialStore.view(study, new Configuration(false)).told())
        .isGreaterThanOrEqualTo(kept.told());

    assertThat(mount("-o", "remount,size=8m", disk.toString())).isTrue();
    History whole = sweep(study);

    assertThat(whole.completedCount()).isEqualTo(TRIALS);
    assertThat(whole.trials().subList(0, kept.told()))
        .as("what was kept stays as it was")
        .allMatch(t -> !kept.trial(t.number()).finished() || kept.trial(t.number()).equals(t));
    assertThat(ParquetTrialStore.view(study, new Configuration(false)).trials())
        .extracting(Trial::state)
        .isEqualTo(whole.trials().stream().map(Trial::state).toList());
  }

  /** Sweeps until there are so many trials, each of which leaves 20 kB. */
  private static History sweep(Path study) throws InterruptedException {
    TrialFunction bulky = DiskFullTest::bulky;
    try (ParquetTrialStore store =
            ParquetTrialStore.openOrCreate(study, new Configuration(false), SPEC);
        TrialExecutor executor = new ThreadTrialExecutor(bulky, 2)) {
      return new Sweep(
              store,
              new RandomSampler(),
              new NoPruner(),
              executor,
              SweepPlan.asynchronous(Budget.total(TRIALS), 2),
              SweepListener.SILENT)
          .run();
    }
  }

  private static List<Trial> bulky(List<Trial> pack, Rung upTo) {
    return pack.stream()
        .map(
            trial ->
                trial
                    .started(Instant.EPOCH)
                    .withArtifacts(List.of(new Artifact("network.bin", new byte[20_000])))
                    .completed(Metrics.of(LOSS, trial.point().get(X)), Instant.EPOCH))
        .toList();
  }

  private static boolean mount(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "mount";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return run(command);
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Files.createTempFile("mount", ".log").toFile())
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException none) {
      return false;
    }
  }
}
