package io.sweepstake.sweeps.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomSamplerTest extends SamplerContract {
  @Override
  protected boolean learns() {
    return false;
  }

  @Override
  protected Sampler sampler() {
    return new RandomSampler();
  }

  /** χ² at level 10⁻³ with 9 degrees of freedom: 27.9. */
  @Test
  void discreteValuesAreEquallyLikely() {
    SearchSpace space =
        SearchSpace.of(
            IntParam.uniform("i", 1, 10),
            FloatParam.stepped("s", 0, 0.9, 0.1),
            CategoricalParam.of("c", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    int draws = 5000;
    History history = run(sampler(), spec(space, 99), draws, point -> 0);
    for (var param : space.params()) {
      Map<Object, Integer> counts = new HashMap<>();
      history
          .trials()
          .forEach(t -> counts.merge(t.point().find(param.name()).orElseThrow(), 1, Integer::sum));
      assertThat(counts).hasSize(10);
      double chiSquare = 0;
      for (int count : counts.values()) {
        chiSquare += Math.pow(count - draws / 10.0, 2) / (draws / 10.0);
      }
      assertThat(chiSquare).as(param.name()).isLessThan(27.9);
    }
  }

  /** The Kolmogorov–Smirnov distance of 5000 draws exceeds 0.0276 with probability 10⁻³. */
  @Test
  void aLogScaleIsUniformInTheLogarithm() {
    FloatParam rate = FloatParam.log("rate", 1e-6, 1e2);
    int draws = 5000;
    double[] logs =
        run(sampler(), spec(SearchSpace.of(rate), 4), draws, point -> 0).trials().stream()
            .mapToDouble(t -> (Math.log10(t.point().get(rate)) + 6) / 8)
            .sorted()
            .toArray();
    double distance = 0;
    for (int k = 0; k < draws; k++) {
      distance = Math.max(distance, Math.abs(logs[k] - (k + 0.5) / draws));
    }
    assertThat(distance).isLessThan(0.0276);
  }
}
