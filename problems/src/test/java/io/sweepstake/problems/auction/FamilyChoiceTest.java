package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyChoiceTest {
  private static final String BOTH = "regretnet,rochetnet";

  @Test
  void aTrialHasTheHyperParametersOfItsFamilyOnly() {
    SearchSpace space = study(BOTH, Map.of()).spec().space();

    assertThat(space.params().get(0).range()).isEqualTo("one of [regretnet, rochetnet]");
    assertThat(drawn(space, "rochetnet").values().keySet())
        .contains("family", "rochetnet_menu_size")
        .noneMatch(name -> name.startsWith("regretnet_"));
    assertThat(drawn(space, "regretnet").values().keySet())
        .contains("regretnet_learning_rate")
        .noneMatch(name -> name.startsWith("rochetnet_"));
  }

  @Test
  void aTrialIsTheAuctionOfItsFamilyWithItsValues() {
    StudyDefinition study = study(BOTH, Map.of("rochetnet_batch", "64"));
    Auctions auctions = (Auctions) study.problem();

    AuctionProblem menus = auctions.of(trial(study, "rochetnet"));
    assertThat(menus.family().name()).isEqualTo("rochetnet");
    assertThat(menus.fixed())
        .containsEntry("batch", 64)
        .containsEntry(
            "menu_size",
            drawn(study.spec().space(), "rochetnet").values().get("rochetnet_menu_size"));
    assertThat(auctions.of(trial(study, "regretnet")).family().name()).isEqualTo("regretnet");
  }

  @Test
  void aTrialStoppedAtRungsEqualsOneThatRanThrough() {
    StudyDefinition study =
        study(
            BOTH,
            Map.of("regretnet_iterations", "107", "rochetnet_iterations", "210"),
            Map.of("objective", "revenue"));
    for (String family : List.of("regretnet", "rochetnet")) {
      TrialFunction function = study.trials(Map.of());
      Trial trial = trial(study, family);
      Trial through = function.advance(List.of(trial), Rung.END).get(0);
      Trial first = function.advance(List.of(trial), new Rung(0, 31)).get(0);
      Trial second = study.trials(Map.of()).advance(List.of(first), new Rung(1, 70)).get(0);
      Trial last = function.advance(List.of(second), Rung.end(2)).get(0);

      assertThat(through.state()).isInstanceOf(TrialState.Completed.class);
      assertThat(network(through).family()).isEqualTo(family);
      assertThat(first.state()).isInstanceOf(TrialState.Running.class);
      assertThat(last.artifacts()).isEqualTo(through.artifacts());
      assertThat(through.curve().get(through.curve().size() - 1).step()).isEqualTo(100);
    }
  }

  @Test
  void aRecordedStudyIsAboutTheSameAgain() {
    StudyDefinition study = study(BOTH, Map.of());

    Problem again = new AuctionKind().problem(study.problem().settings());
    assertThat(again).isEqualTo(study.problem());
    assertThat(StudyDefinition.of(study.spec()).problem()).isEqualTo(study.problem());
    assertThat(again.fixed())
        .containsEntry("regretnet_batch", 64)
        .isEqualTo(study.problem().fixed());
    assertThat(again.name()).isEqualTo("additive-1x2-uniform-regretnet-or-rochetnet");
  }

  @Test
  void eachFamilyHasItsOwnLengthUnlessOneIsAskedFor() {
    Map<String, Object> own = lengths(study(BOTH, Map.of()));
    assertThat(own)
        .containsEntry("regretnet_iterations", 20_000)
        .containsEntry("rochetnet_iterations", 4_000);
    assertThat(lengths(study(BOTH, Map.of(), Map.of("iterations", 500))).values())
        .containsOnly(500);
  }

  @Test
  void oneFamilyThatAPersonFixesIsTheOnlyOneSearched() {
    SearchSpace space = study(BOTH, Map.of("family", "rochetnet")).spec().space();

    assertThat(space.params().stream().map(Param::name))
        .contains("rochetnet_menu_size")
        .noneMatch(name -> name.startsWith("regretnet_"));
    assertThat(space.conditions()).isEmpty();
  }

  @Test
  void whatIsEarnedIsTheObjectiveWhereItCanBeHad() {
    assertThat(study(BOTH, Map.of()).spec().objective().metrics())
        .containsExactly(AuctionMetrics.TRUTHFUL_REVENUE);
    StudyDefinition notTruthful =
        study("regretnet,equivariantnet", Map.of(), Map.of("setting", "unit-6x8:uniform(0,1)"));
    assertThat(notTruthful.spec().objective().metrics()).contains(Metric.of("revenue"));
  }

  @Test
  void aBoundOnRegretIsTheAimOfThoseThatHaveOne() {
    StudyDefinition bounded =
        study(BOTH, Map.of(), Map.of("objective", "revenue subject to regret_share <= 0.002"));
    assertThat(bounded.problem().fixed()).containsEntry("regretnet_regret_target", 0.002);
  }

  @Test
  void aListOfAFileMeansWhatCommasMean() {
    assertThat(study(BOTH, Map.of(), Map.of("family", List.of("regretnet", "rochetnet"))).problem())
        .isEqualTo(study(BOTH, Map.of()).problem());
  }

  @Test
  void allAreThoseThatSellTheSetting() {
    Param<?> family = study("all", Map.of()).spec().space().params().get(0);

    assertThat(((CategoricalParam) family).choices())
        .contains("regretnet", "equivariantnet", "rochetnet", "size-ama")
        .doesNotContain("myersonnet", "cell-ama");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "regretnet,regretnet | width | family: must name each once, twice regretnet",
        "regretnet,,rochetnet | width | must be one, several with commas between them, or all",
        "all,rochetnet | width | must be one, several with commas between them, or all",
        "regretnet,nonsense | width | family: no family is called nonsense",
        "regretnet,cell-ama | width | cell-ama",
        "regretnet,rochetnet | width | has no parameter width",
        "regretnet,rochetnet | regretnet_menu_size | has no parameter regretnet_menu_size",
        "regretnet,rochetnet | regretnet_warm_start | has no parameter regretnet_warm_start",
      })
  void whatIsWrongIsNamed(String families, String param, String message) {
    assertThatThrownBy(() -> study(families, Map.of(param, "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aPresetOfNoFamilyIsRefused() {
    assertThatThrownBy(() -> study(BOTH, Map.of()).problem().fixing(Map.of("width", 3)))
        .hasMessage("width: must begin with a family of the study, such as regretnet_width");
    assertThatThrownBy(
            () -> study(BOTH, Map.of()).problem().fixing(Map.of("regretnet_iterations", 0)))
        .hasMessage(
            "regretnet_iterations: must be at least 100 where several families are swept, was 0");
  }

  private static Map<String, Object> lengths(StudyDefinition study) {
    Map<String, Object> lengths = new LinkedHashMap<>(study.problem().fixed());
    lengths.keySet().removeIf(name -> !name.endsWith("_iterations"));
    return lengths;
  }

  private static NetworkFile network(Trial trial) {
    return trial.artifacts().stream()
        .filter(artifact -> artifact.name().equals(AuctionProblem.NETWORK))
        .map(Artifact::content)
        .map(NetworkFile::fromBytes)
        .findFirst()
        .orElseThrow();
  }

  private static StudyDefinition study(String families, Map<String, String> params) {
    return study(families, params, Map.of());
  }

  private static StudyDefinition study(
      String families, Map<String, String> params, Map<String, ?> more) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("setting", "additive-1x2-uniform");
    settings.put("family", families);
    settings.put("trials", 1);
    settings.put("study", "unused");
    settings.put("params", params);
    settings.putAll(more);
    return StudyDefinition.of(SweepConfig.of(settings));
  }

  private static Trial trial(StudyDefinition study, String family) {
    return Trial.asked(
        0,
        drawn(study.spec().space(), family),
        7,
        new Ask(0, "test"),
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** The middle of every range of a family. */
  private static Point drawn(SearchSpace space, String family) {
    double[] numbers = new double[space.size()];
    Arrays.fill(numbers, Double.NaN);
    for (int k = 0; k < numbers.length; k++) {
      if (space.exists(k, numbers)) {
        numbers[k] = number(space.params().get(k), family);
      }
    }
    return Point.ofNumbers(space, numbers);
  }

  private static <T> double number(Param<T> param, String family) {
    return param.number(param.name().equals("family") ? param.parse(family) : param.decode(0.5));
  }
}
