package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.sweeps.space.Param;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file to begin with, and what editors know of it. */
class InitCommandTest {
  private static final String SETTING = "additive-1x2:uniform(4,16),uniform(4,7)";

  private static final Map<String, JsonSchema> SCHEMAS = new HashMap<>();

  @TempDir Path home;

  @Test
  void whatIsWrittenIsTheSweepThatWasAskedFor() throws IOException {
    Path file = home.resolve("study.yaml");
    Run run = Run.of("init", "--setting", SETTING, "--iterations", 300, "--out", file);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("sweepstake sweep -f " + file);
    assertThat(file).content().startsWith("# yaml-language-server: $schema=study.schema.json\n");
    SweepConfig read = SweepConfig.of(SweepConfig.yaml(file).values());
    assertThat(read)
        .isEqualTo(
            SweepConfig.of(
                Map.of(
                    "setting",
                    SETTING,
                    "iterations",
                    300,
                    "trials",
                    20,
                    "study",
                    "studies/additive-1x2-uniform-4-16-uniform-4-7-regretnet")));
    assertThat(schema(SETTING).validate(Files.readString(file), InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {SETTING, "irregular", "exchange-2x2", "repeated-3-digits", "unit-2x2-uniform"})
  void whatStandsBehindACommentMayStandBeforeIt(String setting) throws IOException {
    String whole =
        Run.of("init", "--setting", setting).out().replaceAll("(?m)^( *)#(?=[a-z0-9_-]+: )", "$1");
    Path file = Files.writeString(home.resolve("whole.yaml"), whole);
    assertThat(schema(setting).validate(whole, InputFormat.YAML)).isEmpty();
    assertThat(searched(SweepConfig.of(SweepConfig.yaml(file).values())))
        .isEqualTo(
            searched(SweepConfig.of(Map.of("setting", setting, "trials", 1, "study", "none"))));
  }

  /** The names of the hyper-parameters that have more than one value. */
  private static Set<String> searched(SweepConfig config) {
    return StudyDefinition.of(config).spec().space().params().stream()
        .filter(param -> param.cardinality().orElse(2) > 1)
        .map(Param::name)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trails: 20",
        "trials: many",
        "trials: 0",
        "rounds: 7",
        "sampler: bogus",
        "pruner: {factor: 3}",
        "synchronous: 1",
        "param: {no_such: 1}",
        "param: {width: {a: 1}}"
      })
  void editorsMarkMistakes(String line) {
    assertThat(schema(SETTING).validate(line, InputFormat.YAML)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sampler: 'tpe:candidates=48'",
        "sampler: {name: tpe, candidates: 48}",
        "pruner: asha-promotion",
        "param: {width: [16, 32], loss: '{budget,target}', learning_rate: 'log:1e-4..1e-2'}",
        "enqueue: [{width: 16}, 'width=32']",
        "import: [a, b]",
        "param:"
      })
  void editorsLetThroughWhatIsRead(String line) {
    assertThat(schema(SETTING).validate(line, InputFormat.YAML)).isEmpty();
  }

  @Test
  void everyKeyIsInTheSchema() {
    for (String setting : new String[] {SETTING, "exchange-2x2", "repeated-3-digits"}) {
      var properties = schema(setting).getSchemaNode().get("properties");
      assertThat(properties.size()).isBetween(20, SweepConfig.keys().size());
      properties
          .properties()
          .forEach(
              key -> {
                if (!key.getKey().equals("problem")) {
                  assertThat(key.getValue().has("description")).as(key.getKey()).isTrue();
                }
              });
    }
  }

  @Test
  void whatIsThereStays() throws IOException {
    Path file = Files.writeString(home.resolve("mine.yaml"), "trials: 3");
    Run run = Run.of("init", "--setting", SETTING, "--out", file);
    assertThat(run.err())
        .startsWith("sweepstake: --out: must name a file that is not there yet, " + file);
    assertThat(run.code()).isEqualTo(2);
    assertThat(file).hasContent("trials: 3");
    Run nowhere = Run.of("init", "--setting", SETTING, "--out", home.resolve("no/where.yaml"));
    assertThat(nowhere.err()).contains("--out: must be in a directory that").hasLineCount(1);
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(Run.of("init").err()).startsWith("sweepstake: setting: must be given");
  }

  private static JsonSchema schema(String setting) {
    return SCHEMAS.computeIfAbsent(
        setting,
        unused ->
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(Run.of("init", "--setting", setting, "--schema").out()));
  }
}
