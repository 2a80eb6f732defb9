package io.sweepstake.problems.repeated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.payment.PaymentFile;
import io.sweepstake.core.payment.PaymentSpec;
import io.sweepstake.core.payment.PaymentTraining;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.study.Metrics;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.StatisticalSummary;
import org.junit.jupiter.api.Test;

class SettlingJudgeTest {
  private static RepeatedProblem problem(String risk) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("setting", "repeated-2:uniform(0,3)");
    settings.put("settling", "20000");
    settings.put("risk", risk);
    return new RepeatedKind().problem(settings);
  }

  private static SettlingJudge judge(String risk) {
    return (SettlingJudge) problem(risk).judge(9).orElseThrow();
  }

  private static byte[] untrained() {
    RepeatedProblem problem = problem("neutral");
    PaymentSpec plan = problem.plan(Map.of(), 1);
    return new PaymentFile(
            problem.setting(),
            plan.net(),
            new PaymentTraining(plan, Loops.best().get()).weights(),
            List.of())
        .toBytes();
  }

  @Test
  void whatIsFoundDoesNotHangOnTheShards() {
    SettlingJudge judge = judge("neutral");
    byte[] rule = untrained();
    Metrics one = judge.combine(List.of(judge.shard(rule, 0, 1)));
    Metrics three =
        judge.combine(
            List.of(judge.shard(rule, 2, 3), judge.shard(rule, 0, 3), judge.shard(rule, 1, 3)));
    assertThat(three).isEqualTo(one);
    for (MetricColumn column : judge.metrics()) {
      assertThat(one.value(column.metric())).as(column.name()).isPresent();
    }
    assertThat(one.value(RepeatedMetrics.EXPLOITABILITY_MAX.metric()).getAsDouble())
        .isGreaterThanOrEqualTo(one.value(RepeatedMetrics.EXPLOITABILITY.metric()).getAsDouble());
    assertThat(judge.alarms(Map.of("trial 0", one))).isEmpty();
  }

  @Test
  void errorsAreOfWhatIsFoundGroupByGroup() {
    SettlingJudge judge = judge("neutral");
    byte[] rule = untrained();
    List<byte[]> shards = List.of(judge.shard(rule, 1, 2), judge.shard(rule, 0, 2));
    Metrics found = judge.combine(shards);
    double[] draws = judge.draws(RepeatedMetrics.REVENUE.metric(), shards).orElseThrow();
    StatisticalSummary summary = new DescriptiveStatistics(draws);
    assertThat(draws).hasSize(SettlingJudge.GROUPS);
    assertThat(summary.getMean())
        .isCloseTo(
            found.value(RepeatedMetrics.REVENUE.metric()).getAsDouble(), withinPercentage(1e-9));
    assertThat(summary.getStandardDeviation() / Math.sqrt(draws.length))
        .isCloseTo(
            found.value(RepeatedMetrics.REVENUE_SE.metric()).getAsDouble(), withinPercentage(1e-6));
    assertThat(judge.draws(RepeatedMetrics.EXPLOITABILITY_MAX.metric(), shards)).isEmpty();
  }

  @Test
  void theAlarmRingsAboveTheBoundAndWhatGainsAllow() {
    // E[2 max − 3] of two of the numbers from 0 to 3 is 1.25.
    Metrics found = found(1.297, 0.03, 0.006);
    assertThat(judge("neutral").alarms(Map.of("trial 0", found))).isEmpty();
    Metrics above = found(1.31, 0.03, 0.006);
    assertThat(judge("neutral").alarms(Map.of("trial 0", above)))
        .containsExactly(
            "trial 0 earns 1.310, more than the 1.298 that any rule can from bidders who gain so"
                + " little by bidding otherwise: they have not settled, or are measured wrongly");
    assertThat(judge("crra(0.5)").alarms(Map.of("trial 0", above))).isEmpty();
  }

  private static Metrics found(double revenue, double allowance, double error) {
    return Metrics.of(RepeatedMetrics.REVENUE.metric(), revenue)
        .with(RepeatedMetrics.ALLOWANCE.metric(), allowance)
        .with(RepeatedMetrics.REVENUE_SE.metric(), error);
  }

  @Test
  void saysWhereBiddersHaveNotSettled() {
    Metrics gains = Metrics.of(RepeatedMetrics.EXPLOITABILITY.metric(), 0.2);
    assertThat(judge("neutral").hints(Map.of("trial 0", gains)))
        .containsExactly(
            "bidders under trial 0 have not settled: better bids would bring each 0.20 more");
    assertThat(
            judge("neutral")
                .hints(
                    Map.of("trial 0", Metrics.of(RepeatedMetrics.EXPLOITABILITY.metric(), 0.01))))
        .isEmpty();
  }

  @Test
  void rulesOfOtherGamesAreRefused() {
    SortedMap<String, String> settings = new TreeMap<>(problem("neutral").settings());
    settings.put("setting", "repeated-3:uniform(0,3)");
    SettlingJudge other = new SettlingJudge(settings, 9, 2);
    assertThatThrownBy(() -> other.shard(untrained(), 0, 1))
        .hasMessage("rule: must be for 3 bidders and 4 bids, was for 2 and 4");
  }
}
