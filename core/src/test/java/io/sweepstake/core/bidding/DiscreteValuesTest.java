package io.sweepstake.core.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DiscreteValuesTest {
  @Test
  void digitsAreWorthTwiceThemselvesLessNine() {
    double[] virtual = DiscreteValues.uniform(0, 9).virtualValues();
    for (int k = 0; k <= 9; k++) {
      assertThat(virtual[k]).isCloseTo(2 * k - 9, within(1e-12));
    }
  }

  @Test
  void whatFallsIsIroned() {
    // φ: 0 − .9/.1 = −9, 1 − .2/.7 = .714, 2 − .1/.1 = 1, 3: regular as it stands.
    assertThat(DiscreteValues.weighted(1, 7, 1, 1).virtualValues()[1])
        .isCloseTo(1 - 0.2 / 0.7, within(1e-12));
    // φ: 0 − .6/.4, 1 − .5/.1 = −4, 2 − 0: the first two have their mean, (−.6 − .4) / .5.
    assertThat(DiscreteValues.weighted(4, 1, 5).virtualValues())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(-2, -2, 2);
  }

  @Test
  void chancesAreThoseOfTheLaw() {
    DiscreteValues values = DiscreteValues.binomial(4, 0.25);
    assertThat(values.chance(1)).isCloseTo(4 * 0.25 * Math.pow(0.75, 3), within(1e-12));
    assertThat(values.chanceFrom(0)).isCloseTo(1, within(1e-12));
    assertThat(values.chanceFrom(4)).isCloseTo(Math.pow(0.25, 4), within(1e-12));
  }

  @Test
  void refusesWhatIsNoLaw() {
    assertThatThrownBy(() -> DiscreteValues.uniform(3, 3))
        .hasMessage("uniform: must go from a number from 0 up to a greater one, was 3 to 3");
    assertThatThrownBy(() -> new DiscreteValues(new double[] {1, 1}, new double[] {0.5, 0.5}))
        .hasMessageStartingWith("values: must be ascending");
    assertThatThrownBy(() -> new DiscreteValues(new double[] {0, 1}, new double[] {0.5, 0.6}))
        .hasMessageStartingWith("chances: must have the sum 1");
    assertThatThrownBy(() -> DiscreteValues.weighted(1, 0))
        .hasMessage("weights: must be positive and finite, each of them, was 0.0");
    assertThatThrownBy(() -> DiscreteValues.weighted(1, -1))
        .hasMessage("weights: must be positive and finite, each of them, was -1.0");
    assertThatThrownBy(() -> DiscreteValues.uniform(0, 1_000_000_000))
        .hasMessage("uniform: must have at most 4096 values, had 1000000001");
    assertThatThrownBy(() -> DiscreteValues.binomial(4000, 0.5))
        .hasMessageContaining("can be told from impossible, had 4000 and 0.5");
  }
}
