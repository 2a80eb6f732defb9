package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Replay;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search space that grows while its study goes on. */
class WidenedStudyTest {
  private static final Metric LOSS = Metric.of("loss");
  private static final FloatParam X = FloatParam.uniform("x", 0, 1);
  private static final CategoricalParam KIND = CategoricalParam.of("kind", "b", "a");
  private static final StudySpec SPEC =
      StudySpec.of("grows", SearchSpace.of(X, KIND), Objective.of(Goal.minimize(LOSS)), 3);
  private static final Map<String, Param<?>> WIDER =
      Map.of(
          "x", FloatParam.uniform("x", -1, 3), "kind", CategoricalParam.of("kind", "a", "b", "c"));
  private static final StoreOptions OPTIONS = new StoreOptions(Duration.ZERO, 4, Duration.ZERO);

  @TempDir java.nio.file.Path temp;

  private static ParquetTrialStore open(StudyDirectory directory, Map<String, Param<?>> wider) {
    return ParquetTrialStore.openWidened(
        directory, OPTIONS, Lease.Terms.of(Duration.ZERO, notice -> {}), wider);
  }

  private static void run(ParquetTrialStore store, int trials) throws InterruptedException {
    Sampler sampler = Samplers.of(store.spec().sampler());
    History unused =
        new Study(store, sampler, InstantSource.system())
            .run(
                trial -> Metrics.of(LOSS, Math.abs(2 - x(trial))),
                SweepPlan.synchronous(Budget.total(trials), 2));
  }

  private static double x(Trial trial) {
    return (Double) trial.point().find("x").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpe", "gp", "cma-es", "genetic", "qmc", "random"})
  void trialsStayAndLaterOnesComeFromTheWiderSpaceAndReplayIsTrue(String sampler)
      throws InterruptedException {
    StudySpec spec = SPEC.withSampler(Strategy.of(sampler));
    StudyDirectory directory = ParquetTrialStoreTest.directory(temp.resolve(sampler));
    List<Trial> before;
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, spec, OPTIONS)) {
      run(store, 14);
      before = store.read().history().trials();
    }
    for (int step = 0; step < 2; step++) {
      // Again: the same command changes nothing.
      try (ParquetTrialStore store = open(directory, WIDER)) {
        run(store, 40);
      }
    }
    History history = StudyContents.view(directory).history();
    assertThat(history.size()).isEqualTo(40);
    assertThat(history.spec().earlier())
        .singleElement()
        .satisfies(earlier -> assertThat(earlier.trials()).isEqualTo(14));
    assertThat(history.trials().subList(0, 14))
        .extracting(trial -> trial.point().values())
        .isEqualTo(before.stream().map(trial -> trial.point().values()).toList());
    assertThat(history.trials().subList(14, 40)).anyMatch(trial -> x(trial) > 1);
    assertThat(history.trials())
        .anyMatch(trial -> trial.point().find("kind").orElseThrow().equals("c"));
    Replay replay = new Replay(history, Samplers.of(spec.sampler()));
    assertThat(replay.differences()).isEmpty();
    assertThat(replay.suggestions()).isEqualTo(40);
  }

  @Test
  void itCanGrowTwiceWithTrialsInFlightAndIsFoundInItsPartsAlone() throws Exception {
    StudyDirectory directory = ParquetTrialStoreTest.directory(temp.resolve("study"));
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, OPTIONS)) {
      run(store, 3);
      List<Trial> unused = Study.in(store).ask(2);
    }
    try (ParquetTrialStore store = open(directory, Map.of("x", FloatParam.uniform("x", 0, 2)))) {
      run(store, 8);
    }
    try (ParquetTrialStore store = open(directory, WIDER)) {
      run(store, 12);
    }
    History history = StudyContents.view(directory).history();
    assertThat(history.spec().earlier()).extracting(space -> space.trials()).containsExactly(5, 8);
    assertThat(new Replay(history, Samplers.of(SPEC.sampler())).differences()).isEmpty();
    assertThat(temp.resolve("study/study.json")).content().contains("\"format_version\" : 3");

    Files.delete(temp.resolve("study/study.json"));
    try (ParquetTrialStore store = ParquetTrialStore.open(directory, OPTIONS)) {
      assertThat(store.spec()).isEqualTo(history.spec());
      run(store, 14);
    }
    assertThatThrownBy(() -> ParquetTrialStore.openOrCreate(directory, SPEC, OPTIONS))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("x in [-1.0, 3.0], was asked for it in [0.0, 1.0]");
  }

  @Test
  void oneThatWouldLoseValuesIsLeftAsItIs() throws Exception {
    StudyDirectory directory = ParquetTrialStoreTest.directory(temp.resolve("study"));
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, OPTIONS)) {
      run(store, 3);
    }
    String definition = Files.readString(temp.resolve("study/study.json"));
    assertThatThrownBy(() -> open(directory, Map.of("x", FloatParam.uniform("x", 0.5, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x: a study's search space can only grow");
    assertThat(temp.resolve("study/study.json")).hasContent(definition);
  }
}
