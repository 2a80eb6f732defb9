package io.sweepstake.problems.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.exchange.ExchangeSettings;
import io.sweepstake.core.exchange.MaximumMatching;
import io.sweepstake.core.exchange.MixAndMatch;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKinds;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.StatisticalSummary;
import org.junit.jupiter.api.Test;

class ExchangeProblemTest {
  private static final String SEVEN = ExchangeSettings.SEVEN_TYPES;

  private static Problem problem(String... said) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int k = 0; k < said.length; k += 2) {
      settings.put(said[k], said[k + 1]);
    }
    return ProblemKinds.problem(settings);
  }

  @Test
  void theSettingSaysWhatKindOfProblemItIs() {
    Problem problem = problem("setting", SEVEN);
    assertThat(problem.kind().name()).isEqualTo("exchange");
    assertThat(problem.name()).isEqualTo(SEVEN);
    assertThat(problem.steps()).isEqualTo(2000);
    assertThat(ProblemKinds.problem(problem.settings())).isEqualTo(problem);
    assertThat(problem("setting", "additive-2x2-uniform").kind().name()).isEqualTo("auction");
  }

  @Test
  void whatCannotBeTrainedIsRefused() {
    assertThatThrownBy(() -> problem("setting", "exchange-9"))
        .hasMessageStartingWith("setting: must be one of [" + SEVEN);
    assertThatThrownBy(() -> problem("setting", SEVEN, "family", "regretnet"))
        .hasMessage("family: of kidney exchanges there is matchnet, was regretnet");
    assertThatThrownBy(() -> problem("setting", SEVEN, "iterations", "0"))
        .hasMessage("iterations: must be from 1 to 2147483647, was 0");
    assertThatThrownBy(() -> problem("setting", SEVEN).check(Map.of("curvature", 0.0)))
        .hasMessage("curvature: must be above 0, was 0");
    assertThatThrownBy(() -> problem("setting", SEVEN).check(Map.of("batch", 100)))
        .hasMessage("batch: must be a multiple of 64, was 100");
    assertThatThrownBy(() -> problem("setting", SEVEN, "preset.bidders", "2"))
        .hasMessage("bidders: there is no such hyper-parameter");
  }

  @Test
  void trainingsAimAtTheRegretThatTheStudyAllows() {
    Problem problem = problem("setting", SEVEN);
    Objective objective = problem.defaultObjective();
    assertThat(objective).hasToString("maximize welfare_ratio subject to regret <= 0.05");
    assertThat(problem.aims(objective, Set.of())).isEqualTo(Map.of("regret_target", 0.05));
    Objective stricter =
        Objective.of(objective.goals().get(0))
            .subjectTo(Constraint.atMost(ExchangeMetrics.REGRET.metric(), 0.01));
    assertThat(problem.aims(stricter, Set.of())).isEqualTo(Map.of("regret_target", 0.01));
  }

  @Test
  void aTrialThatStoppedEndsAsOneThatDidNot() throws Exception {
    Map<String, Object> small = Map.of("pools", 64, "width", 16, "depth", 1, "hiding_steps", 1);
    ExchangeProblem problem =
        (ExchangeProblem) problem("setting", SEVEN, "iterations", "4").fixing(small);
    Training straight = problem.start(small, 7);
    Map<Long, Metrics> curve = new LinkedHashMap<>();
    straight.advance(4, 2, curve::put);
    Training first = problem.start(small, 7);
    first.advance(2, 2, (step, metrics) -> {});
    Training second = problem.start(small, 7);
    assertThat(second.restore(first.checkpoint())).isEmpty();
    second.advance(4, 2, (step, metrics) -> assertThat(metrics).isEqualTo(curve.get(step)));
    assertThat(second.checkpoint()).isEqualTo(straight.checkpoint());
    assertThat(curve).containsOnlyKeys(2L, 4L);
    Training other = problem.start(small, 8);
    assertThatThrownBy(() -> other.restore(first.checkpoint()))
        .hasMessage("checkpoint: is of another training");
  }

  @Test
  void whatIsJudgedDoesNotHangOnShards() throws Exception {
    Map<String, Object> small = Map.of("pools", 64, "width", 8, "depth", 1);
    ExchangeProblem problem =
        (ExchangeProblem) problem("setting", SEVEN, "iterations", "1").fixing(small);
    Training training = problem.start(small, 7);
    training.advance(1, 1, (step, metrics) -> {});
    byte[] network = training.result(1).artifacts().get(0).content();
    ExchangeJudge judge = new ExchangeJudge(SEVEN, 3, 20, 4);
    Metrics whole = judge.combine(List.of(judge.shard(network, 0, 1)));
    Metrics parts = judge.combine(List.of(judge.shard(network, 1, 2), judge.shard(network, 0, 2)));
    assertThat(parts).isEqualTo(whole);
    assertThat(whole.value(ExchangeMetrics.EXHAUSTIVE.metric())).hasValue(1);
    assertThat(whole.value(ExchangeMetrics.LOTTERY.metric())).hasValue(1);
    assertThat(whole.value(ExchangeMetrics.CANONICAL_RATIO.metric()).getAsDouble())
        .isBetween(0.0, 1.0 + 1e-6);
    List<byte[]> shards = List.of(judge.shard(network, 1, 2), judge.shard(network, 0, 2));
    assertDraws(judge, shards, ExchangeMetrics.WELFARE_RATIO, ExchangeMetrics.WELFARE_RATIO_SE);
    assertDraws(judge, shards, ExchangeMetrics.REGRET, ExchangeMetrics.REGRET_SE);
    assertThat(judge.draws(ExchangeMetrics.REGRET_MAX.metric(), shards)).isEmpty();
    assertThatThrownBy(() -> new ExchangeJudge("exchange-2x2", 3, 20, 4).shard(network, 0, 1))
        .hasMessage("network: must be for exchange-2x2, was for " + SEVEN);
  }

  private static void assertDraws(
      ExchangeJudge judge, List<byte[]> shards, MetricColumn mean, MetricColumn error) {
    Metrics found = judge.combine(shards);
    double[] draws = judge.draws(mean.metric(), shards).orElseThrow();
    StatisticalSummary summary = new DescriptiveStatistics(draws);
    assertThat(draws).hasSize(20);
    assertThat(summary.getMean())
        .isCloseTo(found.value(mean.metric()).getAsDouble(), within(1e-12));
    assertThat(summary.getStandardDeviation() / Math.sqrt(draws.length))
        .isCloseTo(found.value(error.metric()).getAsDouble(), within(1e-12));
  }

  /** Where an odd number of pairs can exchange among themselves, halves match more than wholes. */
  @Test
  void moreThanWholeMatchingsCanRaisesAnAlarm() {
    ExchangeJudge judge = new ExchangeJudge(ExchangeSettings.BLOOD_TYPES, 4, 20, 1);
    Metrics more =
        Metrics.of(
            ExchangeMetrics.WELFARE_RATIO.metric(),
            1.2,
            ExchangeMetrics.WELFARE_RATIO_SE.metric(),
            0.05);
    assertThat(judge.alarms(Map.of("trial 3", more)))
        .containsExactly(
            "trial 3 matches 1.200 times what whole matchings can: in fractions of pairs");
    Metrics noise = more.with(ExchangeMetrics.WELFARE_RATIO.metric(), 1.1);
    assertThat(judge.alarms(Map.of("trial 3", noise))).isEmpty();
  }

  @Test
  void knownRulesAreMeasuredAsNetworksAre() {
    ExchangeJudge judge = new ExchangeJudge(SEVEN, 4, 40, 8);
    Metrics maximum = judge.judged(new MaximumMatching(ExchangeSettings.named(SEVEN)));
    assertThat(maximum.value(ExchangeMetrics.WELFARE_RATIO.metric())).hasValue(1);
    assertThat(maximum.value(ExchangeMetrics.CANONICAL_REGRET.metric())).hasValue(1.5);
    assertThat(maximum.value(ExchangeMetrics.INTEGRALITY_GAP.metric()).getAsDouble())
        .isCloseTo(0, within(1e-9));
    Metrics mix = judge.judged(new MixAndMatch(ExchangeSettings.named(SEVEN)));
    assertThat(mix.value(ExchangeMetrics.REGRET.metric())).hasValue(0);
    assertThat(mix.value(ExchangeMetrics.REGRET_DRAWN.metric())).hasValue(0);
    assertThat(mix.value(ExchangeMetrics.IR_VIOLATION.metric())).hasValue(0);
    assertThat(mix.value(ExchangeMetrics.FIRST_HIDES_RATIO.metric())).hasValue(0.5);
    assertThat(mix.value(ExchangeMetrics.WELFARE_RATIO.metric()).getAsDouble())
        .isBetween(0.8, 0.999);
  }
}
