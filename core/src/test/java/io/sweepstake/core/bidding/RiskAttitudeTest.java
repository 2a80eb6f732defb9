package io.sweepstake.core.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RiskAttitudeTest {
  @Test
  void caraIsLinearInTheSmallAndBoundedInTheLarge() {
    RiskAttitude cara = new RiskAttitude.Cara(0.5);
    assertThat(cara.utility(1e-6)).isCloseTo(1e-6, within(1e-11));
    assertThat(cara.utility(100)).isCloseTo(2, within(1e-9));
    assertThat(cara.utility(2)).isCloseTo((1 - Math.exp(-1)) / 0.5, within(1e-12));
    assertThat(cara.utility(-2)).isLessThan(-2);
  }

  @Test
  void crraIsAPowerOnEitherSide() {
    RiskAttitude crra = new RiskAttitude.Crra(0.5);
    assertThat(crra.utility(4)).isEqualTo(2);
    assertThat(crra.utility(-4)).isEqualTo(-2);
    assertThat(crra.utility(0)).isZero();
    assertThat(new RiskAttitude.Crra(1).utility(3)).isEqualTo(3);
  }

  @Test
  void refusesLoversOfRisk() {
    assertThatThrownBy(() -> new RiskAttitude.Cara(0))
        .hasMessage("cara: aversion must be above 0, was 0.0");
    assertThatThrownBy(() -> new RiskAttitude.Crra(1.5))
        .hasMessage("crra: exponent must be above 0 and at most 1, was 1.5");
  }
}
