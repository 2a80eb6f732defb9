package io.sweepstake.problems.repeated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.core.bidding.RiskAttitude;
import io.sweepstake.core.payment.PaymentNet;
import io.sweepstake.core.payment.PaymentSpec;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKinds;
import io.sweepstake.sweeps.problem.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatedProblemTest {
  private static RepeatedProblem problem(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int k = 0; k < settings.length; k += 2) {
      all.put(settings[k], settings[k + 1]);
    }
    return (RepeatedProblem) ProblemKinds.problem(all);
  }

  @Test
  void aSettingsNameSaysWhichKindOfProblemItIs() {
    RepeatedProblem digits = problem("setting", "repeated-3-digits", "family", "payment-net");
    assertThat(digits.game().bidders()).isEqualTo(3);
    assertThat(digits.game().revenueBound()).isCloseTo(4.95, within(1e-9));
    assertThat(problem("setting", "repeated-3-digits-reserve").game().revenueBound())
        .isCloseTo(5.275, within(1e-9));
    assertThat(problem("setting", "repeated-2:binomial(4,0.5)").game().grid().bids()).isEqualTo(5);
    assertThat(problem("setting", "repeated-2-reserve:weights(1,2,1)").game().withholds()).isTrue();
    assertThat(ProblemKinds.problem(Map.of("setting", "additive-1x2-uniform")).kind().name())
        .isEqualTo("auction");
  }

  @Test
  void settingsMakeTheSameProblemAgain() {
    for (RepeatedProblem one :
        List.of(
            problem("setting", "repeated-3-digits"),
            problem("setting", "repeated-2:uniform(1,4)", "greatest-bid", "6", "rounds", "3"),
            problem(
                "setting",
                "repeated-2-digits",
                "learner",
                "ucb,truthful",
                "risk",
                "cara(0.5)",
                "budgets",
                "none,7"))) {
      assertThat(ProblemKinds.problem(one.settings())).isEqualTo(one);
      Problem fixed = one.fixing(Map.of("margin", 0.03));
      assertThat(ProblemKinds.problem(fixed.settings())).isEqualTo(fixed).isNotEqualTo(one);
      assertThat(fixed.fixed()).containsExactly(Map.entry("margin", 0.03));
    }
  }

  @Test
  void aRuleIsTrainedOnTheProcessorAndSaysSoWhereADeviceIsAskedFor() {
    RepeatedProblem one = problem("setting", "repeated-2-digits");
    one.checkEngine("scalar", true);
    assertThatThrownBy(() -> one.checkEngine("opencl:0", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("engine: must be auto or one of [nd4j, scalar, vector], was opencl:0");
  }

  @Test
  void biddersMayDiffer() {
    RepeatedProblem mixed =
        problem(
            "setting", "repeated-2-digits", "learner", "ucb,truthful", "risk", "neutral,crra(0.5)");
    assertThat(mixed.game().kinds()).containsExactly(BidderKind.UCB, BidderKind.TRUTHFUL);
    assertThat(mixed.game().attitudes())
        .containsExactly(RiskAttitude.NEUTRAL, new RiskAttitude.Crra(0.5));
    assertThat(mixed.game().classical()).isFalse();
    assertThat(mixed.references()).noneMatch(Reference::bound);
  }

  @Test
  void thePublishedPresetIsTheOriginal() {
    Problem published =
        problem("setting", "repeated-3-digits").fixing(Map.of("preset", "published"));
    assertThat(published.steps()).isEqualTo(10);
    PaymentSpec plan = ((RepeatedProblem) published).plan(Map.of(), 1);
    assertThat(plan.net().payments()).isEqualTo(PaymentNet.Payments.SOFTMAX);
    assertThat(plan.auctions()).isEqualTo(100_000);
    assertThat(plan.recorded()).isEqualTo(64);
    assertThat(plan.updates()).isEqualTo(1);
    assertThat(plan.price()).isZero();
    assertThat(plan.exploration().overbids()).isFalse();
    assertThat(plan.exploration().chance(0.3)).isCloseTo(0.125, within(1e-12));
    assertThat(problem("setting", "repeated-3-digits", "rounds", "7").steps()).isEqualTo(7);
    assertThat(
            problem("setting", "repeated-3-digits", "rounds", "7")
                .fixing(Map.of("preset", "published"))
                .steps())
        .isEqualTo(7);
  }

  @Test
  void mistakesAreNamed() {
    refused("setting: must be repeated-N-digits", "setting", "repeated-digits");
    refused("setting: must have at least 2 bidders, had 1", "setting", "repeated-1-digits");
    refused("setting: law must be one of", "setting", "repeated-2:poisson(3)");
    refused("setting: uniform: must have 2 numbers, had 1", "setting", "repeated-2:uniform(3)");
    refused("setting: uniform: must have a whole number", "setting", "repeated-2:uniform(0.5,3)");
    refused("family: must be payment-net", "setting", "repeated-2-digits", "family", "regretnet");
    refused("learner: must be one of", "setting", "repeated-2-digits", "learner", "bandit");
    refused(
        "learner: must be one for all, or one for each of 2 bidders",
        "setting",
        "repeated-2-digits",
        "learner",
        "ucb,ucb,ucb");
    refused("risk: must be neutral, cara(A)", "setting", "repeated-2-digits", "risk", "cara");
    refused("risk: cara: aversion must be", "setting", "repeated-2-digits", "risk", "cara(-1)");
    refused("budgets: must be from 0 up", "setting", "repeated-2-digits", "budgets", "-1");
    refused("rounds: must be at least 1, was 0", "setting", "repeated-2-digits", "rounds", "0");
    refused("settling: must be at least 1", "setting", "repeated-2-digits", "settling", "0");
    refused(
        "greatest-bid: must be from 1 to 1023",
        "setting",
        "repeated-2-digits",
        "greatest-bid",
        "0");
    refused("payment rule: bids^bidders must be", "setting", "repeated-8-digits");
    refused(
        "margins: there is no such hyper-parameter",
        "setting",
        "repeated-2-digits",
        "preset.margins",
        "1");
    assertThatThrownBy(() -> problem("setting", "repeated-2-digits").check(Map.of("margin", -1.0)))
        .hasMessage("margin: must be at least 0.0, was -1.0");
  }

  private static void refused(String message, String... settings) {
    assertThatThrownBy(() -> problem(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  /** Second price earns 4.5, Myerson 5.275, and the full surplus is 6.975. */
  @Test
  void theClassicalRulesStandBeside() {
    Map<String, Double> revenues = new HashMap<>();
    for (Reference reference : problem("setting", "repeated-3-digits").references()) {
      revenues.put(
          reference.name(),
          reference.metrics().value(RepeatedMetrics.REVENUE.metric()).getAsDouble());
    }
    assertThat(revenues.get("second price (VCG)")).isCloseTo(4.5, within(1e-9));
    assertThat(revenues.get("Myerson")).isCloseTo(5.275, within(1e-9));
    assertThat(revenues.get("best that always sells")).isCloseTo(4.95, within(1e-9));
    assertThat(revenues.get("full surplus")).isCloseTo(6.975, within(1e-9));
    assertThat(revenues.get("bound")).isCloseTo(4.95, within(1e-9));
    assertThat(revenues.get("first price")).isCloseTo(4.42, within(0.05));
    assertThat(revenues).containsKeys("third price", "all-pay");
  }
}
