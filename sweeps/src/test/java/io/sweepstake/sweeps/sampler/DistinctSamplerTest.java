package io.sweepstake.sweeps.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Strategy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DistinctSamplerTest extends SamplerContract {
  private static final SearchSpace SMALL =
      SearchSpace.of(IntParam.uniform("n", 1, 7), KIND).with(IntParam.stepped("m", 0, 4, 2));

  @Override
  protected Sampler sampler() {
    return new DistinctSampler(new TpeSampler());
  }

  @Test
  void proposesEveryPointOfAFiniteSpaceOnceAndStops() {
    for (String name : Samplers.names()) {
      Sampler sampler = Samplers.of(Strategy.of(name));
      History history = run(sampler, spec(SMALL, 1), 200, SamplerContract::sum);
      assertThat(points(history)).hasSize(63).doesNotHaveDuplicates();
    }
  }

  @Test
  void allowsDuplicatesWhenAsked() {
    for (String policy : new String[] {"allow", "cache"}) {
      Sampler sampler = Samplers.of(Strategy.of("tpe", Map.of("duplicates", policy)));
      assertThat(run(sampler, spec(SMALL, 1), 200, SamplerContract::sum).size()).isEqualTo(200);
    }
  }

  @Test
  void namesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Samplers.of(Strategy.of("tpo")))
        .hasMessage("sampler: must be one of " + Samplers.names() + ", was tpo");
    assertThatThrownBy(() -> Samplers.of(Strategy.of("random", Map.of("startup", "1"))))
        .hasMessageContaining("was startup");
    assertThatThrownBy(() -> Samplers.of(Strategy.of("grid", Map.of("levels", "x"))))
        .hasMessage("grid levels: must be a whole number, was x");
  }
}
