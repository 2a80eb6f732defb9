package io.sweepstake.sweeps.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WideningTest {
  private static final CategoricalParam KIND = CategoricalParam.of("kind", "b", "a");
  private static final SearchSpace SPACE =
      SearchSpace.of(
              FloatParam.log("rate", 1e-3, 1e-1),
              IntParam.stepped("width", 16, 64, 16),
              IntParam.uniform("depth", 2, 2),
              KIND)
          .withConditional(FloatParam.uniform("momentum", 0, 1), KIND, "a");

  private static SearchSpace widened(Param<?> param) {
    return Widening.of(SPACE, Map.of(param.name(), param));
  }

  @Test
  void pointsKeepTheirNumbers() {
    SearchSpace wider = widened(CategoricalParam.of("kind", "a", "c", "b"));
    assertThat(wider.params().get(3)).isEqualTo(CategoricalParam.of("kind", "b", "a", "c"));
    Map<String, Object> values =
        Map.of("rate", 0.01, "width", 32, "depth", 2, "kind", "a", "momentum", 0.5);
    Point before = Point.of(SPACE, values);
    Point after = Point.of(wider, values);
    for (int k = 0; k < SPACE.size(); k++) {
      assertThat(after.number(k)).isEqualTo(before.number(k));
    }
  }

  @Test
  void rangesAndGridsGrow() {
    for (Param<?> param :
        new Param<?>[] {
          FloatParam.log("rate", 1e-4, 1),
          IntParam.stepped("width", 0, 128, 16),
          IntParam.stepped("width", 8, 64, 8),
          IntParam.uniform("depth", 1, 5),
          IntParam.log("depth", 1, 8),
          FloatParam.uniform("momentum", -1, 1)
        }) {
      assertThat(widened(param).param(param.name())).contains(param);
    }
    assertThat(widened(FloatParam.log("rate", 1e-3, 1e-1))).isEqualTo(SPACE);
  }

  @Test
  void nothingIsLostAndNoScaleChanges() {
    for (Param<?> param :
        new Param<?>[] {
          FloatParam.log("rate", 1e-2, 1),
          FloatParam.uniform("rate", 0, 1),
          FloatParam.stepped("rate", 0.001, 1.001, 0.1),
          IntParam.stepped("width", 16, 64, 24),
          IntParam.stepped("width", 8, 80, 12),
          IntParam.log("width", 1, 128),
          CategoricalParam.of("width", "16", "32"),
          CategoricalParam.of("kind", "a", "c")
        }) {
      assertThatThrownBy(() -> widened(param))
          .as("%s", param)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(param.name() + ": a study's search space can only grow");
    }
    assertThatThrownBy(() -> widened(FloatParam.uniform("speed", 0, 1)))
        .hasMessageStartingWith("speed: is not searched in this study");
  }

  @Test
  void aGridOfFloatsGrowsByValuesOfItsOwnGrid() {
    SearchSpace quarters =
        SearchSpace.of(FloatParam.stepped("x", 0, 1, 0.25), FloatParam.uniform("one", 2, 2));
    for (Param<?> wider :
        new Param<?>[] {
          FloatParam.stepped("x", -0.25, 1.25, 0.25),
          FloatParam.stepped("x", 0, 1, 0.125),
          FloatParam.uniform("x", 0, 1),
          FloatParam.stepped("one", 0, 4, 1),
          FloatParam.log("one", 1, 4)
        }) {
      assertThat(Widening.of(quarters, Map.of(wider.name(), wider)).param(wider.name()))
          .contains(wider);
    }
    for (Param<?> other :
        new Param<?>[] {
          FloatParam.stepped("x", 0, 1, 0.5),
          FloatParam.stepped("x", 0.1, 1.1, 0.25),
          FloatParam.stepped("x", 0, 0.75, 0.25),
          FloatParam.stepped("x", 0.25, 1, 0.25),
          FloatParam.stepped("x", 0, 1, 0.2),
          FloatParam.uniform("x", 0, 0.9),
          FloatParam.log("x", 0.1, 9),
          FloatParam.stepped("one", 0, 3, 1.5),
          FloatParam.uniform("one", 2.5, 4),
          IntParam.uniform("x", 0, 1)
        }) {
      assertThatThrownBy(() -> Widening.of(quarters, Map.of(other.name(), other)))
          .as("%s", other)
          .hasMessageStartingWith(other.name() + ": a study's search space can only grow");
    }
  }
}
