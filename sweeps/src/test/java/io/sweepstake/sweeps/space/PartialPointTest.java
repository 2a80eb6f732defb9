package io.sweepstake.sweeps.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartialPointTest {
  private static final CategoricalParam OPTIMISER =
      CategoricalParam.of("optimiser", "adam", "sgd", "nesterov");
  private static final SearchSpace SPACE =
      SearchSpace.of(FloatParam.log("rate", 1e-5, 1e-1), OPTIMISER)
          .withConditional(FloatParam.uniform("momentum", 0, 1), OPTIMISER, "sgd", "nesterov")
          .withConditional(IntParam.uniform("lookahead", 1, 9), OPTIMISER, "nesterov")
          .withConditional(FloatParam.uniform("beta", 0.9, 1), OPTIMISER, "adam");

  private static Point proposal(String optimiser) {
    return optimiser.equals("adam")
        ? Point.of(SPACE, Map.of("rate", 1e-3, "optimiser", "adam", "beta", 0.95))
        : Point.of(SPACE, Map.of("rate", 1e-3, "optimiser", "sgd", "momentum", 0.5));
  }

  @Test
  void keepsWhatIsGivenAndTakesTheRestFromTheProposal() {
    Point point =
        PartialPoint.of(SPACE, Map.of("rate", 0.01))
            .completed(Optional.of(proposal("adam")), new Random(1));
    assertThat(point)
        .isEqualTo(Point.of(SPACE, Map.of("rate", 0.01, "optimiser", "adam", "beta", 0.95)));
  }

  @Test
  void drawsWhatTheProposalDoesNotHave() {
    Random random = new Random(1);
    for (int k = 0; k < 100; k++) {
      Point point =
          PartialPoint.of(SPACE, Map.of("optimiser", "nesterov"))
              .completed(Optional.of(proposal("adam")), random);
      assertThat(point.find("beta")).isEmpty();
      assertThat((double) point.find("momentum").orElseThrow()).isBetween(0.0, 1.0);
      assertThat((int) point.find("lookahead").orElseThrow()).isBetween(1, 9);
      assertThat(point.find("rate")).hasValue(1e-3);
    }
  }

  @Test
  void aGivenChildMakesItsParentLetItExist() {
    PartialPoint wish = PartialPoint.of(SPACE, Map.of("momentum", 0.25));
    assertThat(wish.completed(Optional.of(proposal("sgd")), new Random(1)).find("optimiser"))
        .as("a parent that fits is kept")
        .hasValue("sgd");
    Random random = new Random(1);
    Set<Object> drawn =
        Stream.generate(() -> wish.completed(Optional.of(proposal("adam")), random))
            .limit(50)
            .peek(point -> assertThat(point.find("momentum")).hasValue(0.25))
            .map(point -> point.find("optimiser").orElseThrow())
            .collect(Collectors.toSet());
    assertThat(drawn).containsExactlyInAnyOrder("sgd", "nesterov");
    Point both =
        PartialPoint.of(SPACE, Map.of("momentum", 0.25, "lookahead", 2))
            .completed(Optional.empty(), random);
    assertThat(both.find("optimiser")).hasValue("nesterov");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> PartialPoint.of(SPACE, Map.of("rate", 0.5)))
        .hasMessage("rate: must be in [1.0E-5, 0.1] on a log scale, was 0.5");
    assertThatThrownBy(() -> PartialPoint.of(SPACE, Map.of("rate", Double.NaN)))
        .hasMessageContaining("was NaN");
    assertThatThrownBy(() -> PartialPoint.of(SPACE, Map.of("speed", 0.5)))
        .hasMessageContaining("no such parameter speed");
    assertThatThrownBy(() -> PartialPoint.of(SPACE, Map.of("optimiser", "adam", "momentum", 0.5)))
        .hasMessage(
            "momentum: exists only where optimiser is one of [sgd, nesterov], which was given as"
                + " adam");
    assertThatThrownBy(() -> PartialPoint.of(SPACE, Map.of("beta", 0.95, "momentum", 0.5)))
        .hasMessageContaining("which another given parameter excludes");
  }

  @Test
  void matchesPointsWithItsValues() {
    PartialPoint wish = PartialPoint.of(SPACE, Map.of("optimiser", "adam"));
    assertThat(wish.matches(proposal("adam"))).isTrue();
    assertThat(wish.matches(proposal("sgd"))).isFalse();
  }

  @Test
  void isWhatWasGiven() {
    PartialPoint wish = PartialPoint.of(SPACE, Map.of("momentum", 0.25, "rate", 0.01));
    assertThat(wish.values()).isEqualTo(Map.of("momentum", 0.25, "rate", 0.01));
    assertThat(wish)
        .hasToString("{rate=0.01, momentum=0.25}")
        .isEqualTo(PartialPoint.of(SPACE, Map.of("rate", 0.01, "momentum", 0.25)))
        .hasSameHashCodeAs(PartialPoint.of(SPACE, Map.of("rate", 0.01, "momentum", 0.25)))
        .isNotEqualTo(PartialPoint.of(SPACE, Map.of("rate", 0.01)))
        .isNotEqualTo(PartialPoint.of(SearchSpace.of(OPTIMISER), Map.of()));
    assertThat(wish.space()).isEqualTo(SPACE);
    assertThat(wish.hashCode()).isNotEqualTo(PartialPoint.of(SPACE, Map.of()).hashCode());
  }
}
