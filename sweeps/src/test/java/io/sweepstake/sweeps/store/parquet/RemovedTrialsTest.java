package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Replay;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import io.sweepstake.sweeps.transfer.CsvTrials;
import io.sweepstake.sweeps.transfer.OptunaJournal;
import io.sweepstake.sweeps.transfer.OptunaJournalReader;
import io.sweepstake.sweeps.transfer.Transfer;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imported trials that a study lets go of again. */
class RemovedTrialsTest {
  private static final Metric LOSS = Metric.of("loss");
  private static final StudySpec SPEC =
      StudySpec.of(
          "lets go",
          SearchSpace.of(FloatParam.uniform("x", 0, 1), FloatParam.uniform("y", 0, 1)),
          Objective.of(Goal.minimize(LOSS)),
          3);
  private static final StoreOptions OPTIONS = new StoreOptions(Duration.ZERO, 4, Duration.ZERO);
  private static final int FOREIGN = 12;

  @TempDir java.nio.file.Path temp;

  private StudyDirectory fresh(String name) {
    return ParquetTrialStoreTest.directory(temp.resolve(name));
  }

  private static ParquetTrialStore without(StudyDirectory directory, String origin) {
    return ParquetTrialStore.openWithout(
        directory,
        OPTIONS,
        Lease.Terms.of(Duration.ZERO, notice -> {}),
        history -> Transfer.origins(history).getOrDefault(origin, List.of()));
  }

  private static Strategy strategy(String name) {
    String[] words = name.split("[:=]");
    return words.length == 1
        ? Strategy.of(name)
        : Strategy.of(words[0], Map.of(words[1], words[2]));
  }

  private static Study study(ParquetTrialStore store) {
    return new Study(store, Samplers.of(store.spec().sampler()), InstantSource.system());
  }

  private static void take(ParquetTrialStore store, String origin, double from) {
    StringBuilder table = new StringBuilder("number,value,params_x,params_y\n");
    for (int k = 0; k < FOREIGN; k++) {
      table.append(k + "," + (from - k) + "," + (from + k) / 50 + "," + (k % 5) / 5.0 + "\n");
    }
    var unused =
        study(store)
            .imported(
                CsvTrials.read(table.toString(), origin, SPEC.objective()), Transfer.byName());
  }

  private static void run(ParquetTrialStore store, int trials) throws InterruptedException {
    History unused =
        study(store)
            .run(
                trial -> Metrics.of(LOSS, Math.abs(0.3 - (Double) trial.point().find("x").get())),
                SweepPlan.synchronous(Budget.total(trials), 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tpe:startup=4", "gp:startup=4", "cma-es", "genetic", "qmc", "grid:levels=9"})
  void whatWasAskedForBeforeReplaysAndWhatComesAfterDoesNotKnowThem(String sampler)
      throws InterruptedException {
    StudySpec spec = SPEC.withSampler(strategy(sampler));
    StudyDirectory directory = fresh("study");
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, spec, OPTIONS)) {
      take(store, "first.csv", 2);
      run(store, 6);
      take(store, "second.csv", 9);
      run(store, 10);
    }
    try (ParquetTrialStore store = without(directory, "first.csv")) {
      assertThat(store.read().history().removedCount()).isEqualTo(FOREIGN);
      run(store, 20);
    }
    History history = StudyContents.view(directory).history();
    assertThat(history.size()).isEqualTo(20 + 2 * FOREIGN);
    assertThat(history.spec().removals())
        .singleElement()
        .satisfies(step -> assertThat(step.trials()).isEqualTo(10 + 2 * FOREIGN));
    assertThat(history.trials().stream().filter(Trial::removed)).hasSize(FOREIGN);
    assertThat(history.completedCount()).isEqualTo(20 + FOREIGN);
    Replay replay = new Replay(history, Samplers.of(spec.sampler()));
    assertThat(replay.differences()).isEmpty();
    assertThat(replay.suggestions()).isEqualTo(20);
    assertThat(history.seenBy(15).removedCount()).isZero();
    assertThat(history.seenBy(40).removedCount()).isEqualTo(FOREIGN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tpe:startup=4", "gp:startup=4", "cma-es", "genetic", "qmc", "grid:levels=9"})
  void noSamplerSeesWhatARemovedTrialWas(String sampler) throws InterruptedException {
    StudySpec spec = SPEC.withSampler(strategy(sampler));
    List<List<Point>> asked =
        List.of(2.0, 7.0).stream()
            .map(
                from -> {
                  StudyDirectory directory = fresh("from" + from);
                  try (ParquetTrialStore store =
                      ParquetTrialStore.create(directory, spec, OPTIONS)) {
                    take(store, "t.csv", from);
                  }
                  try (ParquetTrialStore store = without(directory, "t.csv")) {
                    run(store, 14);
                    List<Trial> all = store.read().history().trials();
                    return all.subList(FOREIGN, all.size()).stream().map(Trial::point).toList();
                  } catch (InterruptedException stopped) {
                    throw new AssertionError(stopped);
                  }
                })
            .toList();
    assertThat(asked.get(0)).hasSize(14).isEqualTo(asked.get(1));
  }

  @Test
  void theirRowsStayThroughMergesAndTablesForPeopleLackThem() throws Exception {
    StudyDirectory directory = fresh("study");
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, OPTIONS)) {
      take(store, "t.csv", 2);
    }
    List<Trial> told = StudyContents.view(directory).history().trials();
    without(directory, "t.csv").close();
    assertThat(temp.resolve("study/trials.csv")).content().hasLineCount(1);
    assertThat(temp.resolve("study/best.json")).doesNotExist();
    Files.delete(temp.resolve("study/study.json"));
    for (int trials = 2; trials < 20; trials += 2) {
      try (ParquetTrialStore store = ParquetTrialStore.open(directory, OPTIONS)) {
        run(store, trials);
      }
    }
    History history = StudyContents.view(directory).history();
    assertThat(history.trials().subList(0, FOREIGN))
        .allMatch(Trial::removed)
        .extracting(Trial::asTold)
        .isEqualTo(told);
    assertThat(history.best().orElseThrow().number()).isGreaterThanOrEqualTo(FOREIGN);
    assertThat(temp.resolve("study/trials.csv")).content().hasLineCount(1 + 18);

    // As a version that knows no removals has it.
    StudySpec older =
        StudyJson.readSpec(
            StudyJson.write(history.spec()).replace("\"removals\"", "\"unknown\""), "older");
    assertThat(history.in(older).completedCount()).isEqualTo(18 + FOREIGN);
    assertThat(DefinitionDifference.ofFiles(older, history.spec())).isEmpty();
  }

  @Test
  void theyMayComeAgainAndOptunaGetsThemWithoutAValue() throws Exception {
    StudyDirectory directory = fresh("study");
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, OPTIONS)) {
      take(store, "t.csv", 2);
    }
    try (ParquetTrialStore store = without(directory, "t.csv")) {
      take(store, "t.csv", 4);
      take(store, "t.csv", 4);
      History history = store.read().history();
      assertThat(history.completedCount()).isEqualTo(FOREIGN);
      assertThat(Transfer.origins(history).get("t.csv")).hasSize(FOREIGN).startsWith(FOREIGN);
      String journal = OptunaJournal.of("lets go", history, Map.of());
      assertThat(OptunaJournalReader.read(journal, "j", SPEC.objective()).subList(0, FOREIGN))
          .allMatch(trial -> trial.state() instanceof TrialState.Failed);
    }
    // Nothing to remove changes nothing.
    String definition = Files.readString(temp.resolve("study/study.json"));
    without(directory, "elsewhere.csv").close();
    assertThat(temp.resolve("study/study.json")).hasContent(definition);
  }

  @Test
  void aRemovalNamesTrialsThatThereAre() {
    assertThatThrownBy(() -> new StudySpec.Removal(3, List.of(1, 3)))
        .hasMessage("removal: its trials must rise and be less than 3, was 3");
    assertThatThrownBy(() -> new StudySpec.Removal(3, List.of(1, 1))).hasMessageContaining("was 1");
    assertThatThrownBy(() -> new StudySpec.Removal(3, List.of()))
        .hasMessageContaining("needs a trial");
  }
}
