package io.sweepstake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.sweeps.pruner.Pruners;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a problem knows of its pruners, by the toy of these tests: judged from step 200 of 1000. */
class StudyDefinitionTest {
  @Test
  void everyPrunerIsToldWhenItMayJudgeInAnOptionThatItReads() {
    List<String> names = Pruners.names();
    for (String name : names) {
      if (Pruners.kind(name).wantsRepetitions()) {
        continue;
      }
      Map<String, String> told =
          study(name.equals("threshold") ? "threshold:upper=9" : name).spec().pruner().options();
      assertThat(Pruners.options(name)).as(name).containsAll(told.keySet());
      Pruners.kind(name)
          .description()
          .firstStep()
          .ifPresent(first -> assertThat(told).as(name).containsEntry(first.name(), "200"));
    }
    assertThat(names).contains("none", "asha", "median", "pbt");
  }

  @Test
  void whatIsToldIsTheInnerPrunersOwn() {
    assertThat(study("patient:inner=asha").spec().pruner().options())
        .containsEntry("first", "200")
        .doesNotContainKey("warmup");
    assertThat(study("patient:inner=median").spec().pruner().options())
        .containsEntry("warmup", "200");
  }

  @Test
  void aSignedRankTestIsRefusedWhereStepsAreNoRepetitionsAlsoInside() {
    for (String pruner : List.of("wilcoxon", "patient:inner=wilcoxon")) {
      assertThatThrownBy(() -> study(pruner))
          .hasMessageStartingWith("pruner: wilcoxon is for trials whose steps are repetitions");
    }
  }

  private static StudyDefinition study(String pruner) {
    return StudyDefinition.of(
        SweepConfig.of(Map.of("steepness", 100, "trials", 1, "study", "unused", "pruner", pruner)));
  }
}
