package io.sweepstake.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RegretTargetTest {
  private static final RegretTarget LOSS = new RegretTarget(1, 0.5, 0.02, 0.001, 0, 2 / 3.0, 8);

  @Test
  void profilesAreAttackedInTheSecondHalfAlone() {
    long[] asked =
        LongStream.range(0, 1_000).filter(iteration -> LOSS.asks(iteration, 1_000) > 0).toArray();

    assertThat(asked).containsExactly(500, 580, 660, 740, 820, 880, 920);
    assertThat(LOSS.asks(820, 1_000)).isEqualTo(8);
    assertThat(LOSS.asks(880, 1_000)).as("what these get wrong stays").isEqualTo(16);
  }

  @Test
  void untilThenItIsABudget() {
    RegretBudget budget = new RegretBudget(1, 0.5, 0.02, 0.85 * 0.001, 2 / 3.0);
    double[] state = LOSS.initial(2);
    double[] like = budget.initial(2);
    for (long iteration = 0; iteration < 500; iteration++) {
      double[] regrets = {0.004 + 1e-5 * iteration, 0.002};
      LOSS.update(state, regrets, 0.8, iteration, 1_000);
      budget.update(like, regrets, 0.8, iteration, 1_000);
      assertThat(state[0]).isCloseTo(like[0], within(1e-9));
    }
  }

  @Test
  void whatAnswersThePriceEndsJustInsideTheTarget() {
    assertThat(end(LOSS)).isBetween(0.8e-3, 1e-3);
  }

  /** Of a revenue of .8, .0004 is half of a thousandth. */
  @Test
  void aBoundInUnitsOfValueCountsWhereItIsLess() {
    assertThat(end(new RegretTarget(1, 0.5, 0.02, 0.001, 0.0004, 2 / 3.0, 8)))
        .isBetween(0.39e-3, 0.5e-3);
    assertThat(end(new RegretTarget(1, 0.5, 0.02, 0.001, 0.004, 2 / 3.0, 8))).isEqualTo(end(LOSS));
  }

  /**
   * The share of regret that answers the price at once, and falls by a quarter in the last part by
   * itself.
   */
  private static double end(RegretTarget loss) {
    double[] state = loss.initial(2);
    double found = 0;
    for (long iteration = 0; iteration < 1_000; iteration++) {
      double late = iteration < 850 ? 1 : 0.75;
      double regret = 0.8 * 0.03 * late / Math.max(state[0], 1);
      if (loss.asks(iteration, 1_000) > 0) {
        loss.told(state, regret, iteration, 1_000);
      }
      // Batches show half of it.
      loss.update(state, new double[] {regret / 2, regret / 2}, 0.8, iteration, 1_000);
      found = regret / 0.8;
    }
    return found;
  }

  @Test
  void oneProbeThatSaysNothingDoesNotThrowThePriceAway() {
    double[] state = LOSS.initial(1);
    for (long iteration = 0; iteration < 500; iteration++) {
      LOSS.update(state, new double[] {0.002}, 0.5, iteration, 1_000);
    }
    double[] before = state.clone();
    LOSS.told(state, 0, 500, 1_000);
    for (long iteration = 500; iteration < 580; iteration++) {
      LOSS.update(state, new double[] {0.002}, 0.5, iteration, 1_000);
    }
    assertThat(state[0]).isPositive().isBetween(0.3 * Math.exp(before[1]), Math.exp(before[1]));
  }

  /** Three numbers of a training that began with a version that did not keep the last change. */
  @Test
  void whatAnEarlierVersionWroteGoesOn() {
    double[] earlier = {20, 3, 0.8};

    assertThat(LOSS.restored(earlier)).containsExactly(20, 3, 0.8, 0);
    assertThat(LOSS.restored(LOSS.initial(2))).isEqualTo(LOSS.initial(2));
  }

  /** A price that has just been raised has not done all of its work when it is looked at again. */
  @Test
  void aChangeThatIsStillAtWorkIsNotMadeTwice() {
    double[] settled = LOSS.initial(1);
    settled[2] = 0.8;
    double[] moving = settled.clone();
    LOSS.told(moving, 0.8 * 0.006, 500, 1_000);
    double once = moving[1];
    LOSS.told(moving, 0.8 * 0.004, 580, 1_000);
    LOSS.told(settled, 0.8 * 0.004, 580, 1_000);

    assertThat(once).isPositive();
    assertThat(moving[1] - once).isPositive().isLessThan(settled[1]);
  }
}
