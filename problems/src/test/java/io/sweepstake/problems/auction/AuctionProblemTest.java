package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.loss.RegretBudget;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.training.TrainingSpec;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.sweeps.problem.TrainedTrials;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Auctions as a problem: what a study records of one is that one again. */
class AuctionProblemTest {
  @ParameterizedTest
  @ValueSource(strings = {"additive-2x2-uniform", "uniform", "additive-1x2-uniform-416-47"})
  void whatAStudyRecordsIsTheStudyAgain(String setting) {
    StudyDefinition fresh = study(setting, Map.of("width", "64", "late-fraction", "0.2"));
    StudyDefinition reopened = StudyDefinition.of(fresh.spec());

    assertThat(reopened).isEqualTo(fresh);
    assertThat(reopened.fixed()).isEqualTo(fresh.fixed());
    assertThat(reopened.fixed().get("batch")).isInstanceOf(Integer.class);
    assertThat(reopened.fixed().get("gamma")).isInstanceOf(Double.class);
    assertThat(new AuctionKind().problem(fresh.problem().settings())).isEqualTo(fresh.problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"published", "{published}"})
  void aPresetIsTheSameHoweverItIsWritten(String written) {
    StudyDefinition study = study("additive-2x2-uniform", Map.of("preset", written));

    assertThat(study.problem().steps()).isEqualTo(400_000);
    assertThat(study.fixed()).containsEntry("batch", 128);
    assertThat(StudyDefinition.of(study.spec()).problem().steps()).isEqualTo(400_000);
  }

  @Test
  void aStudyHasOnePreset() {
    assertThatThrownBy(() -> study("additive-2x2-uniform", Map.of("preset", "{fast,published}")))
        .hasMessage("preset: must be one value for a study, was one of [fast, published]");
  }

  @Test
  void theEngineIsTheStudysAndNoHyperParameter() {
    StudyDefinition pinned = study("additive-2x2-uniform", Map.of("engine", "scalar"));
    assertThat(pinned.engine()).contains("scalar");
    assertThat(pinned.spec().space().param("engine")).isEmpty();
    assertThat(study("additive-2x2-uniform", Map.of()).engine()).isEmpty();
    assertThatThrownBy(() -> study("additive-2x2-uniform", Map.of("engine", "abacus")))
        .hasMessage("engine: must be auto or one of [nd4j, opencl, scalar, vector], was abacus");
  }

  @Test
  void whatWasOnceAHyperParameterIsReadAsTheEngine() {
    assertThat(once("scalar").engine()).contains("scalar");
    assertThat(once("best").engine()).isEmpty();
    assertThat(once("best").problem()).isEqualTo(study("additive-2x2-uniform", Map.of()).problem());
  }

  private static StudyDefinition once(String engine) {
    StudySpec now = study("additive-2x2-uniform", Map.of()).spec();
    Map<String, String> settings = new LinkedHashMap<>(now.settings());
    settings.remove("problem");
    settings.put("preset.engine", engine);
    return StudyDefinition.of(now.withSettings(settings));
  }

  @Test
  void whereTheDeviceChoosesACheckpointOfAnotherEngineGoesOnAndTheRowSaysSo() {
    StudyDefinition auto = study("additive-1x2-uniform", Map.of());
    Trial stopped = stopped(study("additive-1x2-uniform", Map.of("engine", "scalar")));

    Trial done = auto.trials(Map.of()).advance(List.of(stopped), Rung.end(1)).get(0);

    assertThat(done.state()).isInstanceOf(TrialState.Completed.class);
    assertThat(done.provenance().attributes().get(TrainedTrials.WENT_ON))
        .startsWith("from engine scalar to vector-")
        .endsWith(" at iteration 30");
  }

  @Test
  void aPinnedTrialMovesToAnotherEngineWhenAskedAndTheRowSaysSo() {
    StudyDefinition pinned = study("additive-1x2-uniform", Map.of("engine", "scalar"));
    Trial stopped = stopped(pinned);

    Trial moved =
        pinned
            .trials(Map.of(), Optional.of("vector"))
            .advance(List.of(stopped), Rung.end(1))
            .get(0);
    Trial refused =
        study("additive-1x2-uniform", Map.of("engine", "vector"))
            .trials(Map.of())
            .advance(List.of(stopped), Rung.end(1))
            .get(0);

    assertThat(moved.provenance().attributes())
        .containsEntry("engine", Engines.named("vector", Device.CPU).name())
        .doesNotContainKey(TrainedTrials.BEGAN_AGAIN);
    assertThat(moved.provenance().attributes().get(TrainedTrials.WENT_ON))
        .startsWith("from engine scalar to vector-")
        .endsWith(" at iteration 30");
    assertThat(refused.provenance().attributes())
        .containsKey(TrainedTrials.BEGAN_AGAIN)
        .doesNotContainKey(TrainedTrials.WENT_ON);
    assertThatThrownBy(() -> pinned.engine(Optional.of("abacus")))
        .hasMessage("engine: must be auto or one of [nd4j, opencl, scalar, vector], was abacus");
    assertThat(pinned.engine(Optional.of("auto"))).isEmpty();
    assertThat(pinned.engine(Optional.empty())).contains("scalar");
  }

  @Test
  void truthfulRevenueIsMeasuredWhereTheObjectiveIsAboutIt() {
    StudyDefinition plain = study("additive-1x2-uniform", Map.of());
    StudyDefinition truthful = asking("additive-1x2-uniform", "truthful_revenue - 0.1*regret");
    assertThat(plain.spec().metrics()).doesNotContain(AuctionMetrics.TRUTHFUL_REVENUE);
    assertThat(truthful.spec().metrics()).contains(AuctionMetrics.TRUTHFUL_REVENUE);
    assertThat(plain.problem().notes()).isEmpty();
    assertThat(truthful.problem().notes()).singleElement().asString().contains("made truthful");

    Trial done =
        StudyDefinition.of(truthful.spec())
            .trials(Map.of())
            .advance(List.of(trial(truthful)), Rung.end(1))
            .get(0);

    // Of whatever network: polished menus of one bidder are near the optimum, .5492.
    assertThat(done.state().metrics().value(AuctionMetrics.TRUTHFUL_REVENUE).getAsDouble())
        .isBetween(0.5, 0.551);
    assertThat(done.artifacts().stream().map(Artifact::name))
        .containsExactly("network.bin", "truthful.bin");
    assertThatThrownBy(() -> asking("unit-5x5-uniform", "truthful_revenue"))
        .hasMessageStartingWith(
            "truthful_revenue: make-truthful: lists every way to sell items whole");
  }

  private static StudyDefinition asking(String setting, String objective) {
    return StudyDefinition.of(
        SweepConfig.of(
            Map.of(
                "setting",
                setting,
                "trials",
                1,
                "study",
                "unused",
                "iterations",
                60,
                "objective",
                objective)));
  }

  /** As a version leaves it in which a hyper-parameter was not yet, and another was otherwise. */
  @Test
  void aStudyBegunUnderOtherPresetsGoesOnUnderThem(@TempDir java.nio.file.Path temp) {
    SweepConfig config = config(temp, Map.of());
    StudyDefinition today = StudyDefinition.of(config);
    Map<String, String> then = new LinkedHashMap<>(today.spec().settings());
    assertThat(then).containsKey("preset.regret_target").containsEntry("preset.batch", "64");
    then.remove("preset.regret_target");
    then.put("preset.batch", "128");
    begin(config, today.spec().withSettings(then));

    assertThat(goneOnWith(config).problem().fixed()).containsEntry("batch", 128);
    assertThatThrownBy(() -> goneOnWith(config(temp, Map.of("batch", "64"))))
        .hasMessageContaining("search space");
  }

  /** As a version leaves it in which a budget was the loss of those who named none. */
  @Test
  void aStudyBegunUnderABudgetIsSearchedAsItWas(@TempDir java.nio.file.Path temp) {
    SweepConfig config = config(temp, Map.of());
    StudySpec budget = StudyDefinition.of(config(temp, Map.of("loss", "budget"))).spec();
    Map<String, String> then = new LinkedHashMap<>(budget.settings());
    then.put("preset.loss", "budget");
    then.remove("preset.regret_bound");
    List<Param<?>> params = new ArrayList<>(budget.space().params());
    params.removeIf(param -> param.name().equals("loss"));
    SearchSpace space = SearchSpace.of(params.toArray(Param<?>[]::new));
    begin(
        config,
        StudySpec.of(budget.name(), space, budget.objective(), budget.seed())
            .withMetrics(budget.metrics().toArray(Metric[]::new))
            .withSampler(budget.sampler())
            .withPruner(budget.pruner())
            .withSettings(then));

    StudyDefinition goesOn = goneOnWith(config);

    assertThat(goesOn.spec().space()).isEqualTo(space);
    assertThat(goesOn.spec().space().param("rmax_end")).isPresent();
    assertThat(loss(goesOn)).isInstanceOf(RegretBudget.class);
    assertThatThrownBy(() -> goneOnWith(config(temp, Map.of("loss", "target"))))
        .hasMessageContaining("search space");
  }

  private static void begin(SweepConfig config, StudySpec spec) {
    ParquetTrialStore.openOrCreate(new Path(config.study()), new Configuration(), spec).close();
  }

  private static StudyDefinition goneOnWith(SweepConfig config) {
    Configuration files = new Configuration();
    StudyDefinition study = StudyDefinition.of(config).goingOn(config, files);
    study.openOrCreate(new Path(config.study()), files, notice -> {}).close();
    return study;
  }

  private static SweepConfig config(java.nio.file.Path temp, Map<String, String> params) {
    return SweepConfig.of(
        Map.of(
            "setting",
            "additive-1x2-uniform",
            "iterations",
            60,
            "trials",
            1,
            "study",
            temp.resolve("study").toString(),
            "params",
            params));
  }

  private static TrainingLoss loss(StudyDefinition study) {
    Map<String, Object> values = new LinkedHashMap<>(study.problem().fixed());
    values.putAll(trial(study).point().values());
    return ((TrainingSpec) ((AuctionProblem) study.problem()).plan(values, 1)).loss();
  }

  /** A trial at its rung; this process still has its training. */
  private static Trial stopped(StudyDefinition study) {
    return study.trials(Map.of()).advance(List.of(trial(study)), new Rung(0, 30)).get(0);
  }

  private static Trial trial(StudyDefinition study) {
    double[] unit = new double[study.spec().space().size()];
    return Trial.asked(
        0, Point.decode(study.spec().space(), unit), 7, new Ask(0, "test"), Instant.EPOCH);
  }

  private static StudyDefinition study(String setting, Map<String, String> params) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("setting", setting);
    values.put("trials", 1);
    values.put("study", "unused");
    values.put("params", params);
    if (setting.equals("additive-1x2-uniform")) {
      values.put("iterations", 60);
    }
    return StudyDefinition.of(SweepConfig.of(values));
  }
}
