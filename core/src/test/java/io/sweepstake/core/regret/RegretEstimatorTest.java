package io.sweepstake.core.regret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegretEstimatorTest {
  private static ValuationProfiles draw(Setting setting, int count, long first) {
    ValuationProfiles truth = new ValuationProfiles(count, setting.bidders(), setting.items());
    setting.distribution().sample(first, truth, 5);
    return truth;
  }

  private static Regrets attack(
      RegretEstimator attack, Mechanism mechanism, Setting setting, int count) {
    return attack.estimate(mechanism.bidderUtility(), setting, draw(setting, count, 0), 0, 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "exponential", "latent", "hetero"})
  void strongAttackFindsTheRegretOfFirstPrice(String name) {
    Setting setting = Settings.named(name, OptionalInt.of(3));
    ValuationProfiles truth = draw(setting, 128, 0);
    Regrets regrets = attack(StrongAttack.standard(), new FirstPriceAuction(3), setting, 128);
    for (int k = 0; k < truth.count(); k++) {
      for (int i = 0; i < 3; i++) {
        float others = 0;
        for (int other = 0; other < 3; other++) {
          others = other == i ? others : Math.max(others, truth.value(k, other, 0));
        }
        // She bids a hair more than the others; the compass search ends with steps of width/2e5.
        assertThat((double) regrets.gain(k, i))
            .isCloseTo(Math.max(0, truth.value(k, i, 0) - others), within(2e-4));
      }
    }
  }

  /** A mechanism that sells nothing and pays a bidder what she says that both items add. */
  private static Outcomes rewardPremium(ValuationProfiles reports) {
    Outcomes outcomes = new Outcomes(reports.count(), reports.bidders(), reports.items());
    for (int k = 0; k < reports.count(); k++) {
      for (int i = 0; i < reports.bidders(); i++) {
        outcomes.payments()[k * reports.bidders() + i] = -reports.value(k, i, 2);
      }
    }
    return outcomes;
  }

  @Test
  void whatAPairAddsIsLiedAboutOnlyWhereItIsHerOwnKnowledge() {
    Setting own = Settings.named("combinatorial-2x2-uniform-12");
    Setting known = Settings.named("combinatorial-2x2-uniform-12-public");
    ValuationProfiles truth = draw(own, 50, 0);
    Mechanism mechanism = RegretEstimatorTest::rewardPremium;
    Regrets lied = attack(StrongAttack.standard(), mechanism, own, 50);
    Regrets told = attack(StrongAttack.standard(), mechanism, known, 50);
    for (int k = 0; k < 50; k++) {
      for (int i = 0; i < 2; i++) {
        assertThat(lied.gain(k, i)).isCloseTo(1 - truth.value(k, i, 2), within(1e-6f));
        assertThat(told.gain(k, i)).isZero();
        assertThat(told.misreports().value(k, i, 2)).isEqualTo(truth.value(k, i, 2));
      }
    }
    assertThat(attack(CheapAttack.standard(), mechanism, known, 50).gain(0, 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "additive-2x1-uniform",
        "additive-2x2-uniform",
        "additive-2x5-uniform",
        "additive-1x2-uniform-416-47"
      })
  void strongAttackFindsTheRegretOfSmoothMechanisms(String name) {
    Setting setting = Settings.named(name);
    ValuationProfiles truth = draw(setting, 100, 0);
    Regrets regrets = attack(StrongAttack.standard(), new QuadraticPrices(64), setting, 100);
    for (int k = 0; k < truth.count(); k++) {
      for (int i = 0; i < setting.bidders(); i++) {
        double expected = 0;
        double scale = 0;
        for (int j = 0; j < setting.items(); j++) {
          double value = truth.value(k, i, j);
          // Clipped to the support, the best report is at least its low end.
          double low = setting.distribution().support().low(i, j);
          double best = Math.max(low, value / (2 * (1 + j)));
          expected += best * value - (1 + j) * best * best + j * value * value;
          scale += (1 + j) * value * value;
        }
        assertThat((double) regrets.gain(k, i)).isCloseTo(expected, within(1e-5 * scale + 1e-6));
      }
    }
  }

  @Test
  void gainsAreThoseOfTheMisreportsReturned() {
    Setting setting = Settings.named("additive-2x2-uniform");
    ValuationProfiles truth = draw(setting, 70, 0);
    Mechanism mechanism = new QuadraticPrices(32);
    Regrets regrets = attack(StrongAttack.standard(), mechanism, setting, 70);
    for (int i = 0; i < 2; i++) {
      ValuationProfiles reports = truth.copy();
      for (int k = 0; k < 70; k++) {
        for (int j = 0; j < 2; j++) {
          reports.set(k, i, j, regrets.misreports().value(k, i, j));
        }
      }
      Outcomes lied = mechanism.run(reports);
      Outcomes told = mechanism.run(truth);
      for (int k = 0; k < 70; k++) {
        double gain = told.payment(k, i) - lied.payment(k, i);
        for (int j = 0; j < 2; j++) {
          gain +=
              (lied.allocation(k, i, j) - told.allocation(k, i, j)) * (double) truth.value(k, i, j);
        }
        assertThat((double) regrets.gain(k, i)).isCloseTo(gain, within(2e-6));
      }
    }
  }

  @Test
  void sizeOfTheProbesBlockDoesNotMatter() {
    Setting setting = Settings.named("additive-2x2-uniform");
    for (RegretEstimator attack :
        new RegretEstimator[] {StrongAttack.standard(), CheapAttack.standard()}) {
      Regrets whole = attack(attack, new QuadraticPrices(1024), setting, 150);
      Regrets parts = attack(attack, new QuadraticPrices(64), setting, 150);
      assertThat(parts.gains()).isEqualTo(whole.gains());
      assertThat(parts.misreports()).isEqualTo(whole.misreports());
    }
  }

  @Test
  void attacksRepeatAndDependOnTheSeedOfTheirDraws() {
    Setting setting = Settings.named("additive-2x2-uniform");
    Mechanism mechanism = new QuadraticPrices(64);
    ValuationProfiles truth = draw(setting, 20, 0);
    CheapAttack cheap = new CheapAttack(3, 0.1);
    float[] gains = cheap.estimate(mechanism.bidderUtility(), setting, truth, 0, 9).gains();
    assertThat(cheap.estimate(mechanism.bidderUtility(), setting, truth, 0, 9).gains())
        .isEqualTo(gains);
    assertThat(cheap.estimate(mechanism.bidderUtility(), setting, truth, 0, 10).gains())
        .isNotEqualTo(gains);
    // The draws of a profile follow its index, wherever its block begins.
    ValuationProfiles tail = draw(setting, 15, 5);
    float[] tailGains = cheap.estimate(mechanism.bidderUtility(), setting, tail, 5, 9).gains();
    assertThat(tailGains).isEqualTo(Arrays.copyOfRange(gains, 10, 40));
  }

  @Test
  void cheapAttackReportsWhereItsStepsEnd() {
    Setting setting = Settings.named("additive-1x1-uniform");
    ValuationProfiles truth = draw(setting, 200, 0);
    // Adam's first step is the rate, towards the best report v/2, whatever the slope.
    Regrets draws = attack(new CheapAttack(0, 0.1), new QuadraticPrices(64), setting, 200);
    Regrets one = attack(new CheapAttack(1, 0.05), new QuadraticPrices(64), setting, 200);
    for (int k = 0; k < 200; k++) {
      float value = truth.value(k, 0, 0);
      ValuationProfiles fresh = new ValuationProfiles(1, 1, 1);
      setting.distribution().sample(k, fresh, Seeds.derive(9, "misreport", 0));
      double start = fresh.value(0, 0, 0);
      double end = Math.min(1, Math.max(0, start + (start < value / 2 ? 0.05 : -0.05)));
      assertThat((double) draws.gain(k, 0))
          .isCloseTo(Math.max(0, start * value - start * start), within(1e-6));
      assertThat((double) one.gain(k, 0))
          .isCloseTo(Math.max(0, end * value - end * end), within(1e-6));
    }
  }

  @Test
  void cheapAttackNeverBeatsTheStrong() {
    Setting setting = Settings.named("additive-2x2-uniform");
    Mechanism mechanism = new QuadraticPrices(64);
    Regrets cheap = attack(CheapAttack.standard(), mechanism, setting, 64);
    Regrets strong = attack(StrongAttack.standard(), mechanism, setting, 64);
    for (int k = 0; k < cheap.gains().length; k++) {
      assertThat(cheap.gains()[k]).isLessThanOrEqualTo(strong.gains()[k] + 1e-6f);
    }
  }

  /** One bidder, one item: free within a thousandth of 0.37281, else never sold. */
  private static final Mechanism NEEDLE =
      reports -> {
        Outcomes outcomes = new Outcomes(reports.count(), 1, 1);
        for (int k = 0; k < reports.count(); k++) {
          outcomes.allocation()[k] = Math.abs(reports.value(k, 0, 0) - 0.37281) < 1e-3 ? 1 : 0;
        }
        return outcomes;
      };

  @Test
  void whatOneProfileFindsIsTriedOnTheOthers() {
    Setting setting = Settings.named("additive-1x1-uniform");
    StrongAttack alone = new StrongAttack(201, 41, 101, 10, 0, 200, 0.1, 0.0005);
    int foundAlone = 0;
    int foundTogether = 0;
    float[] apart = attack(alone, NEEDLE, setting, 256).gains();
    float[] together = attack(StrongAttack.standard(), NEEDLE, setting, 256).gains();
    for (int k = 0; k < 256; k++) {
      foundAlone += apart[k] > 0 ? 1 : 0;
      foundTogether += together[k] > 0 ? 1 : 0;
    }
    assertThat(foundAlone).isBetween(1, 128);
    // All but a profile whose truth is itself the needle's eye.
    assertThat(foundTogether).isGreaterThan(250);
  }

  @Test
  void misreportsStayInTheSupport() {
    Setting setting = Settings.named("additive-1x2-uniform-416-47");
    Regrets regrets = attack(StrongAttack.standard(), new QuadraticPrices(64), setting, 64);
    for (int k = 0; k < 64; k++) {
      assertThat(regrets.misreports().value(k, 0, 0)).isBetween(4f, 16f);
      assertThat(regrets.misreports().value(k, 0, 1)).isBetween(4f, 7f);
    }
  }

  @Test
  void gridsOfLongTailsAreFineWhereTheValuesAre() {
    MisreportGrid grid = new MisreportGrid(Settings.named("exponential"));
    float[] points = grid.points(2, 0, 201);
    assertThat(points).hasSize(201).isSorted();
    assertThat(points[0]).isZero();
    assertThat(points[200]).isCloseTo(13.8155f, within(1e-3f)); // a millionth lies above
    int body = 0;
    for (float point : points) {
      body += point < 2 ? 1 : 0;
    }
    // Quantiles put at least 86 % of half the points where 86 % of the mass is.
    assertThat(body).isGreaterThan(85);
  }

  @Test
  void wrongAttacksAreRefused() {
    assertThatThrownBy(() -> new CheapAttack(-1, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new StrongAttack(201, 3, 101, 10, 32, 200, 0.1, 0.0005))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[201, 3, 101]");
    assertThatThrownBy(() -> new StrongAttack(201, 41, 101, 10, 32, 200, 0.1, 0.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.2");
  }
}
