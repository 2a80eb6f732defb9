package io.sweepstake.core.economics;

import static io.sweepstake.core.auction.GoldenAuctions.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.regret.CheapAttack;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownOptimumTest {
  private static final RegretEstimator QUICK = CheapAttack.standard();

  private static double optimum(String name) {
    return KnownOptimum.of(Settings.named(name)).orElseThrow().revenue();
  }

  @Test
  void agreesWithTheReference() {
    String one = "/single_buyer_additive_U01/sja/";
    String other = "/single_buyer_other/";
    assertThat(optimum("additive-1x1-uniform")).isCloseTo(number(one + "1/revenue"), within(1e-12));
    assertThat(optimum("additive-1x2-uniform")).isCloseTo(number(one + "2/revenue"), within(1e-12));
    assertThat(optimum("additive-1x3-uniform")).isCloseTo(number(one + "3/revenue"), within(1e-12));
    assertThat(optimum("additive-1x4-uniform")).isCloseTo(number(one + "4/revenue"), within(1e-12));
    assertThat(optimum("additive-1x2-uniform-416-47"))
        .isCloseTo(number(other + "add_U4_16_x_U4_7"), within(1e-12));
    assertThat(optimum("additive-1x2-uniform-triangle"))
        .isCloseTo(number(other + "add_unit_triangle"), within(1e-12));
    assertThat(optimum("unit-1x2-uniform"))
        .isCloseTo(number(other + "unit_demand_1x2_U01"), within(1e-12));
    assertThat(optimum("unit-1x2-uniform-23"))
        .isCloseTo(number(other + "unit_demand_1x2_U23/revenue"), within(1e-12));
    assertThat(optimum("uniform"))
        .isCloseTo(number("/iid_single_item/uniform01/4/myerson"), within(1e-12));
    assertThat(optimum("exponential"))
        .isCloseTo(number("/iid_single_item/exp_rate1/4/myerson"), within(1e-11));
    assertThat(optimum("additive-3x1-uniform"))
        .isCloseTo(number("/iid_single_item/uniform01/3/myerson"), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"additive-2x2-uniform", "additive-1x10-uniform", "unit-2x2-uniform", "latent"})
  void openProblemsHaveNone(String name) {
    assertThat(KnownOptimum.of(Settings.named(name))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "additive-1x2-uniform",
        "additive-1x3-uniform",
        "additive-1x4-uniform",
        "additive-1x2-uniform-416-47",
        "additive-1x2-uniform-04-03",
        "additive-1x2-uniform-triangle",
        "unit-1x2-uniform",
        "unit-1x2-uniform-23"
      })
  void optimalMenusEarnTheOptimumAndNoOtherBaselineMore(String name) {
    Setting setting = Settings.named(name);
    Optimum optimum = KnownOptimum.of(setting).orElseThrow();
    List<Baseline> baselines = Baselines.of(setting);
    Evaluator evaluator = new Evaluator(setting, 6, 100_000, 1, QUICK);
    Estimate revenue =
        evaluator.evaluate(baselines.get(baselines.size() - 1).mechanism()).revenue();
    assertThat(revenue.mean())
        .isCloseTo(optimum.revenue(), within(4 * revenue.standardError() + optimum.tolerance()));
    assertThat(OptimumAlarm.of(setting, revenue)).isEmpty();
    for (Baseline baseline : baselines) {
      baseline
          .revenue()
          .ifPresent(exact -> assertThat(exact).isLessThanOrEqualTo(optimum.revenue() + 1e-9));
    }
  }

  @Test
  void twoUnequalUniformsGeneraliseManelliVincent() {
    // Prices 8/3, 2 and (14 − √24)/3; the same formulas with 1 and 1 give (12 + 2√2)/27.
    assertThat(optimum("additive-1x2-uniform-04-03")).isCloseTo(1.9184429248567672, within(1e-12));
    assertThat(optimum("additive-1x2-uniform"))
        .isCloseTo((12 + 2 * Math.sqrt(2)) / 27, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({
    "uniform, 4",
    "hetero, 3",
    "exponential, 2",
    "truncated-exponential, 3",
    "irregular, 3",
    "asymmetric, 5",
    "additive-2x2-uniform, 2",
    "additive-3x2-uniform, 3"
  })
  void exactRevenuesOfBaselinesAreWhatTheyEarn(String name, int bidders) {
    Setting setting = Settings.named(name, OptionalInt.of(bidders));
    Evaluator evaluator = new Evaluator(setting, 8, 20_000, 1, QUICK);
    for (Baseline baseline : Baselines.of(setting)) {
      Estimate revenue = evaluator.evaluate(baseline.mechanism()).revenue();
      assertThat(revenue.mean())
          .as(baseline.name())
          .isCloseTo(baseline.revenue().orElseThrow(), within(4 * revenue.standardError()));
    }
  }

  @Test
  void everySettingHasBaselinesWithNamesOfTheirOwn() {
    for (Settings.Listed listed : Settings.all()) {
      List<Baseline> baselines = Baselines.of(Settings.named(listed.name()));
      assertThat(baselines).isNotEmpty();
      assertThat(baselines.stream().map(Baseline::name)).doesNotHaveDuplicates();
    }
    assertThat(Baselines.of(Settings.named("latent")).stream().map(Baseline::name))
        .noneMatch(name -> name.contains("Myerson"));
  }

  @Test
  void alarmNeedsThreeStandardErrors() {
    Setting setting = Settings.named("additive-1x2-uniform");
    double optimum = KnownOptimum.of(setting).orElseThrow().revenue();
    assertThat(OptimumAlarm.of(setting, new Estimate(optimum + 0.0029, 0.001, 1, 1, 10))).isEmpty();
    assertThat(OptimumAlarm.of(setting, new Estimate(optimum + 0.0031, 0.001, 1, 1, 10)))
        .isPresent();
    assertThat(
            OptimumAlarm.of(
                Settings.named("additive-2x2-uniform"), new Estimate(9, 0.001, 9, 9, 10)))
        .isEmpty();
    // The optimum for three items is itself known to 5e-4 only.
    assertThat(
            OptimumAlarm.of(
                Settings.named("additive-1x3-uniform"), new Estimate(0.8759, 0, 1, 1, 10)))
        .isEmpty();
  }
}
