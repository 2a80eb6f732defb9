package io.sweepstake.sweeps.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @Test
  void ticksAreRoundAndWithinTheRange() {
    assertThat(new Axis("x", 0, 1, false).ticks())
        .containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0);
    assertThat(new Axis("x", 0.5, 1200, true).ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
    assertThat(new Axis("x", 1.5, 6, true).ticks()).containsExactly(2.0, 5.0);
    assertThat(new Axis("x", 1.1, 1.4, true).ticks()).hasSizeBetween(2, 12);
  }

  @Test
  void tickTextsTellTheTicksApart() {
    assertThat(Axis.text(0.6000000000000001)).isEqualTo("0.6");
    assertThat(Axis.text(0.8825)).isEqualTo("0.8825");
    assertThat(Axis.text(1e-5)).isEqualTo("1e-5");
    assertThat(Axis.text(-2.5e7)).isEqualTo("-2.5e7");
    assertThat(Axis.text(0)).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "0.010755, 0.01112",
    "0.967, 0.9713",
    "4.1e-4, 4.19e-4",
    "123456, 123999",
    "1e7, 1.00003e7",
    "-0.00002, 0.00011",
    "0, 1"
  })
  void noTwoTicksHaveTheSameText(double low, double high) {
    for (boolean logarithmic : new boolean[] {false, true}) {
      if (low > 0 || !logarithmic) {
        Axis axis = new Axis("x", low, high, logarithmic);
        assertThat(axis.ticks().stream().map(axis::tick)).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void positionsRunFromLowToHigh() {
    Axis axis = new Axis("x", 1, 100, true);
    assertThat(axis.position(1)).isZero();
    assertThat(axis.position(10)).isEqualTo(0.5);
    assertThat(axis.position(100)).isEqualTo(1);
  }

  @Test
  void anAxisAroundOneValueOrNoneIsStillAnAxis() {
    assertThat(Axis.around("x", new double[] {3}, false).position(3)).isBetween(0.4, 0.6);
    assertThat(Axis.around("x", new double[] {3, 3}, true).position(3)).isBetween(0.4, 0.6);
    assertThat(Axis.around("x", new double[] {0}, false).position(0)).isBetween(0.4, 0.6);
    assertThat(Axis.around("x", new double[0], true).low()).isPositive();
    assertThat(Axis.around("x", new double[] {Double.NaN, -1}, true).low()).isPositive();
  }

  /** As trials from elsewhere have them; each axis has ticks, and an end of them. */
  @Test
  void extremesHaveAnAxisToo() {
    double[] extremes = {
      0,
      1,
      -1,
      1e15,
      Math.nextUp(1e15),
      1e100,
      -1e100,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN
    };
    for (double a : extremes) {
      for (double b : extremes) {
        for (boolean logarithmic : new boolean[] {false, true}) {
          Axis axis = Axis.around("x", new double[] {a, b}, logarithmic);
          assertThat(axis.ticks()).as("%s and %s", a, b).hasSizeLessThan(210);
          assertThat(axis.ticks()).allMatch(Double::isFinite);
          if (Axis.shows(a, logarithmic)) {
            assertThat(axis.position(a)).as("%s beside %s", a, b).isBetween(0.0, 1.0);
          }
        }
      }
    }
  }

  @Test
  void aLogAxisNeedsPositiveValues() {
    assertThatThrownBy(() -> new Axis("x", 0, 1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("axis x: a log scale needs low > 0, was 0.0");
  }

  @Test
  void namesStandInTheMiddleOfStretchesOfOne() {
    Axis axis = Axis.of("x", List.of("a", "b"));
    assertThat(axis.ticks()).containsExactly(0.0, 1.0);
    assertThat(axis.tick(1)).isEqualTo("b");
    assertThat(axis.position(0)).isEqualTo(0.25);
    assertThatThrownBy(() -> Axis.of("x", List.of())).hasMessage("axis x: needs a name, had none");
  }
}
