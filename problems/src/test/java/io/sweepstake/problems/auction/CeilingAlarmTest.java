package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.auction.AffineMaximizerAuction;
import io.sweepstake.core.auction.VcgAuction;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.ceiling.Ceiling;
import io.sweepstake.core.ceiling.CeilingSpec;
import io.sweepstake.core.economics.Baseline;
import io.sweepstake.core.economics.Baselines;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.sweeps.study.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeilingAlarmTest {
  private static final Setting TWO = Settings.named("additive-2x2-uniform");

  /** One that nobody has computed a ceiling for. */
  private static final Setting OWN = Settings.named("additive-2x2:uniform(0,3)");

  @TempDir private Path home;

  @BeforeEach
  void ofItsOwn() {
    System.setProperty("sweepstake.cache", home.toString());
  }

  @AfterEach
  void ofTheUser() {
    System.clearProperty("sweepstake.cache");
  }

  /** Everybody who bids most for an item gets it and pays a share of her bid. */
  private static Mechanism payYourBid(double share) {
    return reports -> {
      Outcomes outcomes = new Outcomes(reports.count(), reports.bidders(), reports.items());
      for (int k = 0; k < reports.count(); k++) {
        for (int j = 0; j < reports.items(); j++) {
          int winner = reports.value(k, 0, j) >= reports.value(k, 1, j) ? 0 : 1;
          outcomes.allocation()[(k * 2 + winner) * reports.items() + j] = 1;
          outcomes.payments()[k * 2 + winner] += (float) (share * reports.value(k, winner, j));
        }
      }
      return outcomes;
    };
  }

  private static Metrics judged(Mechanism mechanism) {
    StrongAttack attack = new StrongAttack(21, 11, 11, 2, 4, 10, 0.1, 0.01);
    return AuctionMetrics.derived(
        TWO,
        AuctionMetrics.ofJudgement(
            TWO, new Evaluator(TWO, 1, 65_536, 64, attack).evaluate(mechanism)));
  }

  @Test
  void isSilentForWhatIsTruthful() {
    for (Baseline baseline : Baselines.of(TWO)) {
      assertThat(alarms("it", judged(baseline.mechanism()))).as(baseline.name()).isEmpty();
    }
    assertThat(alarms("it", judged(new VcgAuction(TWO.demand())))).isEmpty();
    // The best auction of three numbers: .8744.
    Metrics ama = judged(threeNumbers());
    assertThat(ama.value(AuctionMetrics.REVENUE).getAsDouble()).isBetween(0.86, 0.89);
    assertThat(alarms("it", ama)).isEmpty();
  }

  private static Mechanism threeNumbers() {
    float[] allocations = WholeAllocations.of(TWO.demand(), 2, 2);
    double[] boosts = new double[allocations.length / 4];
    for (int k = 0; k < boosts.length; k++) {
      float first = allocations[4 * k] + allocations[4 * k + 1];
      float second = allocations[4 * k + 2] + allocations[4 * k + 3];
      double both = first == second ? -1.137 : -0.91;
      boosts[k] = first + second == 2 ? both : first + second == 1 ? -0.636 : 0;
    }
    return new AffineMaximizerAuction(List.of(1.0, 1.0), boosts, allocations);
  }

  @Test
  void saysByHowMuchAndWhatIsEarnedFromWhoLies() {
    // Welfare is 4/3; 2.02/3 of it are .8978, 2.2 % above the ceiling.
    List<String> alarms = alarms("trial 3", judged(payYourBid(2.02 / 3)));
    assertThat(alarms)
        .singleElement()
        .asString()
        .matches(
            "trial 3 earns 2\\.\\d % more than any auction in which truth is a dominant strategy can"
                + " \\(0\\.87\\d\\d\\): its bidders would lie; if they do it earns about 0\\.\\d{3,4}");
  }

  @Test
  void isOneLineForAll() {
    Map<String, Metrics> judged = new TreeMap<>();
    judged.put("trial 1", judged(payYourBid(1)));
    judged.put("trial 2", judged(payYourBid(0.5)));
    judged.put("trial 3", judged(payYourBid(0.9)));
    assertThat(judge(TWO).alarms(judged))
        .singleElement()
        .asString()
        .startsWith("trial 1 and trial 3 earn 36.")
        .contains(" to 51.", "their bidders would lie; if they do about 0.", " is earned");
  }

  @Test
  void countsTheErrorsOfBoth() {
    Metrics found =
        Metrics.of(AuctionMetrics.REVENUE, 1.0)
            .with(AuctionMetrics.CEILING, 0.99)
            .with(AuctionMetrics.CEILING_SE, 0.003);
    assertThat(judge(OWN).alarms(Map.of("a", found))).hasSize(1);
    assertThat(judge(OWN).alarms(Map.of("a", found.with(AuctionMetrics.REVENUE_SE, 0.002))))
        .isEmpty();
  }

  @Test
  void whoeverTakesMoreThanSheGivesScaresBiddersAway() {
    Metrics found =
        Metrics.of(AuctionMetrics.REVENUE, 1.0, AuctionMetrics.REGRET, 0.001)
            .with(AuctionMetrics.IR_VIOLATION, 0.1)
            .with(AuctionMetrics.CEILING, 0.9);
    assertThat(judge(OWN).alarms(Map.of("a", found)))
        .singleElement()
        .asString()
        .endsWith("its bidders would stay away, or lie");
  }

  @Test
  void nobodyIsSaidToGainByALieThatWasNotFound() {
    Metrics found =
        Metrics.of(AuctionMetrics.REVENUE, 1.0, AuctionMetrics.REGRET, 0)
            .with(AuctionMetrics.IR_VIOLATION, 0)
            .with(AuctionMetrics.REVENUE_AT_LIES, 1)
            .with(AuctionMetrics.CEILING, 0.9);
    assertThat(judge(OWN).alarms(Map.of("a", found)))
        .singleElement()
        .asString()
        .endsWith("its bidders would lie, though no lie that pays was found");
  }

  @Test
  void allAreHeldAgainstTheLowestCeilingThatAnyKnows() {
    Metrics high =
        Metrics.of(AuctionMetrics.REVENUE, 0.95, AuctionMetrics.CEILING, 0.99)
            .with(AuctionMetrics.REGRET, 0.01);
    Metrics low =
        Metrics.of(AuctionMetrics.REVENUE, 0.5, AuctionMetrics.CEILING, 0.9)
            .with(AuctionMetrics.REGRET, 0.01);
    assertThat(judge(OWN).alarms(new TreeMap<>(Map.of("a", high, "b", low))))
        .singleElement()
        .asString()
        .startsWith("a earns 5.6 % more")
        .contains("(0.9000)");
  }

  @Test
  void aStudyKeepsItsCeilingAndTakesALowerOne() throws IOException {
    Metrics row =
        Metrics.of(AuctionMetrics.REVENUE, 2.7)
            .with(AuctionMetrics.CEILING, 2.8)
            .with(AuctionMetrics.CEILING_SE, 0.001);
    assertThat(AuctionMetrics.derived(OWN, row).value(AuctionMetrics.CEILING)).hasValue(2.8);
    assertThat(judge(OWN).hints(Map.of("a", row))).isEmpty();

    Ceiling lower = new Ceiling(OWN.name(), 2.75, 0.001, Ceiling.Basis.STREAMS, 10, 64);
    KeptCeilings.keep(OWN, lower, new CeilingSpec(1, 2, 2, 1, 64, 64), 1);
    Metrics derived = AuctionMetrics.derived(OWN, row);
    assertThat(derived.value(AuctionMetrics.CEILING)).hasValue(2.75);
    assertThat(derived.value(AuctionMetrics.CEILING_GAP).getAsDouble()).isBetween(0.0499, 0.0501);
  }

  @Test
  void whereNoneIsKnownOneLineSaysHowToGetOne() {
    Map<String, Metrics> row = Map.of("a", Metrics.of(AuctionMetrics.REVENUE, 9.0));
    assertThat(judge(OWN).alarms(row)).isEmpty();
    assertThat(judge(OWN).hints(row))
        .singleElement()
        .asString()
        .endsWith("sweepstake ceiling --setting 'additive-2x2:uniform(0,3)'");
    Map<String, Metrics> below = Map.of("a", Metrics.of(AuctionMetrics.REVENUE, 0.5));
    assertThat(judge(TWO).hints(below)).isEmpty();
    assertThat(judge(Settings.named("latent")).hints(row)).isEmpty(); // there is none to be had
    assertThat(judge(OWN).hints(Map.of())).isEmpty();
  }

  /** An alarm says what is wrong; the line after it, what to do. */
  @Test
  void afterAnAlarmOneLineSaysWhatToUse() {
    Metrics high = Metrics.of(AuctionMetrics.REVENUE, 0.95, AuctionMetrics.CEILING, 0.9);
    assertThat(judge(OWN).hints(Map.of("a", high)))
        .containsExactly(
            "to use one of them: sweepstake make-truthful STUDY (or NETWORK) makes an auction of it"
                + " in which lying gains nothing");
    Map<String, Metrics> made =
        Map.of("a", high, "b", high.with(AuctionMetrics.TRUTHFUL_REVENUE, 0.87654));
    assertThat(judge(OWN).hints(made))
        .singleElement()
        .asString()
        .endsWith("lying gains nothing, and which earns up to 0.8765 here");
  }

  private static List<String> alarms(String name, Metrics judged) {
    return judge(TWO).alarms(Map.of(name, judged));
  }

  private static AuctionJudge judge(Setting setting) {
    return new AuctionJudge(
        setting.name(), setting.bidders(), 1, 10, 10, AuctionJudge.Attack.QUICK);
  }
}
