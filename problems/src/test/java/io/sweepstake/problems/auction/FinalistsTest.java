package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.economics.Estimate;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.jobs.export.Format;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.run.Finalist;
import io.sweepstake.jobs.run.Finalists;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FinalistsTest {
  private static final AuctionJudge JUDGE =
      new AuctionJudge("uniform", 4, 1, 1000, 1000, AuctionJudge.Attack.STRONG);
  private static final Setting SETTING = Settings.named("uniform"); // optimum 0.6125
  private static final Setting TWO = Settings.named("additive-2x2-uniform");
  private static final Objective OBJECTIVE =
      Objective.of(Goal.maximize(Metric.of("revenue")))
          .subjectTo(Constraint.atMost(Metric.of("regret"), 0.001));

  @Test
  void theStrongAttackRanksAnew() {
    Finalists ranked =
        Finalists.ranked(
            List.of(finalist(0, 0.60, 0.005), finalist(1, 0.58, 0.0005), finalist(2, 0.59, 0.0009)),
            OBJECTIVE);
    assertThat(ranked.finalists()).extracting(Finalist::trial).containsExactly(2, 1, 0);
  }

  @Test
  void metricsThatOnlyTheTrialKnowsAreKept() {
    assertThat(finalist(0, 0.6, 0.005).metrics().value(Metric.of("train_seconds"))).hasValue(12);
    assertThat(finalist(0, 0.6, 0.005).metrics().value(Metric.of("regret"))).hasValue(0.005);
  }

  @Test
  void theTableHasTheDistanceToTheOptimumAndTheRatioOfTheAttacks() {
    ResultTable table =
        new Finalists(List.of(finalist(3, 0.6, 0.004)))
            .table(JUDGE, "auction", ClassicalAuctions.of(SETTING));
    List<Object> row = table.rows().get(0);
    assertThat(row.get(0)).isEqualTo("trial 3");
    assertThat(row.get(table.columns().indexOf("strong_over_cheap"))).isEqualTo(4.0);
    assertThat((double) row.get(table.columns().indexOf("optimum_gap")))
        .isBetween(0.01249, 0.01251);
    assertThat(table.rows()).hasSizeGreaterThan(3);
  }

  @Test
  void whatIsKeptOfAJudgementReadsBackAndNothingElseIsMadeUp() {
    Finalists finalists = new Finalists(List.of(finalist(3, 0.6, 0.004)));
    ResultTable kept = finalists.evaluations(JUDGE, "abc");
    Map<String, Object> row = new java.util.HashMap<>();
    for (int k = 0; k < kept.columns().size(); k++) {
      row.put(kept.columns().get(k), kept.rows().get(0).get(k));
    }
    assertThat(row).containsEntry("trial", 3).containsEntry("network", "abc");
    assertThat(row).containsEntry("attack", "strong").containsEntry("attacked_profiles", 1000L);
    assertThat(Finalists.found(JUDGE, row)).isEqualTo(finalists.finalists().get(0).found());

    row.remove("regret_p95");
    assertThat(Finalists.found(JUDGE, row).value(AuctionMetrics.REGRET_P95)).isEmpty();
  }

  @Test
  void aJudgementOfBeforeSomeColumnsHasWhatFollowsFromItsOwn() {
    Metrics row =
        Metrics.of(AuctionMetrics.REVENUE, 0.64, AuctionMetrics.REGRET, 0.0025); // of four
    Metrics derived = AuctionMetrics.derived(SETTING, row);
    assertThat(derived.value(AuctionMetrics.REGRET_ADJUSTED_REVENUE).getAsDouble())
        .isCloseTo(0.49, within(1e-12)); // (.8 − .1)²
    assertThat(derived.value(AuctionMetrics.CEILING).getAsDouble()).isCloseTo(0.6125, within(1e-6));
    assertThat(derived.value(AuctionMetrics.REVENUE_AT_LIES)).isEmpty();
  }

  @Test
  void othersAreAttackedWhileNoneKeepsToTheConstraint() throws IOException {
    List<Trial> trials = List.of(trial(0), trial(1), trial(2), trial(3), trial(4));
    double[] found = {0.0012, 0.0011, 0.0013, 0.0009, 0.0005};

    Finalists finalists =
        Finalists.judged(
            trials, 2, OBJECTIVE, t -> Optional.of(finalist(t.number(), 0.6, found[t.number()])));

    assertThat(finalists.finalists()).extracting(Finalist::trial).containsExactly(3, 1, 0, 2);
  }

  @Test
  void whereOneKeepsToTheConstraintNoOthersAreAttacked() throws IOException {
    double[] found = {0.0012, 0.0009, 0.0005};
    Finalists finalists =
        Finalists.judged(
            List.of(trial(0), trial(1), trial(2)),
            2,
            OBJECTIVE,
            t -> Optional.of(finalist(t.number(), 0.6, found[t.number()])));
    assertThat(finalists.finalists()).extracting(Finalist::trial).containsExactly(1, 0);
  }

  @Test
  void trialsThatBrokeTheConstraintThemselvesAreNoReserves() throws IOException {
    Trial breaking = trial(2, 0.0011);
    Finalists finalists =
        Finalists.judged(
            List.of(trial(0), trial(1), breaking),
            2,
            OBJECTIVE,
            t -> Optional.of(finalist(t.number(), 0.6, 0.002)));
    assertThat(finalists.finalists()).hasSize(2);
  }

  @Test
  void aTrialWithoutNetworkGivesWayToTheNext() throws IOException {
    Finalists finalists =
        Finalists.judged(
            List.of(trial(0), trial(1)),
            1,
            OBJECTIVE,
            t -> t.number() == 0 ? Optional.empty() : Optional.of(finalist(1, 0.6, 0.0005)));
    assertThat(finalists.finalists()).extracting(Finalist::trial).containsExactly(1);
  }

  @Test
  void revenueBeyondTheOptimumRaisesOneAlarmForAll() {
    assertThat(
            new Finalists(
                    List.of(
                        finalist(3, 0.7, 0.004), finalist(5, 0.6, 0.001), finalist(1, 0.65, 0.002)))
                .alarms(JUDGE))
        .containsExactly(
            "trial 3 and trial 1 earn 6.1 to 14.3 % more than any auction in which truth is a"
                + " dominant strategy can (0.6125): their bidders would lie; if they do about"
                + " 0.6000 to 0.6500 is earned");
    assertThat(new Finalists(List.of(finalist(3, 0.6, 0.004))).alarms(JUDGE)).isEmpty();
  }

  @Test
  void aTableHasNoColumnThatNothingHas() {
    AuctionJudge latent = new AuctionJudge("latent", 4, 1, 10, 10, AuctionJudge.Attack.STRONG);
    Finalists before = Finalists.of("old", latent, Metrics.of(AuctionMetrics.REVENUE, 0.5));
    assertThat(before.table(latent, "auction", List.of()).columns())
        .containsExactly("auction", "revenue");
  }

  @Test
  void theBriefTableFitsATerminal() {
    Finalists finalists =
        new Finalists(List.of(finalist(3, 0.61234567, 0.00041234), finalist(14, 0.6, 0.004)));
    String text =
        finalists.brief(JUDGE, "auction", ClassicalAuctions.withCeiling(TWO)).format(Format.TABLE);
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text)
        .containsPattern(
            "^auction +revenue +regret +revenue_at_lies +regret_adjusted_revenue +ceiling_gap\n");
  }

  @Test
  void ofOneBidderItHasTheTruthfulVersionInPlaceOfTheGuess() {
    AuctionJudge judge =
        new AuctionJudge("additive-1x2-uniform", 1, 1, 10, 10, AuctionJudge.Attack.STRONG);
    Metrics found =
        finalist(3, 0.61234567, 0.00041234)
            .metrics()
            .with(AuctionMetrics.TRUTHFUL_REVENUE, 0.54891);
    String text =
        Finalists.of("trial 3", judge, found)
            .brief(judge, "auction", ClassicalAuctions.withCeiling(Settings.named(judge.setting())))
            .format(Format.TABLE);
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text)
        .containsPattern(
            "^auction +revenue +regret +revenue_at_lies +truthful_revenue +ceiling_gap\n")
        .contains("0.54891");
  }

  private static Trial trial(int number) {
    return trial(number, 0.0001);
  }

  private static Trial trial(int number, double regret) {
    SearchSpace space = SearchSpace.of(FloatParam.uniform("x", 0, 1));
    return Trial.asked(
            number, Point.of(space, Map.of("x", 0.5)), 1, new Ask(0, "random"), Instant.EPOCH)
        .completed(
            Metrics.of(Metric.of("train_seconds"), 12, Metric.of("regret"), regret), Instant.EPOCH);
  }

  private static Finalist finalist(int number, double revenue, double regret) {
    Estimate found = estimate(regret);
    return Finalist.of(
        trial(number),
        JUDGE,
        AuctionMetrics.ofJudgement(
            SETTING,
            new Evaluation(
                estimate(revenue),
                estimate(0.7),
                estimate(0.9),
                estimate(0),
                estimate(0),
                found,
                List.of(found, found, found, found),
                estimate(0.001),
                estimate(-0.05),
                Optional.empty(),
                Optional.of(estimate(0)))));
  }

  private static Estimate estimate(double mean) {
    return new Estimate(mean, 0.0001, mean, mean, 1000);
  }
}
