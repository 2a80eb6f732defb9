package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.loss.RegretBudget;
import io.sweepstake.core.loss.RegretTarget;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.training.TrainingSpec;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which regret the trainings of a study are told to end at, and by what. */
class RegretAimTest {
  private static final String SHARE = "revenue subject to regret_share <= 0.002";

  @Test
  void whatAStudyAllowsIsTheTargetOfItsTrainings() {
    RegretTarget loss = (RegretTarget) loss(Map.of("objective", SHARE));

    assertThat(loss.target()).isEqualTo(0.002);
    assertThat(loss.bound()).isZero();
    assertThat(((RegretTarget) loss(Map.of())).target()).isEqualTo(0.001);
  }

  @Test
  void aBoundInUnitsOfValueIsTakenUpToo() {
    RegretTarget loss =
        (RegretTarget) loss(Map.of("objective", "revenue subject to regret <= 0.002"));
    RegretTarget both =
        (RegretTarget)
            loss(Map.of("objective", "revenue subject to regret <= 0.002, regret_share <= 0.003"));

    assertThat(loss.bound()).isEqualTo(0.002);
    assertThat(loss.target()).isEqualTo(0.02);
    assertThat(both.bound()).isEqualTo(0.002);
    assertThat(both.target()).isEqualTo(0.003);
  }

  @Test
  void whoSetsATargetHasThatOne() {
    Map<String, String> own = Map.of("regret_target", "0.004");
    assertThat(((RegretTarget) loss(Map.of("objective", SHARE, "params", own))).target())
        .isEqualTo(0.004);
    assertThat(((RegretTarget) loss(Map.of("objective", "revenue", "params", own))).target())
        .isEqualTo(0.004);
  }

  @ParameterizedTest
  @ValueSource(strings = {"revenue", "revenue - 7*regret", "maximize revenue, minimize regret"})
  void withoutABoundOnRegretThereIsABudget(String objective) {
    assertThat(loss(Map.of("objective", objective))).isInstanceOf(RegretBudget.class);
  }

  @Test
  void whoSpeaksOfABudgetsEndHasABudgetUnlessALossIsNamed() {
    for (String text : List.of("0.001", "log:5e-4..2e-3")) {
      assertThat(loss(Map.of("params", Map.of("rmax-end", text)))).isInstanceOf(RegretBudget.class);
    }
    Map<String, Object> point = Map.of("enqueue", List.of("rmax_end=0.001"));
    assertThat(loss(point)).isInstanceOf(RegretBudget.class);
    assertThat(study(point).spec().space().param("rmax_end")).isPresent();
    assertThat(loss(Map.of("params", Map.of("rmax_end", "0.001", "loss", "target"))))
        .isInstanceOf(RegretTarget.class);
    assertThat(loss(Map.of("params", Map.of("loss", "budget")))).isInstanceOf(RegretBudget.class);
  }

  @Test
  void aTrainingOfItsOwnAimsAtAThousandthUnlessItHasABudget() {
    assertThat(alone(Map.of())).isInstanceOf(RegretTarget.class);
    assertThat(alone(Map.of("rmax_end", "0.001"))).isInstanceOf(RegretBudget.class);
  }

  @Test
  void familiesThatDoNotKeepToATargetHaveABudget() {
    Map<String, Object> one = Map.of("setting", "additive-3x1-uniform", "family", "auctionnet");
    assertThat(loss(one)).isInstanceOf(RegretBudget.class);
    assertThat(loss(Map.of("family", "equivariantnet"))).isInstanceOf(RegretTarget.class);
  }

  @Test
  void aBudgetsPresetsAreThoseOfAFullTrainingWhateverTheLength() {
    assertThat(spec(1_000, Map.of("loss", "budget")))
        .usingRecursiveComparison()
        .ignoringFields("iterations")
        .isEqualTo(spec(20_000, Map.of("loss", "budget")));
    assertThat(spec(1_000, Map.of("loss", "budget")).loss())
        .isEqualTo(new RegretBudget(1, 0.5, 0.02, 8.5e-4, 2 / 3.0));
  }

  @Test
  void shorterTrainingsTakeLargerStepsAndAreSearchedAroundThem() {
    StudyDefinition full = study(Map.of("iterations", "20000"));
    StudyDefinition brief = study(Map.of("iterations", "1000"));

    assertThat(preset(full, "misreport_steps")).isEqualTo(2);
    assertThat((double) preset(full, "learning_rate")).isEqualTo(3e-3);
    assertThat((int) preset(brief, "misreport_steps")).isEqualTo(7);
    assertThat((double) preset(brief, "learning_rate")).isCloseTo(6e-3, within(1e-9));
    for (StudyDefinition study : List.of(full, brief)) {
      FloatParam rates = (FloatParam) param(study, "learning_rate");
      IntParam steps = (IntParam) param(study, "misreport_steps");
      double rate = (double) preset(study, "learning_rate");
      assertThat(rates.low()).isCloseTo(rate / 3, within(1e-9));
      assertThat(rates.high()).isCloseTo(Math.min(3 * rate, 0.0075), within(1e-9));
      assertThat((int) preset(study, "misreport_steps")).isBetween(steps.low(), steps.high());
    }
  }

  @Test
  void successiveHalvingIsRefusedWhereRegretIsBoundedUnlessSomebodySaysFromWhere() {
    Map<String, Object> sweep = new LinkedHashMap<>(Map.of("iterations", "1000"));
    for (String pruner : List.of("asha", "asha_promotion", "hyperband", "patient:inner=asha")) {
      sweep.put("pruner", pruner);
      assertThatThrownBy(() -> study(sweep))
          .hasMessageStartingWith("pruner: ")
          .hasMessageContaining(" costs .0005 to .003 of revenue where regret is bounded")
          .hasMessageEndingWith(":first=200");
    }
    sweep.put("pruner", "asha:first=300");
    assertThat(study(sweep).spec().pruner().options()).containsEntry("first", "300");
    sweep.put("pruner", "asha");
    sweep.put("params", Map.of("loss", "budget"));
    assertThat(study(sweep).spec().pruner().options()).containsEntry("first", "200");
    sweep.put("params", Map.of());
    sweep.put("objective", "revenue - 7*regret");
    assertThat(study(sweep).spec().pruner().options()).containsEntry("first", "200");
  }

  @Test
  void othersJudgeFromAFifthOn() {
    for (String pruner : List.of("median", "percentile")) {
      Map<String, Object> sweep = Map.of("iterations", "1000", "pruner", pruner);
      assertThat(study(sweep).spec().pruner().options()).containsEntry("warmup", "200");
    }
  }

  private static Object preset(StudyDefinition study, String name) {
    AuctionProblem problem = (AuctionProblem) study.problem();
    return new AuctionKind()
        .problem(problem.fixing(Map.of()).settings()).tunables().stream()
            .filter(tunable -> tunable.name().equals(name))
            .findFirst()
            .orElseThrow()
            .preset();
  }

  private static Param<?> param(StudyDefinition study, String name) {
    return study.spec().space().param(name).orElseThrow();
  }

  private static TrainingLoss alone(Map<String, String> texts) {
    AuctionProblem problem = (AuctionProblem) study(Map.of()).problem().fixing(Map.of());
    return ((TrainingSpec) problem.plan(StudyDefinition.values(problem, texts), 1)).loss();
  }

  private static TrainingSpec spec(long iterations, Map<String, String> params) {
    return spec(study(Map.of("iterations", String.valueOf(iterations), "params", params)));
  }

  private static TrainingLoss loss(Map<String, Object> said) {
    return spec(study(said)).loss();
  }

  /** With what is searched at its preset. */
  private static TrainingSpec spec(StudyDefinition study) {
    Map<String, Object> values = new LinkedHashMap<>(study.problem().fixed());
    for (Param<?> param : study.spec().space().params()) {
      if (param.fixed()) {
        values.put(param.name(), param.decode(0));
      }
    }
    return (TrainingSpec) ((AuctionProblem) study.problem()).plan(values, 1);
  }

  private static StudyDefinition study(Map<String, Object> said) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("setting", "additive-2x2-uniform");
    all.put("iterations", "40");
    all.put("trials", "1");
    all.put("study", "unused");
    all.putAll(said);
    return StudyDefinition.of(SweepConfig.of(all));
  }
}
