package io.sweepstake.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> NAMES = List.of("--trials", "--target-trials", "--study");

  @Test
  void nearNamesAreSuggested() {
    assertThat(Suggestion.nearest("--trails", NAMES)).contains("--trials");
    assertThat(Suggestion.nearest("--STUDI", NAMES)).contains("--study");
    assertThat(Suggestion.distance("trails", "trials")).isEqualTo(1);
    assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
  }

  @Test
  void aBeginningIsNear() {
    assertThat(Suggestion.nearest("learn", List.of("lambda0", "learning_rate")))
        .contains("learning_rate");
  }

  @Test
  void unlikeNamesAreNotSuggestedForBeingShort() {
    assertThat(Suggestion.nearest("--bogus", List.of("--help", "--top"))).isEmpty();
    assertThat(Suggestion.nearest("foo", List.of("rho0"))).isEmpty();
    assertThat(Suggestion.nearest("cma", List.of("tpe", "gp"))).isEmpty();
    assertThat(Suggestion.nearest("tpo", List.of("tpe", "gp"))).contains("tpe");
  }

  @Test
  void farNamesAreNot() {
    assertThat(Suggestion.nearest("--quarterback", NAMES)).isEmpty();
    assertThat(Suggestion.clause("--quarterback", NAMES))
        .isEqualTo("; choose one of --trials, --target-trials, --study");
  }
}
