package io.sweepstake.core.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.regret.Regrets;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import org.junit.jupiter.api.Test;

/** What every mechanism that claims to be truthful must do. */
abstract class MechanismContract {
  private static final int PROFILES = 40;

  abstract Setting setting();

  abstract Mechanism mechanism();

  /** Whether exchanging bidders' reports should exchange their outcomes. */
  boolean symmetric() {
    return true;
  }

  private ValuationProfiles draw(int count) {
    ValuationProfiles truth = new ValuationProfiles(count, setting().bidders(), setting().items());
    setting().distribution().sample(0, truth, 33);
    return truth;
  }

  @Test
  void noItemIsOverAllocated() {
    Outcomes outcomes = mechanism().run(draw(2000));
    for (int k = 0; k < outcomes.count(); k++) {
      for (int j = 0; j < outcomes.items(); j++) {
        double sold = 0;
        for (int i = 0; i < outcomes.bidders(); i++) {
          assertThat(outcomes.allocation(k, i, j)).isBetween(0f, 1f);
          sold += outcomes.allocation(k, i, j);
        }
        assertThat(sold).isLessThanOrEqualTo(1 + 1e-6);
      }
      for (int i = 0; i < outcomes.bidders() && setting().demand() == Demand.UNIT_DEMAND; i++) {
        double got = 0;
        for (int j = 0; j < outcomes.items(); j++) {
          got += outcomes.allocation(k, i, j);
        }
        assertThat(got).isLessThanOrEqualTo(1 + 1e-6);
      }
    }
  }

  @Test
  void nobodyPaysMoreThanHerValueAndNobodyIsPaid() {
    ValuationProfiles truth = draw(2000);
    Outcomes outcomes = mechanism().run(truth);
    for (int k = 0; k < outcomes.count(); k++) {
      for (int i = 0; i < outcomes.bidders(); i++) {
        double value = 0;
        for (int j = 0; j < outcomes.items(); j++) {
          value += outcomes.allocation(k, i, j) * (double) truth.value(k, i, j);
        }
        assertThat((double) outcomes.payment(k, i)).isBetween(0.0, value * (1 + 1e-6) + 1e-9);
      }
    }
  }

  @Test
  void theStrongAttackFindsNothing() {
    ValuationProfiles truth = draw(PROFILES);
    Regrets regrets =
        StrongAttack.standard().estimate(mechanism().bidderUtility(), setting(), truth, 0, 1);
    for (float gain : regrets.gains()) {
      assertThat(gain).isLessThan(4e-6f);
    }
  }

  @Test
  void aProfilesOutcomeDependsOnItAlone() {
    ValuationProfiles truth = draw(PROFILES);
    Outcomes together = mechanism().run(truth);
    for (int k = 0; k < PROFILES; k++) {
      ValuationProfiles single = new ValuationProfiles(1, setting().bidders(), setting().items());
      int width = single.values().length;
      System.arraycopy(truth.values(), k * width, single.values(), 0, width);
      Outcomes alone = mechanism().run(single);
      for (int i = 0; i < setting().bidders(); i++) {
        assertThat(alone.payment(0, i)).isEqualTo(together.payment(k, i));
        for (int j = 0; j < setting().items(); j++) {
          assertThat(alone.allocation(0, i, j)).isEqualTo(together.allocation(k, i, j));
        }
      }
    }
  }

  @Test
  void reportsAreOnlyRead() {
    ValuationProfiles truth = draw(PROFILES);
    ValuationProfiles copy = truth.copy();
    mechanism().run(truth);
    assertThat(truth).isEqualTo(copy);
  }

  @Test
  void permutingBiddersPermutesOutcomes() {
    assumeTrue(symmetric());
    ValuationProfiles truth = draw(500);
    int bidders = setting().bidders();
    ValuationProfiles turned = truth.copy();
    for (int k = 0; k < truth.count(); k++) {
      for (int i = 0; i < bidders; i++) {
        for (int j = 0; j < setting().items(); j++) {
          turned.set(k, (i + 1) % bidders, j, truth.value(k, i, j));
        }
      }
    }
    Outcomes before = mechanism().run(truth);
    Outcomes after = mechanism().run(turned);
    for (int k = 0; k < truth.count(); k++) {
      for (int i = 0; i < bidders; i++) {
        int moved = (i + 1) % bidders;
        assertThat(after.payment(k, moved)).isCloseTo(before.payment(k, i), within(1e-6f));
        for (int j = 0; j < setting().items(); j++) {
          assertThat(after.allocation(k, moved, j)).isEqualTo(before.allocation(k, i, j));
        }
      }
    }
  }
}
