package io.sweepstake.sweeps.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final CategoricalParam KIND = CategoricalParam.of("kind", "a", "b");

  private static List<String> points(SearchSpace space, int levels) {
    Grid grid = new Grid(space, levels);
    return LongStream.range(0, grid.size()).mapToObj(k -> grid.point(k).toString()).toList();
  }

  @Test
  void theLastParameterMovesFastest() {
    assertThat(points(SearchSpace.of(KIND, IntParam.stepped("n", 2, 8, 3)), 1))
        .containsExactly(
            "{kind=a, n=2}",
            "{kind=a, n=5}",
            "{kind=a, n=8}",
            "{kind=b, n=2}",
            "{kind=b, n=5}",
            "{kind=b, n=8}");
  }

  @Test
  void levelsAreTheMiddlesOfEqualParts() {
    assertThat(points(SearchSpace.of(FloatParam.uniform("x", 0, 8)), 4))
        .containsExactly("{x=1.0}", "{x=3.0}", "{x=5.0}", "{x=7.0}");
    assertThat(points(SearchSpace.of(FloatParam.stepped("x", 0, 1, 0.5)), 4))
        .as("a grid keeps its own")
        .containsExactly("{x=0.0}", "{x=0.5}", "{x=1.0}");
  }

  @Test
  void aConditionalParameterCountsOnlyWhereItExists() {
    SearchSpace space =
        SearchSpace.of(IntParam.uniform("n", 1, 2), KIND)
            .withConditional(IntParam.uniform("depth", 1, 3), KIND, "b")
            .with(IntParam.uniform("m", 7, 8));
    List<String> expected = new ArrayList<>();
    for (int n = 1; n <= 2; n++) {
      for (int m = 7; m <= 8; m++) {
        expected.add("{n=" + n + ", kind=a, m=" + m + "}");
      }
      for (int depth = 1; depth <= 3; depth++) {
        for (int m = 7; m <= 8; m++) {
          expected.add("{n=" + n + ", kind=b, depth=" + depth + ", m=" + m + "}");
        }
      }
    }
    assertThat(points(space, 1)).isEqualTo(expected);
    assertThat(space.cardinality()).hasValue(expected.size());
  }

  @Test
  void wholeNumbersBeyondAnIntAreCounted() {
    IntParam all = IntParam.uniform("n", Integer.MIN_VALUE, Integer.MAX_VALUE);
    Grid grid = new Grid(SearchSpace.of(all), 1);
    assertThat(grid.size()).isEqualTo(1L << 32);
    assertThat(grid.point((1L << 32) - 1).get(all)).isEqualTo(Integer.MAX_VALUE);
    assertThat(grid.point(0).get(all)).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void saysWhatIsWrong() {
    SearchSpace space = SearchSpace.of(KIND);
    assertThatThrownBy(() -> new Grid(space, 0))
        .hasMessage("grid: levels must be at least 1, was 0");
    assertThatThrownBy(() -> new Grid(space, 1).point(-1))
        .hasMessage("grid: index must be in [0, 2), was -1");
    assertThatThrownBy(() -> new Grid(space, 1).point(2))
        .hasMessage("grid: index must be in [0, 2), was 2");
    SearchSpace huge =
        SearchSpace.of(
            IntParam.uniform("a", 0, Integer.MAX_VALUE),
            IntParam.uniform("b", 0, Integer.MAX_VALUE),
            IntParam.uniform("c", 1, 2));
    assertThatThrownBy(() -> new Grid(huge, 1))
        .hasMessage("grid: has more than 2^63 points, with 1 levels per continuous parameter");
  }
}
