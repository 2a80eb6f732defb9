package io.sweepstake.problems.auction.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
  /** Student's .975 quantile with four degrees of freedom is 2.776; the deviation √2.5. */
  @Test
  void isStudentsInterval() {
    Spread spread = Spread.of(new double[] {1, 2, 3, 4, 5});

    assertThat(spread.mean()).isEqualTo(3);
    assertThat(spread.halfWidth()).isCloseTo(2.7764 * Math.sqrt(2.5 / 5), within(1e-4));
    assertThat(spread.differsFromZero()).isTrue();
    assertThat(Spread.of(new double[] {-1, 2}).differsFromZero()).isFalse();
  }

  @Test
  void ofOneNetworkNothingIsClaimed() {
    assertThat(Spread.of(new double[] {7}).halfWidth()).isNaN();
    assertThat(Spread.of(new double[] {7}).differsFromZero()).isFalse();
  }
}
