package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.sweeps.pruner.AshaPruner;
import io.sweepstake.sweeps.pruner.PopulationTraining;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.study.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepConfigTest {
  @TempDir Path directory;

  @Test
  void flagsAndYamlGiveTheSameRecord() throws IOException {
    Map<String, Object> yaml =
        yaml(
            """
            setting: additive-2x2-uniform
            trials: 20
            study: studies/first
            sampler: random
            seed: 7
            synchronous: true
            params:
              lambda0: log:0.1..10
              width: 100
              loss: [budget, lagrangian]
            """);
    Map<String, Object> flags =
        Map.of(
            "setting", "additive-2x2-uniform",
            "trials", "20",
            "study", "studies/first",
            "sampler", "RANDOM",
            "seed", "7",
            "synchronous", "true",
            "params",
                Map.of("lambda0", "log:0.1..10", "width", "100", "loss", "{budget,lagrangian}"));
    assertThat(SweepConfig.of(yaml)).isEqualTo(SweepConfig.of(flags));
  }

  @Test
  void samplersLimitsAndPointsAreTheSameInBoth() throws IOException {
    Map<String, Object> yaml =
        yaml(
            """
            setting: additive-2x2-uniform
            study: studies/first
            sampler: {name: tpe, candidates: 48, prior-weight: 2}
            timeout: 1h30m
            stop-at: 0.9
            stagnation: 50
            trial-timeout: 10m
            enqueue:
              - {lambda0: 1, rmax-end: 0.001}
              - lambda0=2
            import: [studies/zero, other.csv]
            """);
    Map<String, Object> flags =
        Map.of(
            "setting", "additive-2x2-uniform",
            "study", "studies/first",
            "sampler", "TPE:candidates=48,prior_weight=2",
            "timeout", "90m",
            "stop-at", "0.9",
            "stagnation", "50",
            "trial-timeout", "600 s",
            "enqueue", List.of("lambda0=1,rmax_end=0.001", "lambda0=2"),
            "import", List.of("studies/zero", "other.csv"));
    SweepConfig config = SweepConfig.of(yaml);
    assertThat(config).isEqualTo(SweepConfig.of(flags));
    assertThat(config.trials()).isEmpty();
    assertThat(config.budget()).isEqualTo(Budget.unlimited());
    assertThat(config.sampler())
        .isEqualTo(Strategy.of("tpe", Map.of("candidates", "48", "prior_weight", "2")));
    assertThat(config.limits().timeout()).hasValue(Duration.ofMinutes(90));
  }

  @Test
  void everySamplerMayBeChosen() {
    for (String name : Samplers.names()) {
      Map<String, Object> values =
          Map.of("setting", "s", "trials", 1, "study", "d", "sampler", name);
      assertThat(SweepConfig.of(values).sampler().name()).isEqualTo(name);
    }
  }

  @Test
  void aPrunerIsANameWithOptionsInBothNotations() {
    Map<String, Object> sweep =
        Map.of("setting", "additive-2x2-uniform", "trials", 20, "study", "studies/first");
    Map<String, Object> flag = new java.util.HashMap<>(sweep);
    flag.put("pruner", "asha-promotion:factor=3,first=2000");
    Map<String, Object> yaml = new java.util.HashMap<>(sweep);
    yaml.put("pruner", Map.of("name", "asha_promotion", "factor", 3, "first", 2000));
    assertThat(SweepConfig.of(flag).pruner())
        .isEqualTo(Strategy.of("asha_promotion", Map.of("factor", "3", "first", "2000")));
    assertThat(SweepConfig.of(yaml)).isEqualTo(SweepConfig.of(flag));
    assertThat(SweepConfig.of(sweep).pruner()).isEqualTo(Strategy.of("none"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "asah | pruner: no pruner is called asah; did you mean asha?",
        "asha:factor | pruner: wants names and values such as asha:factor=3,first=2000, was factor",
        "asha:factor=1 | asha factor: must be at least 2, was 1",
        "asha:fcator=3 | asha: options are [bootstrap, direction, factor, first, metric], was fcator",
        "median:metric=revenue | pruner metric: must be one of [train_revenue, train_regret,"
            + " regret_price], was revenue",
        "wilcoxon | pruner: wilcoxon is for trials whose steps are repetitions of one evaluation; a"
            + " trial of additive-2x2-uniform-regretnet is one training",
        "pbt:frozen=widht | pbt frozen: the study searches no parameter widht",
      })
  void prunersThatCannotBeAreRefusedAtTheDoor(String pruner, String message) {
    Map<String, Object> sweep =
        Map.of(
            "setting",
            "additive-2x2-uniform",
            "trials",
            20,
            "study",
            "studies/first",
            "pruner",
            pruner);
    assertThatThrownBy(() -> StudyDefinition.of(SweepConfig.of(sweep)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "revenue subject to regret_share <= 0.001 | maximize train_revenue - 5.0 train_regret",
        "revenue - 7*regret | maximize train_revenue - 7.0 train_regret",
        "revenue | maximize train_revenue",
        "minimize regret subject to revenue >= 0.85 | minimize train_regret - 0.2 train_revenue",
      })
  void prunersCompareWhatTrainingsMeasureOfTheObjective(String objective, String goal) {
    Map<String, Object> sweep =
        Map.of(
            "setting", "additive-2x2-uniform",
            "trials", 20,
            "study", "studies/first",
            "objective", objective,
            "pruner", "asha:first=4000");
    StudyDefinition study = StudyDefinition.of(SweepConfig.of(sweep));
    assertThat(((AshaPruner) study.pruner()).goal()).hasToString(goal);
    assertThat(study.pruner().rungs()).extracting(Rung::step).containsExactly(4_000L, 16_000L);
    assertThat(StudyDefinition.of(study.spec()).pruner()).isEqualTo(study.pruner());
  }

  @Test
  void aPopulationKeepsWhatATrainingCannotChange() {
    Map<String, Object> sweep =
        Map.of(
            "setting", "additive-2x2-uniform",
            "trials", 20,
            "study", "studies/first",
            "pruner", "pbt:frozen=rmax_start");
    PopulationTraining pbt =
        (PopulationTraining) StudyDefinition.of(SweepConfig.of(sweep)).pruner();
    assertThat(pbt.frozen())
        .containsExactlyInAnyOrder("rmax_start", "width", "depth", "input_gain");
  }

  @Test
  void unknownKeysNameTheNearest() {
    assertRefused("trails: 20", "no key is called trails; did you mean trials?");
  }

  @Test
  void duplicateKeysAreRefused() {
    assertRefused("trials: 20\ntrials: 30", " line 2, column 1: found duplicate key trials");
  }

  @Test
  void nanAndInfinityAreRefused() {
    assertRefused("trials: .nan", "trials: must be a finite number, was NaN");
    assertRefused("params: {lambda0: .nan}", "params.lambda0: must be a finite number, was NaN");
    assertRefused("params: {lambda0: -.inf}", "params.lambda0: must be a finite number");
  }

  @Test
  void brokenYamlNamesTheLine() {
    assertRefused("setting: [1, 2\ntrials: 3", " line ");
    assertRefused("- a list", "wants keys and values");
    assertRefused("", "is empty, wants keys and values");
  }

  @Test
  void keysMayBeCalledAsTheirFlags() throws IOException {
    String flags = "device: vector\npreset: fast\nparam: {width: 16}\n";
    String names = "engine: vector\nparams: {width: 16, preset: fast}\n";
    assertThat(yaml(flags)).isEqualTo(yaml(names));
    assertRefused("param: {}\nparams: {}", "param: is the same as params, give one");
    assertRefused("preset: a\nparams: {preset: b}", "preset: is given twice");
  }

  @Test
  void missingFilesAreNamed() {
    Path missing = directory.resolve("missing.yaml");
    assertThatThrownBy(() -> SweepConfig.yaml(missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(missing + ": no such file");
  }

  @Test
  void valuesAreCheckedByName() {
    assertInvalid("trials", 0, "trials: must be at least 1, was 0");
    assertInvalid("trials", 1.5, "trials: must be a whole number, was 1.5");
    assertInvalid("trials", "many", "trials: must be a whole number, was many");
    assertInvalid("trials", 3_000_000_000L, "trials: must be between");
    assertInvalid("parallelism", 0, "parallelism: must be at least 1, was 0");
    assertInvalid("pack-size", 0, "pack-size: must be at least 1, was 0");
    assertInvalid("finalists", -1, "finalists: must be at least 0, was -1");
    assertInvalid("synchronous", "yes", "synchronous: must be true or false, was yes");
    assertInvalid("sampler", "tpee", "no sampler is called tpee; did you mean tpe?");
    assertInvalid("sampler", "bogus", "no sampler is called bogus; choose one of ");
    assertInvalid("sampler", Map.of("candidates", 3), "sampler: must have a name");
    assertInvalid("sampler", "genetic:population=1", "genetic population: must be at least 2");
    assertInvalid("timeout", "5 parsecs", "timeout: must be a time above 0");
    assertInvalid("timeout", "", "timeout: must be a time above 0");
    assertInvalid("stop-at", "NaN", "stop-at: must be a finite number, was NaN");
    assertInvalid("enqueue", "a=1,a=2", "enqueue: a is given twice");
    assertInvalid("import", Map.of(), "import: must be one value or a list");
    assertInvalid("study", " ", "study: must name a directory, was empty");
    assertInvalid("params", "lambda0", "params: wants names and values");
    assertInvalid("setting", Map.of(), "setting: must be one value");
  }

  @Test
  void whatMustBeGivenIsNamed() {
    assertThatThrownBy(() -> SweepConfig.of(Map.of("setting", "s", "trials", 1)))
        .hasMessage("study: must be given");
    assertThatThrownBy(() -> StudyDefinition.of(SweepConfig.of(Map.of("trials", 1, "study", "s"))))
        .hasMessage("setting: must be given");
  }

  @Test
  void whatAnAuctionIsIsCheckedByName() {
    assertThatThrownBy(() -> auction("iterations", "-1"))
        .hasMessage("iterations: must be at least 1, was -1");
    assertThatThrownBy(() -> auction("bidders", "0"))
        .hasMessage("bidders: must be at least 1, was 0");
  }

  private static StudyDefinition auction(String key, String value) {
    return StudyDefinition.of(
        SweepConfig.of(Map.of("setting", "uniform", "trials", 1, "study", "d", key, value)));
  }

  private void assertInvalid(String key, Object value, String message) {
    Map<String, Object> values =
        new java.util.HashMap<>(Map.of("setting", "s", "trials", 1, "study", "d"));
    values.put(key, value);
    assertThatThrownBy(() -> SweepConfig.of(values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private void assertRefused(String yaml, String message) {
    assertThatThrownBy(() -> yaml(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private Map<String, Object> yaml(String text) throws IOException {
    Path file = directory.resolve("study.yaml");
    Files.writeString(file, text);
    return SweepConfig.yaml(file).values();
  }
}
