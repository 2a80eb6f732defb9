package io.sweepstake.sweeps.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.SearchSpace;
import org.junit.jupiter.api.Test;

class GridSamplerTest extends SamplerContract {
  @Override
  protected boolean learns() {
    return false;
  }

  @Override
  protected Sampler sampler() {
    return new GridSampler(3);
  }

  @Test
  void visitsEveryPointOnceAndStops() {
    SearchSpace space = SearchSpace.of(IntParam.uniform("n", 1, 4), FloatParam.uniform("x", 0, 1));
    assertThat(points(run(sampler(), spec(space, 1), 100, SamplerContract::sum)))
        .hasSize(12)
        .doesNotHaveDuplicates();
  }
}
