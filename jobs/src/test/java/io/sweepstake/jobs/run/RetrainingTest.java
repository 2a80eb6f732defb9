package io.sweepstake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.run.trial.ProcessorTime;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingTest {
  private static final StudyDefinition STUDY =
      StudyDefinition.of(
          SweepConfig.of(
              Map.of(
                  "problem",
                  "valley",
                  "steepness",
                  100,
                  "rounds",
                  100_000,
                  "trials",
                  1,
                  "study",
                  "nowhere")));

  @TempDir Path directory;

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final RunListener listener =
      new RunListener() {
        @Override
        public void retrained(Trial trial, int retraining, int of, Trial row) {
          told.add(trial.number() + "/" + retraining);
        }
      };

  @Test
  void pointsMeetTheSameFreshSeedsAndAreNotRunTwice() throws Exception {
    List<Trial> points = List.of(trial(3, 1e-3), trial(5, 5e-4));
    List<Retraining.Again> all = run(points, 2, Integer.MAX_VALUE);

    assertThat(all).extracting(again -> again.point().number()).containsExactly(3, 3, 5, 5);
    assertThat(all).extracting(again -> again.artifact().isPresent()).containsOnly(true);
    assertThat(all.get(0).row().seed()).isEqualTo(all.get(2).row().seed());
    assertThat(all.get(0).row().seed()).isNotEqualTo(all.get(1).row().seed());
    assertThat(all).extracting(again -> again.row().seed()).doesNotContain(points.get(0).seed());
    assertThat(told).containsExactlyInAnyOrder("3/1", "5/1", "3/2", "5/2");
    assertThat(retraining(directory).processorSeconds()).isPositive();

    assertThat(run(points, 3, Integer.MAX_VALUE)).hasSize(6);
    assertThat(told).hasSize(6).endsWith("5/3");
  }

  @Test
  void oneThatWasStoppedGoesOnAsIfItHadNot() throws Exception {
    List<Trial> points = List.of(trial(3, 1e-3), trial(5, 5e-4));
    List<Retraining.Again> whole = run(points, 2, Integer.MAX_VALUE);
    Path other = directory.resolve("other");
    Thread driver =
        new Thread(
            () -> {
              try {
                run(other, points, 2, 1);
              } catch (IOException | InterruptedException stopped) {
                // As was to be.
              }
            });
    driver.start();
    driver.join();

    List<Retraining.Again> resumed = run(other, points, 2, Integer.MAX_VALUE);

    assertThat(told).as("one was done before").hasSize(8);
    for (int k = 0; k < whole.size(); k++) {
      assertThat(resumed.get(k).row().state()).isEqualTo(whole.get(k).row().state());
      assertThat(resumed.get(k).artifact().orElseThrow())
          .isEqualTo(whole.get(k).artifact().orElseThrow());
    }
  }

  private List<Retraining.Again> run(List<Trial> points, int seeds, int most) throws Exception {
    return run(directory, points, seeds, most);
  }

  /** Stops the driver once so many have been done. */
  private List<Retraining.Again> run(Path study, List<Trial> points, int seeds, int most)
      throws IOException, InterruptedException {
    Thread driver = Thread.currentThread();
    AtomicInteger done = new AtomicInteger();
    return retraining(study)
        .of(
            points,
            seeds,
            own -> {
              TrialFunction function = new ProcessorTime(own.trials(Map.of()));
              TrialFunction stopping =
                  (List<Trial> pack, Rung upTo) -> {
                    if (done.getAndIncrement() == most) {
                      driver.interrupt();
                    }
                    return function.advance(pack, upTo);
                  };
              return new ThreadTrialExecutor(stopping, 1);
            },
            1);
  }

  private Retraining retraining(Path study) {
    return new Retraining(STUDY, study.toString(), listener);
  }

  private static Trial trial(int number, double rate) {
    Point point = Point.of(STUDY.spec().space(), Map.of("rate", rate, "momentum", 0.5));
    return Trial.asked(number, point, STUDY.spec().seed(), new Ask(0, "random"), Instant.EPOCH);
  }
}
