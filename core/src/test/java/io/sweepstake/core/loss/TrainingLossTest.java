package io.sweepstake.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingLossTest {
  @Test
  void theLagrangianMovesItsMultipliersAndItsPenalty() {
    AugmentedLagrangian loss = new AugmentedLagrangian(5, 1, 10, 2, 3);
    double[] state = loss.initial(2);
    double[] regrets = {0.1, 0.2};
    double[] prices = new double[2];

    loss.price(state, 1, regrets, prices);
    assertThat(prices).containsExactly(new double[] {5.1, 5.2}, within(1e-12));
    loss.update(state, regrets, 1, 0, 100); // once before the first period, as published
    assertThat(state).containsExactly(new double[] {5.1, 5.2, 1}, within(1e-12));
    loss.update(state, regrets, 1, 1, 100);
    assertThat(state).containsExactly(new double[] {5.1, 5.2, 1}, within(1e-12));
    loss.update(state, regrets, 1, 2, 100);
    assertThat(state).containsExactly(new double[] {5.2, 5.4, 11}, within(1e-12));
  }

  @Test
  void theBudgetRaisesThePriceWhileRegretIsAboveIt() {
    RegretBudget loss = new RegretBudget(1, 0.5, 0.02, 0.02, 1);
    double[] state = loss.initial(2);
    loss.update(state, new double[] {0.04, 0.04}, 1, 0, 10);
    assertThat(state[0]).isCloseTo(1 + 0.5 * Math.log(2), within(1e-12));
    loss.update(state, new double[] {0.01, 0.01}, 1, 1, 10);
    assertThat(state[0]).isCloseTo(1, within(1e-12));
    loss.update(state, new double[] {0, 0}, 1, 2, 10);
    assertThat(state[0]).isZero();
  }

  @Test
  void theBudgetFallsGeometricallyThenStays() {
    RegretBudget loss = new RegretBudget(1, 0.5, 0.01, 0.0001, 0.5);
    assertThat(loss.budget(0, 100)).isCloseTo(0.01, within(1e-15));
    assertThat(loss.budget(25, 100)).isCloseTo(0.001, within(1e-15));
    assertThat(loss.budget(50, 100)).isCloseTo(0.0001, within(1e-15));
    assertThat(loss.budget(99, 100)).isCloseTo(0.0001, within(1e-15));
  }

  @Test
  void algnetIsItsFormula() {
    AlgnetLoss loss = new AlgnetLoss();
    double[] prices = new double[2];
    double weight = loss.price(loss.initial(2), 0.64, new double[] {0.01, 0.03}, prices);

    assertThat(loss.value(loss.initial(2), 0.64, new double[] {0.01, 0.03}))
        .isCloseTo(-(0.8 - 0.2) + 0.04, within(1e-5));
    assertThat(weight).isCloseTo(1 / (2 * 0.8), within(1e-5));
    assertThat(prices).containsExactly(new double[] {3.5, 3.5}, within(1e-4)); // 1/(2·0.2) + 1
    loss.price(loss.initial(2), 0.64, new double[] {0, 0}, prices);
    assertThat(prices[0]).isFinite();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void pricesAreTheDerivativesOfTheLoss(TrainingLoss loss) {
    double[] state = loss.initial(3);
    double revenue = 0.7;
    double[] regrets = {0.004, 0.02, 0.0005};
    for (int k = 0; k < 3; k++) {
      loss.update(state, regrets, revenue, k, 100);
    }
    double[] prices = new double[3];
    double weight = loss.price(state, revenue, regrets, prices);
    double h = 1e-7;

    assertThat(weight)
        .isCloseTo(
            (loss.value(state, revenue - h, regrets) - loss.value(state, revenue + h, regrets))
                / (2 * h),
            within(1e-6));
    for (int i = 0; i < 3; i++) {
      double[] up = regrets.clone();
      double[] down = regrets.clone();
      up[i] += h;
      down[i] -= h;
      assertThat(prices[i])
          .isCloseTo(
              (loss.value(state, revenue, up) - loss.value(state, revenue, down)) / (2 * h),
              within(1e-6));
    }
  }

  static Stream<TrainingLoss> losses() {
    return Stream.of(
        new AugmentedLagrangian(5, 1, 10, 2, 3),
        new RegretBudget(1, 0.5, 0.02, 0.002, 1),
        new RegretTarget(1, 0.5, 0.02, 0.001, 0, 1, 8),
        new FixedPenalty(3),
        new AlgnetLoss());
  }

  @Test
  void badNumbersAreNamed() {
    assertThatThrownBy(() -> new AugmentedLagrangian(-1, 1, 1, 1, 1))
        .hasMessage("lambda0: must be at least 0, was -1");
    assertThatThrownBy(() -> new AugmentedLagrangian(1, Double.NaN, 1, 1, 1))
        .hasMessage("rho0: must be at least 0, was NaN");
    assertThatThrownBy(() -> new RegretBudget(1, 0.5, 0.02, 1.5, 1))
        .hasMessage("rmax_end: must be inside (0, 1), was 1.5");
    assertThatThrownBy(() -> new RegretTarget(1, 0.5, 0.02, 0, 0, 1, 8))
        .hasMessage("regret_target: must be inside (0, 1), was 0");
  }
}
