package io.sweepstake.core.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.valuation.Exponential;
import io.sweepstake.core.valuation.Mixture;
import io.sweepstake.core.valuation.Uniform;
import java.util.List;
import org.junit.jupiter.api.Test;

class IronedVirtualValueTest {
  private final Mixture hetero =
      Mixture.even(new Uniform(0.5, 1), new Uniform(0, 0.5), new Exponential(1));

  @Test
  void flatIntervalIsATangentOfTheRevenueCurve() {
    IronedVirtualValue ironed = new IronedVirtualValue(hetero);
    assertThat(ironed.flats()).hasSize(1);
    IronedVirtualValue.Flat flat = ironed.flats().get(0);
    double upper = hetero.survival(flat.to());
    double lower = hetero.survival(flat.from());
    assertThat(flat.level())
        .isCloseTo((flat.from() * lower - flat.to() * upper) / (lower - upper), within(1e-12))
        .isCloseTo(hetero.virtualValue(flat.from()), within(1e-6))
        .isCloseTo(hetero.virtualValue(flat.to()), within(1e-6));
    // A million-point hull puts it at [0.85585, 1.56177] with level 0.56173.
    assertThat(flat.from()).isCloseTo(0.85585, within(1e-4));
    assertThat(flat.to()).isCloseTo(1.56173, within(1e-4));
  }

  @Test
  void twoUniformsAreIronedAsByHand() {
    // 3/4 U[0,3] + 1/4 U[3,8]: R(q) = 4q − 4q² below 3, 8q − 20q² from 3. Their common tangent has
    // intercept (4 − L)²/16 = (8 − L)²/80; it touches where 2v − 4 = L and 2v − 8 = L.
    double level = (4 * Math.sqrt(5) - 8) / (Math.sqrt(5) - 1);
    Mixture irregular =
        new Mixture(List.of(new Uniform(0, 3), new Uniform(3, 8)), List.of(0.75, 0.25));
    IronedVirtualValue ironed = new IronedVirtualValue(irregular);
    assertThat(ironed.flats()).hasSize(1);
    IronedVirtualValue.Flat flat = ironed.flats().get(0);
    assertThat(flat.level()).isCloseTo(level, within(1e-9));
    assertThat(flat.from()).isCloseTo((level + 4) / 2, within(1e-9));
    assertThat(flat.to()).isCloseTo((level + 8) / 2, within(1e-9));
  }

  @Test
  void neverFalls() {
    IronedVirtualValue ironed = new IronedVirtualValue(hetero);
    double before = Double.NEGATIVE_INFINITY;
    for (double value = 0; value < 4; value += 1e-4) {
      double now = ironed.at(value);
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void inversesBracketTheLevel() {
    for (IronedVirtualValue ironed :
        List.of(
            new IronedVirtualValue(hetero),
            new IronedVirtualValue(new Uniform(0, 1)),
            new IronedVirtualValue(new Exponential(2)))) {
      for (double level = 0.01; level < 0.99; level += 0.07) {
        double lowest = ironed.lowest(level);
        assertThat(ironed.at(lowest)).isGreaterThanOrEqualTo(level - 1e-12);
        assertThat(ironed.at(lowest - 1e-9)).isLessThan(level);
        assertThat(ironed.highest(level)).isGreaterThanOrEqualTo(lowest);
      }
    }
    IronedVirtualValue ironed = new IronedVirtualValue(hetero);
    IronedVirtualValue.Flat flat = ironed.flats().get(0);
    assertThat(ironed.lowest(flat.level())).isEqualTo(flat.from());
    assertThat(ironed.highest(flat.level())).isEqualTo(flat.to());
  }

  @Test
  void regularMarginalsNeedNoIroning() {
    assertThat(new IronedVirtualValue(new Uniform(0, 1)).flats()).isEmpty();
    assertThat(new IronedVirtualValue(Mixture.even(new Exponential(1), new Exponential(1))).flats())
        .isEmpty();
    assertThat(new IronedVirtualValue(new Uniform(0, 1)).lowest(2)).isInfinite();
  }
}
