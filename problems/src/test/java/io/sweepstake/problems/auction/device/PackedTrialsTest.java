package io.sweepstake.problems.auction.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.engine.opencl.OpenClDevices;
import io.sweepstake.core.engine.opencl.OpenClException;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.problems.auction.AuctionMetrics;
import io.sweepstake.sweeps.problem.FirstSteps;
import io.sweepstake.sweeps.problem.TrainedTrials;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Trials of auctions that a device trains together. */
@EnabledIf(value = "device", disabledReason = "there is no OpenCL device here")
class PackedTrialsTest {
  private static final String MEMORY = "sweepstake.opencl.memory";

  private static final TrialFunction TRIALS = study(8, 1).trials(Map.of());
  private static final StudyDefinition LARGE = study(96, 3);

  private static StudyDefinition study(int width, int depth) {
    return study(width, depth, "opencl:0");
  }

  private static StudyDefinition study(int width, int depth, String engine) {
    return StudyDefinition.of(
        SweepConfig.of(
            Map.of(
                "setting",
                "additive-1x2-uniform",
                "iterations",
                100,
                "engine",
                engine,
                "trials",
                4,
                "study",
                "unused",
                "params",
                Map.of("width", width, "depth", depth, "batch", 64, "profiles", 640))));
  }

  /** Whether one is there, or demanded. */
  static boolean device() {
    try {
      return "1".equals(System.getenv("SWEEPSTAKE_REQUIRE_OPENCL"))
          || !OpenClDevices.all().isEmpty();
    } catch (OpenClException none) {
      return false;
    }
  }

  @AfterEach
  void allOfItsMemory() {
    System.clearProperty(MEMORY);
  }

  private static Trial trial(int number) {
    return trial(number, study(8, 1));
  }

  private static Trial trial(int number, StudyDefinition study) {
    double[] unit =
        Seeds.generator(5, "point", number).doubles(study.spec().space().size()).toArray();
    return Trial.asked(
            number,
            Point.decode(study.spec().space(), unit),
            study.spec().seed(),
            new Ask(0, "test"),
            Instant.EPOCH)
        .started(Instant.EPOCH);
  }

  private static List<Trial> large(int count, long steps) {
    List<Trial> pack = IntStream.range(0, count).mapToObj(k -> trial(k, LARGE)).toList();
    return LARGE.trials(Map.of()).advance(pack, new Rung(0, steps));
  }

  private static String pack(Trial row) {
    return row.provenance().attributes().get(TrainedTrials.PACK);
  }

  @Test
  void aTrialHasTheSameBitsAloneInAPackReorderedAndRestored() {
    List<Trial> first = TRIALS.advance(List.of(trial(0), trial(1), trial(2)), new Rung(0, 5));
    assertThat(first).allMatch(row -> row.state() instanceof TrialState.Running);
    assertThat(first).extracting(PackedTrialsTest::pack).containsOnly("3");

    // One has left, another joins that is behind.
    List<Trial> second =
        TRIALS.advance(List.of(first.get(2), trial(3), first.get(0)), new Rung(1, 12));
    assertThat(second).extracting(Trial::number).containsExactly(2, 3, 0);
    for (Trial row : second) {
      Trial alone = TRIALS.advance(List.of(trial(row.number())), new Rung(1, 12)).get(0);
      assertThat(pack(alone)).isNull();
      assertThat(row.artifacts()).isNotEmpty().isEqualTo(alone.artifacts());
    }
  }

  @Test
  void evaluationsOfAPackAreThoseOfItsTrialsAlone() {
    StudyDefinition menus =
        StudyDefinition.of(
            SweepConfig.of(
                Map.of(
                    "setting", "additive-1x2-uniform",
                    "family", "rochetnet",
                    "iterations", 3,
                    "engine", "opencl:0",
                    "trials", 3,
                    "study", "unused",
                    "params", Map.of("menu_size", 6, "batch", 64))));
    TrialFunction trials = menus.trials(Map.of());
    List<Trial> pack =
        trials.advance(List.of(trial(0, menus), trial(1, menus), trial(2, menus)), Rung.END);
    assertThat(pack).extracting(PackedTrialsTest::pack).containsOnly("3");
    for (Trial row : pack) {
      Trial alone = trials.advance(List.of(trial(row.number(), menus)), Rung.END).get(0);
      assertThat(row.state()).isInstanceOf(TrialState.Completed.class);
      for (Metric metric : List.of(AuctionMetrics.REVENUE, AuctionMetrics.REGRET)) {
        assertThat(row.state().metrics().value(metric))
            .isPresent()
            .isEqualTo(alone.state().metrics().value(metric));
      }
      assertThat(row.artifacts()).isEqualTo(alone.artifacts());
    }
  }

  @Test
  void aTrialThatDoesNotFitFailsOfTooLittleMemoryAndSoDoesEachOfAPack() {
    System.setProperty(MEMORY, "2");
    assertThat(large(3, 1))
        .hasSize(3)
        .allSatisfy(
            row ->
                assertThat(row.state())
                    .isInstanceOfSatisfying(
                        TrialState.Failed.class,
                        failed -> {
                          assertThat(failed.cause()).isEqualTo(TrialState.Cause.OUT_OF_MEMORY);
                          assertThat(failed.message())
                              .startsWith("opencl:0: ")
                              .contains("do not fit into its 2 MB")
                              .doesNotContain("Exception");
                        }));
  }

  @Test
  void whatTheDeviceFailsAtGoesOnOnTheProcessorWhereThatWasAsked() {
    StudyDefinition either = study(96, 3, "opencl:0,cpu");
    List<Trial> rung =
        either.trials(Map.of()).advance(List.of(trial(0, LARGE), trial(1, LARGE)), new Rung(0, 1));
    assertThat(rung).extracting(PackedTrialsTest::pack).containsOnly("2");
    System.setProperty(MEMORY, "2");
    for (Trial row : either.trials(Map.of()).advance(rung, new Rung(1, 2))) {
      assertThat(row.reached()).isEqualTo(2);
      assertThat(row.provenance().attributes().get("engine")).isNotEqualTo("opencl");
      assertThat(row.provenance().attributes().get(TrainedTrials.WENT_ON))
          .startsWith("opencl:0: ")
          .contains("do not fit into its 2 MB", "; from engine opencl to ", " at iteration 1");
    }
  }

  @Test
  void aPackThatDoesNotFitIsTrainedAsSmallerOnes() {
    System.setProperty(MEMORY, "8");
    List<Trial> rows = large(4, 1);
    assertThat(rows).allMatch(row -> row.state() instanceof TrialState.Running);
    assertThat(rows).extracting(PackedTrialsTest::pack).containsOnly("2");
  }

  @Test
  void aPacksFirstStepsSayHowLongAllTake() {
    List<Trial> pack = List.of(trial(0), trial(1), trial(2));
    assertThat(FirstSteps.ofPack(TRIALS, pack, Duration.ZERO))
        .hasValueSatisfying(all -> assertThat(all).isPositive());
    System.setProperty(MEMORY, "2");
    assertThat(FirstSteps.ofPack(LARGE.trials(Map.of()), List.of(trial(0, LARGE)), Duration.ZERO))
        .isEmpty();
  }

  @Test
  void aDeviceSaysHowManyTrialsFillIt() {
    TrialFunction trials = LARGE.trials(Map.of());
    int whole = trials.capacity(trial(0, LARGE));
    assertThat(whole).isGreaterThan(2);
    System.setProperty(MEMORY, "8");
    assertThat(trials.capacity(trial(0, LARGE))).isEqualTo(2);
    System.setProperty(MEMORY, "2");
    assertThat(trials.capacity(trial(0, LARGE))).isEqualTo(1);
  }
}
