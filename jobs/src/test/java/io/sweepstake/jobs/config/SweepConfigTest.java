package io.sweepstake.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void unknownKeysNameTheNearest() {
    assertRefused("trails: 20", "no key is called trails; did you mean trials?");
  }

  @Test
  void duplicateKeysAreRefused() {
    assertRefused("trials: 20\ntrials: 30", " line 2: found duplicate key trials");
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
    assertRefused("", "wants keys and values");
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
    assertInvalid("iterations", -1, "iterations: must be at least 1, was -1");
    assertInvalid("parallelism", 0, "parallelism: must be at least 1, was 0");
    assertInvalid("bidders", 0, "bidders: must be at least 1, was 0");
    assertInvalid("finalists", -1, "finalists: must be at least 0, was -1");
    assertInvalid("synchronous", "yes", "synchronous: must be true or false, was yes");
    assertInvalid("sampler", "tpee", "no sampler is called tpee; did you mean tpe?");
    assertInvalid("sampler", "bogus", "no sampler is called bogus; choose one of tpe, random");
    assertInvalid("study", " ", "study: must name a directory, was empty");
    assertInvalid("params", "lambda0", "params: wants names and values");
    assertInvalid("setting", Map.of(), "setting: must be one value");
  }

  @Test
  void whatMustBeGivenIsNamed() {
    assertThatThrownBy(() -> SweepConfig.of(Map.of("setting", "s", "trials", 1)))
        .hasMessage("study: must be given");
    assertThatThrownBy(() -> SweepConfig.of(Map.of("trials", 1, "study", "s")))
        .hasMessage("setting: must be given");
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
    return SweepConfig.yaml(file);
  }
}
