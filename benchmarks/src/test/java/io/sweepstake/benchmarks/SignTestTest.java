package io.sweepstake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SignTestTest {
  /** Fifteen of sixteen: (1 + 16) / 2¹⁶. */
  @Test
  void isTheBinomialTail() {
    assertThat(SignTest.chance(15, 16)).isCloseTo(17 / 65_536.0, within(1e-15));
    assertThat(SignTest.chance(1, 3)).isCloseTo(7 / 8.0, within(1e-15));
  }

  @Test
  void nothingDecidedSaysNothing() {
    assertThat(SignTest.chance(0, 0)).isEqualTo(1);
  }
}
