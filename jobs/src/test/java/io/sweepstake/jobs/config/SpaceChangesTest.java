package io.sweepstake.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpaceChangesTest {
  private static final CategoricalParam LOSS = CategoricalParam.of("loss", "budget", "lagrangian");
  private static final SearchSpace SPACE =
      SearchSpace.of(FloatParam.log("learning_rate", 1e-4, 1e-2), LOSS)
          .withConditional(FloatParam.uniform("lambda0", 1, 10), LOSS, "lagrangian")
          .withConditional(FloatParam.uniform("gamma", 0, 1), LOSS, "budget");

  @Test
  void changedParametersKeepTheirPlace() {
    SearchSpace changed = changed(Map.of("learning-rate", "0.001..0.002"));
    assertThat(changed.params().get(0))
        .isEqualTo(FloatParam.uniform("learning_rate", 0.001, 0.002));
    assertThat(changed.params()).hasSize(4);
    assertThat(changed(Map.of())).isEqualTo(SPACE);
  }

  @Test
  void childrenOfExcludedChoicesAreLeftOut() {
    SearchSpace changed = changed(Map.of("loss", "lagrangian", "lambda0", "2..3"));
    assertThat(changed.params())
        .extracting(Param::name)
        .containsExactly("learning_rate", "loss", "lambda0");
  }

  @Test
  void impossibleWishesAreRefused() {
    assertThatThrownBy(() -> changed(Map.of("lambda", "1..2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("param: no parameter is called lambda; did you mean lambda0?");
    assertThatThrownBy(() -> changed(Map.of("loss", "lagrangian", "gamma", "0.5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gamma: exists only where loss is one of [budget]");
  }

  private static SearchSpace changed(Map<String, String> params) {
    return new SpaceChanges(params).applyTo(SPACE);
  }
}
