package io.sweepstake.sweeps.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SearchSpaceTest {
  private static final CategoricalParam KIND = CategoricalParam.of("kind", "a", "b", "c");
  private static final CategoricalParam MODE = CategoricalParam.of("mode", "x", "y");
  private static final SearchSpace TREE =
      SearchSpace.of(KIND, IntParam.uniform("n", 1, 3))
          .withConditional(MODE, KIND, "b", "c")
          .withConditional(IntParam.uniform("depth", 1, 5), MODE, "y");

  static Stream<Param<?>> params() {
    return Stream.of(
        FloatParam.uniform("p", -3, 5),
        FloatParam.log("p", 1e-8, 1e3),
        FloatParam.stepped("p", 0, 1, 0.1),
        FloatParam.stepped("p", -10.2, 10.2, 0.3),
        IntParam.uniform("p", -7, 9),
        IntParam.log("p", 1, 1000),
        IntParam.stepped("p", 3, 30, 4),
        IntParam.uniform("p", Integer.MIN_VALUE, Integer.MAX_VALUE),
        CategoricalParam.of("p", "a", "b", "c", "d"));
  }

  @ParameterizedTest
  @MethodSource("params")
  void decodeUndoesEncode(Param<?> param) {
    undoes(param);
  }

  private static <T> void undoes(Param<T> param) {
    Random random = new Random(1);
    for (int k = 0; k < 2000; k++) {
      double u = k == 0 ? 0 : k == 1 ? 1 : random.nextDouble();
      T value = param.decode(u);
      assertThat(param.contains(value)).isTrue();
      double encoded = param.encode(value);
      assertThat(encoded).isBetween(0.0, 1.0);
      if (param.cardinality().isPresent() || param instanceof IntParam) {
        assertThat(param.decode(encoded)).isEqualTo(value);
      } else {
        assertThat(encoded).isCloseTo(u, within(1e-12));
      }
      assertThat(param.value(param.number(value))).isEqualTo(value);
      assertThat(param.parse(value)).isEqualTo(value);
      assertThat(param.parse(String.valueOf(value))).isEqualTo(value);
    }
  }

  @Test
  void stepsAreDecimalAndEndOnTheGrid() {
    FloatParam p = FloatParam.stepped("p", 0, 1.05, 0.1);
    assertThat(p.high()).isEqualTo(1.0);
    assertThat(p.cardinality()).hasValue(11);
    assertThat(p.decode(0.3)).isEqualTo(0.3);
    assertThat(p.contains(0.30000000000000004)).isTrue();
    assertThat(p.contains(0.35)).isFalse();
    assertThat(IntParam.stepped("n", 1, 10, 4).high()).isEqualTo(9);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> FloatParam.log("rate", 0, 1))
        .hasMessage("rate: a log scale needs low > 0, was 0.0");
    assertThatThrownBy(() -> FloatParam.uniform("rate", 2, 1))
        .hasMessage("rate: low must not exceed high, was 2.0 > 1.0");
    assertThatThrownBy(() -> FloatParam.uniform("rate", Double.NaN, 1))
        .hasMessage("rate: bounds must be finite, were NaN and 1.0");
    assertThatThrownBy(() -> FloatParam.stepped("rate", 0, 1, -1))
        .hasMessage("rate: step must be above 0, was -1.0");
    assertThatThrownBy(() -> IntParam.log("n", 0, 5))
        .hasMessage("n: a log scale needs low >= 1, was 0");
    assertThatThrownBy(() -> CategoricalParam.of("kind", "a", "a"))
        .hasMessage("kind: choices must differ, were [a, a]");
    assertThatThrownBy(() -> FloatParam.uniform("a-b", 0, 1)).hasMessageContaining("\"a-b\"");
    assertThatThrownBy(() -> SearchSpace.of(KIND, KIND))
        .hasMessage("search space: parameter names must differ, twice kind");
    assertThatThrownBy(() -> Point.of(TREE, Map.of("kind", "z", "n", 1)))
        .hasMessage("kind: must be one of [a, b, c], was z");
    assertThatThrownBy(() -> Point.of(TREE, Map.of("kind", "a", "n", 1.5)))
        .hasMessage("n: must be a whole number in [1, 3], was 1.5");
    assertThatThrownBy(() -> Point.of(TREE, Map.of("kind", "a")))
        .hasMessage("n: must have a value, had none");
    assertThatThrownBy(() -> Point.of(TREE, Map.of("kind", "a", "n", 1, "mode", "x")))
        .hasMessage("mode: exists only where kind is one of [b, c], was given x");
    assertThatThrownBy(() -> Point.of(TREE, Map.of("kind", "a", "n", 1, "m", "x")))
        .hasMessageContaining("no such parameter m");
    assertThatThrownBy(() -> Point.of(TREE, Map.of("kind", "a", "n", 1)).get(MODE))
        .hasMessageContaining("mode: has no value");
  }

  @Test
  void descriptionsReadBack() {
    assertThat(SpaceDescription.parse(SpaceDescription.describe(TREE))).isEqualTo(TREE);
    List<Param<?>> all =
        List.of(
            FloatParam.log("a", 1e-5, 1),
            FloatParam.stepped("b", 0, 1, 0.25),
            IntParam.log("c", 1, 9),
            IntParam.stepped("d", 0, 9, 3));
    SearchSpace space = new SearchSpace(all, Map.of());
    assertThat(SpaceDescription.parse(SpaceDescription.describe(space))).isEqualTo(space);
  }

  @Test
  void descriptionsSayWhatIsWrong() {
    assertThatThrownBy(() -> SpaceDescription.parse(List.of(Map.of("name", "x", "type", "real"))))
        .hasMessage("x: type must be one of [float, int, categorical], was real");
    assertThatThrownBy(
            () ->
                SpaceDescription.parse(
                    List.of(Map.of("name", "x", "type", "float", "low", Double.NaN, "high", 1))))
        .hasMessage("x: low must be a finite number, was NaN");
    assertThatThrownBy(
            () -> SpaceDescription.parse(List.of(Map.of("name", "x", "type", "int", "lo", 1))))
        .hasMessageContaining("was lo");
    assertThatThrownBy(
            () ->
                SpaceDescription.parse(
                    List.of(
                        Map.of(
                            "name",
                            "x",
                            "type",
                            "int",
                            "low",
                            1,
                            "high",
                            2,
                            "when",
                            Map.of("k", List.of("a"))))))
        .hasMessage("x: when must name a categorical parameter before it, was k");
    assertThat(
            SpaceDescription.parse(
                List.of(
                    Map.of(
                        "name", "r", "type", "float", "low", "1e-5", "high", 1, "scale", "log"))))
        .as("YAML reads 1e-5 as text")
        .isEqualTo(SearchSpace.of(FloatParam.log("r", 1e-5, 1)));
  }

  @Test
  void aGridHoldsEveryPointOnce() {
    // kind=a: 3; kind=b or c: 3 · (mode x: 1, mode y: 5) = 18 each.
    assertThat(TREE.cardinality()).hasValue(3 + 2 * 3 * 6);
    Grid grid = new Grid(TREE, 1);
    assertThat(grid.size()).isEqualTo(39);
    Set<Point> points = new HashSet<>();
    for (long k = 0; k < grid.size(); k++) {
      Point point = grid.point(k);
      assertThat(Point.of(TREE, point.values())).isEqualTo(point);
      points.add(point);
    }
    assertThat(points).hasSize(39);
    assertThatThrownBy(() -> grid.point(39)).hasMessageContaining("[0, 39), was 39");
    assertThat(new Grid(SearchSpace.of(FloatParam.uniform("x", 0, 1), KIND), 4).size())
        .isEqualTo(12);
    assertThat(SearchSpace.of(FloatParam.uniform("x", 0, 1)).cardinality()).isEmpty();
  }

  @Test
  void pointsTravelBetweenProcesses() throws Exception {
    Point point = Point.of(TREE, Map.of("kind", "b", "n", 2, "mode", "y", "depth", 4));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(point);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(point);
    }
  }

  @Test
  void spacesSayWhatIsWrong() {
    assertThatThrownBy(SearchSpace::of)
        .hasMessage("search space: needs at least one parameter, had none");
    Condition condition = new Condition(KIND, List.of("b"));
    assertThatThrownBy(() -> new SearchSpace(List.of(MODE, KIND), Map.of("mode", condition)))
        .hasMessage("mode: its parent must stand before it in the search space, was kind");
    assertThatThrownBy(() -> new SearchSpace(List.of(KIND), Map.of("mode", condition)))
        .hasMessage("search space: a condition must name a parameter, was mode");
    assertThatThrownBy(() -> new Condition(KIND, List.of()))
        .hasMessage("kind: a condition needs at least one choice, had none");
    assertThatThrownBy(() -> new Condition(KIND, List.of("a", "z")))
        .hasMessage("kind: must be one of [a, b, c], was z");
    assertThatThrownBy(() -> Point.ofNumbers(TREE, new double[3]))
        .hasMessage("point: needs 4 numbers, was given 3");
  }

  @Test
  void parametersAreFoundByName() {
    assertThat(TREE.size()).isEqualTo(4);
    assertThat(TREE.indexOf("mode")).isEqualTo(2);
    assertThat(TREE.indexOf("kind")).isZero();
    assertThat(TREE.indexOf("none")).isEqualTo(-1);
    assertThat(TREE.param("kind")).contains(KIND);
    assertThat(TREE.param("none")).isEmpty();
    assertThat(TREE.condition(MODE)).contains(new Condition(KIND, List.of("b", "c")));
    assertThat(TREE.condition(KIND)).isEmpty();
  }

  @Test
  void whatTheParentsDoNotHaveDoesNotExist() {
    double nan = Double.NaN;
    assertThat(TREE.exists(2, new double[] {0, 1, nan, nan})).as("mode with kind=a").isFalse();
    assertThat(TREE.exists(2, new double[] {2, 1, nan, nan})).as("mode with kind=c").isTrue();
    assertThat(TREE.exists(3, new double[] {0, 1, nan, nan})).as("depth without mode").isFalse();
    assertThat(TREE.exists(3, new double[] {1, 1, 1, nan})).as("depth with mode=y").isTrue();
    assertThat(TREE.exists(1, new double[] {0, nan, nan, nan})).as("n").isTrue();
  }

  @Test
  void pointsHaveAPlaceInTheUnitCube() {
    Point point = Point.decode(TREE, new double[] {0.5, 0.99, 0.99, 0.5});
    assertThat(point)
        .isEqualTo(Point.of(TREE, Map.of("kind", "b", "n", 3, "mode", "y", "depth", 3)))
        .hasSameHashCodeAs(Point.ofNumbers(TREE, new double[] {1, 3, 1, 3}))
        .hasToString("{kind=b, n=3, mode=y, depth=3}");
    assertThat(point.encode()).containsExactly(0.5, 2.5 / 3, 0.75, 0.5);
    assertThat(point.find("depth")).hasValue(3);
    assertThat(point.find("none")).isEmpty();
    assertThat(point.find(FloatParam.uniform("none", 0, 1))).isEmpty();
    assertThat(point.number(1)).isEqualTo(3);
    assertThat(point.space()).isEqualTo(TREE);
    Point small = Point.decode(TREE, new double[] {0, 0, 0.99, 0.5});
    assertThat(small.encode()).containsExactly(1.0 / 6, 1.0 / 6, Double.NaN, Double.NaN);
    assertThat(small.find(MODE)).isEmpty();
    assertThat(small.find("mode")).isEmpty();
    assertThat(small.values()).isEqualTo(Map.of("kind", "a", "n", 1));
    assertThat(small).isNotEqualTo(point).isNotEqualTo(small.values());
    SearchSpace other = SearchSpace.of(KIND, IntParam.uniform("n", 1, 3), MODE, MODE.named("m"));
    assertThat(Point.ofNumbers(other, new double[] {1, 3, 1, 0}))
        .as("the same numbers elsewhere")
        .isNotEqualTo(Point.ofNumbers(TREE, new double[] {1, 3, 1, 0}));
  }

  @Test
  void pointsThatCannotBeCountedAreNot() {
    IntParam half = IntParam.uniform("a", 1, Integer.MAX_VALUE);
    assertThat(SearchSpace.of(half, half.named("b")).cardinality())
        .hasValue((long) Integer.MAX_VALUE * Integer.MAX_VALUE);
    assertThat(SearchSpace.of(half, half.named("b"), half.named("c")).cardinality()).isEmpty();
    assertThat(
            SearchSpace.of(KIND)
                .withConditional(FloatParam.uniform("x", 0, 1), KIND, "b")
                .cardinality())
        .as("a real parameter, if only for one choice")
        .isEmpty();
    assertThat(SearchSpace.of(KIND, FloatParam.uniform("x", 0, 1)).cardinality()).isEmpty();
  }

  @Test
  void descriptionsSayWhatIsMissing() {
    saysOf(Map.of("type", "float"), "\"null\"", "param name: must start with a letter");
    saysOf(
        Map.of("name", "x", "type", "int", "low", 1.5, "high", 2), "1.5", "x: low must be a whole");
    saysOf(Map.of("name", "x", "type", "int", "low", 1), "null", "x: high must be a finite number");
    saysOf(
        Map.of("name", "x", "type", "float", "low", "little", "high", 2),
        "little",
        "x: low must be a finite number");
    saysOf(
        Map.of("name", "x", "type", "float", "low", 1, "high", 2, "scale", "cubic"),
        "cubic",
        "x: scale must be one of [linear, log]");
    saysOf(
        Map.of("name", "x", "type", "categorical", "choices", "a"),
        "a",
        "x: choices must be a list");
    saysOf(
        Map.of("name", "x", "type", "categorical", "choices", List.of("a"), "when", "k"),
        "k",
        "x: when must be one parent with its choices");
    saysOf(
        Map.of("name", "x", "type", "categorical", "choices", List.of("a"), "when", Map.of()),
        "{}",
        "x: when must be one parent with its choices");
  }

  private static void saysOf(Map<String, ?> row, String was, String start) {
    assertThatThrownBy(() -> SpaceDescription.parse(List.of(row)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(start)
        .hasMessageEndingWith("was " + was.replace("\"", ""));
  }

  @Test
  void aConditionMayNameOneChoiceAndNeedsOne() {
    Map<String, Object> kind =
        Map.of("name", "kind", "type", "categorical", "choices", List.of(1, 2));
    Map<String, Object> width =
        new HashMap<>(Map.of("name", "n", "type", "int", "low", 1, "high", 3));
    width.put("when", Map.of("kind", 2));
    CategoricalParam parent = CategoricalParam.of("kind", "1", "2");
    assertThat(SpaceDescription.parse(List.of(kind, width)))
        .isEqualTo(
            SearchSpace.of(parent).withConditional(IntParam.uniform("n", 1, 3), parent, "2"));
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("kind", null);
    width.put("when", nothing);
    assertThatThrownBy(() -> SpaceDescription.parse(List.of(kind, width)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was null");
  }

  @Test
  void descriptionsHoldOnlyWhatIsNotUsual() {
    assertThat(
            SpaceDescription.describe(
                SearchSpace.of(
                    FloatParam.uniform("x", 0, 1),
                    FloatParam.log("y", 1, 2),
                    FloatParam.stepped("z", 0, 1, 0.5),
                    IntParam.uniform("n", 1, 3))))
        .containsExactly(
            Map.of("name", "x", "type", "float", "low", 0.0, "high", 1.0),
            Map.of("name", "y", "type", "float", "low", 1.0, "high", 2.0, "scale", "log"),
            Map.of("name", "z", "type", "float", "low", 0.0, "high", 1.0, "step", 0.5),
            Map.of("name", "n", "type", "int", "low", 1, "high", 3));
  }
}
