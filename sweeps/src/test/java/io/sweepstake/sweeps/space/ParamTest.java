package io.sweepstake.sweeps.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Values, positions and bounds of single parameters, by hand. */
class ParamTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Test
  void aFloatIsUniformOnItsScale() {
    assertThat(FloatParam.uniform("x", -3, 5).decode(0.25)).isEqualTo(-1);
    assertThat(FloatParam.uniform("x", -3, 5).encode(-1.0)).isEqualTo(0.25);
    FloatParam decades = FloatParam.log("x", 1e-4, 1);
    assertThat(decades.decode(0.25)).isCloseTo(1e-3, within(1e-15));
    assertThat(decades.encode(1e-3)).isCloseTo(0.25, within(1e-12));
    assertThat(decades.decode(1)).isEqualTo(1);
    assertThat(decades.decode(0)).isCloseTo(1e-4, within(1e-16));
    for (int bound = 2; bound < 200; bound++) {
      FloatParam ratio = FloatParam.log("x", bound, bound + 0.5);
      assertThat(ratio.contains(ratio.decode(0)) && ratio.contains(ratio.decode(1)))
          .as("rounding stays within [%s, %s]", bound, bound + 0.5)
          .isTrue();
    }
  }

  @Test
  void aGridOfFloatsHasCellsOfOneSize() {
    FloatParam quarters = FloatParam.stepped("x", 1, 2, 0.25);
    assertThat(quarters.cardinality()).hasValue(5);
    assertThat(quarters.decode(0.19)).isEqualTo(1);
    assertThat(quarters.decode(0.21)).isEqualTo(1.25);
    assertThat(quarters.decode(1)).isEqualTo(2);
    assertThat(quarters.encode(1.5)).isEqualTo(0.5);
    assertThat(quarters.encode(2.0)).isEqualTo(0.9);
  }

  @Test
  void aWholeLogScaleReachesHalfAStepBeyondItsBounds() {
    IntParam width = IntParam.log("n", 1, 4);
    double octaves = Math.log(4.5 / 0.5);
    // 1 stands for [0.5, 1.5), 2 for [1.5, 2.5), …
    assertThat(width.decode(Math.log(1.49 / 0.5) / octaves)).isEqualTo(1);
    assertThat(width.decode(Math.log(1.51 / 0.5) / octaves)).isEqualTo(2);
    assertThat(width.decode(Math.log(3.51 / 0.5) / octaves)).isEqualTo(4);
    assertThat(width.encode(2)).isCloseTo(Math.log(2 / 0.5) / octaves, within(1e-12));
    assertThat(width.encode(4)).isCloseTo(Math.log(4 / 0.5) / octaves, within(1e-12));
  }

  @Test
  void wholeGridsHaveCellsOfOneSize() {
    IntParam fours = IntParam.stepped("n", 3, 15, 4);
    assertThat(fours.cardinality()).hasValue(4);
    assertThat(fours.decode(0.24)).isEqualTo(3);
    assertThat(fours.decode(0.26)).isEqualTo(7);
    assertThat(fours.decode(1)).isEqualTo(15);
    assertThat(fours.encode(11)).isEqualTo(0.625);
    assertThat(IntParam.uniform("n", Integer.MIN_VALUE, Integer.MAX_VALUE).cardinality()).isEmpty();
    assertThat(IntParam.uniform("n", 1, Integer.MAX_VALUE).cardinality())
        .hasValue(Integer.MAX_VALUE);
    assertThat(IntParam.uniform("n", 0, Integer.MAX_VALUE).cardinality()).isEmpty();
  }

  @Test
  void theNearestValueIsOnTheGridAndWithinTheBounds() {
    FloatParam tenths = FloatParam.stepped("x", 0.1, 0.9, 0.1);
    assertThat(tenths.nearest(0.34)).isEqualTo(0.3);
    assertThat(tenths.nearest(0.36)).isEqualTo(0.4);
    assertThat(tenths.nearest(-7)).isEqualTo(0.1);
    assertThat(tenths.nearest(7)).isEqualTo(0.9);
    FloatParam free = FloatParam.uniform("x", -1, 1);
    assertThat(free.nearest(0.34)).isEqualTo(0.34);
    assertThat(free.nearest(-2)).isEqualTo(-1);
    assertThat(free.nearest(2)).isEqualTo(1);
    IntParam fours = IntParam.stepped("n", 3, 15, 4);
    assertThat(fours.nearest(8.9)).isEqualTo(7);
    assertThat(fours.nearest(9.1)).isEqualTo(11);
    assertThat(fours.nearest(-100)).isEqualTo(3);
    assertThat(fours.nearest(1e12)).isEqualTo(15);
  }

  @Test
  void choicesArePartsOfOneSize() {
    CategoricalParam kind = CategoricalParam.of("kind", "a", "b", "c", "d");
    assertThat(kind.decode(0.49)).isEqualTo("b");
    assertThat(kind.decode(0.5)).isEqualTo("c");
    assertThat(kind.decode(1)).isEqualTo("d");
    assertThat(kind.encode("b")).isEqualTo(0.375);
    assertThat(kind.number("c")).isEqualTo(2);
    assertThat(kind.cardinality()).hasValue(4);
    assertThat(CategoricalParam.of("kind", "1", "true").parse(true)).isEqualTo("true");
  }

  @Test
  void oneValueIsARangeToo() {
    FloatParam one = FloatParam.uniform("x", 2, 2);
    assertThat(one.cardinality()).hasValue(1);
    assertThat(one.fixed()).isTrue();
    assertThat(one.decode(0.7)).isEqualTo(2);
    assertThat(one.encode(2.0)).isEqualTo(0.5);
    assertThat(IntParam.uniform("n", 2, 2).fixed()).isTrue();
    assertThat(CategoricalParam.of("k", "a").fixed()).isTrue();
    assertThat(FloatParam.uniform("x", 2, 3).fixed()).isFalse();
    assertThat(IntParam.uniform("n", 2, 3).fixed()).isFalse();
    assertThat(FloatParam.stepped("x", 0, 1, 2).cardinality()).hasValue(1);
  }

  @Test
  void boundsBelongToTheRangeAndNothingBeyondThem() {
    FloatParam x = FloatParam.uniform("x", -1, 2);
    assertThat(x.contains(-1.0)).isTrue();
    assertThat(x.contains(2.0)).isTrue();
    assertThat(x.contains(Math.nextDown(-1.0))).isFalse();
    assertThat(x.contains(Math.nextUp(2.0))).isFalse();
    IntParam n = IntParam.stepped("n", -3, 3, 3);
    for (int value = -6; value <= 6; value++) {
      assertThat(n.contains(value)).isEqualTo(value == -3 || value == 0 || value == 3);
    }
    assertThat(n.parse("-3.0")).isEqualTo(-3);
    assertThat(n.parse(3L)).isEqualTo(3);
    for (Object raw : new Object[] {-6, 6, 1, 0.5, "three", Double.NaN, 1e300}) {
      assertThatThrownBy(() -> n.parse(raw))
          .hasMessage("n: must be a whole number in [-3, 3] in steps of 3, was " + raw);
    }
    assertThat(x.parse(" 0.5 ")).isEqualTo(0.5);
    for (Object raw : new Object[] {-1.5, 2.5, "much", Double.NaN}) {
      assertThatThrownBy(() -> x.parse(raw)).hasMessage("x: must be in [-1.0, 2.0], was " + raw);
    }
  }

  @Test
  void whatIsReadNearAGridStandsOnIt() {
    FloatParam tenths = FloatParam.stepped("x", 0, 1, 0.1);
    assertThat(tenths.parse(0.1 + 0.2)).isEqualTo(0.3);
    assertThatThrownBy(() -> tenths.parse(0.3001))
        .hasMessage("x: must be in [0.0, 1.0] in steps of 0.1, was 0.3001");
  }

  @Test
  void rangesInWords() {
    assertThat(FloatParam.log("x", 0.5, 2).range()).isEqualTo("in [0.5, 2.0] on a log scale");
    assertThat(IntParam.log("n", 1, 2).range())
        .isEqualTo("a whole number in [1, 2] on a log scale");
    assertThat(IntParam.uniform("n", 1, 2).range()).isEqualTo("a whole number in [1, 2]");
  }

  @Test
  void anotherNameChangesNothingElse() {
    assertThat(FloatParam.log("x", 0.5, 2).named("y")).isEqualTo(FloatParam.log("y", 0.5, 2));
    assertThat(IntParam.stepped("n", 1, 9, 2).named("m")).isEqualTo(IntParam.stepped("m", 1, 9, 2));
    assertThat(CategoricalParam.of("k", "a").named("l")).isEqualTo(CategoricalParam.of("l", "a"));
  }

  @Test
  void aFloatSaysWhatIsWrong() {
    assertThatThrownBy(() -> FloatParam.uniform("x", 0, INFINITE))
        .hasMessage("x: bounds must be finite, were 0.0 and Infinity");
    assertThatThrownBy(() -> FloatParam.uniform("x", -Double.MAX_VALUE, Double.MAX_VALUE))
        .hasMessageStartingWith("x: high - low must be finite, was ");
    assertThatThrownBy(() -> FloatParam.stepped("x", 0, 1, INFINITE))
        .hasMessage("x: step must be 0 (none) or above and finite, was Infinity");
    assertThatThrownBy(() -> new FloatParam("x", 0, 1, Scale.LINEAR, -0.5))
        .hasMessage("x: step must be 0 (none) or above and finite, was -0.5");
    assertThatThrownBy(() -> FloatParam.stepped("x", 0, 1, 0))
        .hasMessage("x: step must be above 0, was 0.0");
    assertThatThrownBy(() -> new FloatParam("x", 1, 2, Scale.LOG, 0.5))
        .hasMessage("x: a log scale cannot have a step, was 0.5");
    assertThat(FloatParam.stepped("x", 0, 1e9, 1).cardinality()).hasValue(1_000_000_001);
    assertThatThrownBy(() -> FloatParam.stepped("x", 0, 1e9 + 1, 1))
        .hasMessageStartingWith("x: a grid may have at most 1e9 values, was 1.00000000");
  }

  @Test
  void aWholeNumberSaysWhatIsWrong() {
    assertThatThrownBy(() -> IntParam.uniform("n", 2, 1))
        .hasMessage("n: low must not exceed high, was 2 > 1");
    assertThatThrownBy(() -> IntParam.stepped("n", 1, 2, 0))
        .hasMessage("n: step must be at least 1, was 0");
    assertThatThrownBy(() -> new IntParam("n", 1, 9, Scale.LOG, 2))
        .hasMessage("n: a log scale cannot have a step, was 2");
    assertThatThrownBy(() -> CategoricalParam.of("k"))
        .hasMessage("k: needs at least one choice, had none");
    assertThatThrownBy(() -> IntParam.uniform(null, 1, 2)).hasMessageEndingWith("'_', was null");
    assertThatThrownBy(() -> IntParam.uniform("1n", 1, 2)).hasMessageEndingWith("was \"1n\"");
  }
}
