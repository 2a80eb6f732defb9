package io.sweepstake.sweeps.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QmcSamplerTest extends SamplerContract {
  @Override
  protected boolean learns() {
    return false;
  }

  @Override
  protected Sampler sampler() {
    return new QmcSampler();
  }

  private static SearchSpace cube(int dimensions) {
    List<Param<?>> params = new ArrayList<>();
    for (int k = 0; k < dimensions; k++) {
      params.add(FloatParam.uniform("x" + k, 0, 1));
    }
    return new SearchSpace(params, Map.of());
  }

  @Test
  void theNumberOfATrialDecidesWhateverWasTold() {
    History told = run(sampler(), spec(MIXED, 1), 20, SamplerContract::sum);
    History untold = History.empty(told.spec());
    for (int k = 0; k < 20; k++) {
      untold = untold.with(ask(sampler(), untold).orElseThrow());
    }
    assertThat(points(untold)).isEqualTo(points(told));
  }

  @Test
  void everyParameterIsStratifiedInManyDimensions() {
    int dimensions = 150;
    History history = run(sampler(), spec(cube(dimensions), 3), 64, point -> 0);
    for (int k = 0; k < dimensions; k++) {
      Set<Integer> cells = new HashSet<>();
      for (Trial trial : history.trials()) {
        cells.add((int) (64 * trial.point().number(k)));
      }
      assertThat(cells).as("axis %s", k).hasSize(64);
    }
  }

  @Test
  void spreadsTheStartOfOtherSamplers() {
    for (String name : new String[] {"tpe", "genetic", "gp"}) {
      Sampler sampler = Samplers.of(Strategy.of(name, Map.of("startup_design", "qmc")));
      History history = run(sampler, spec(MIXED, 5), 12, SamplerContract::sum);
      List<Point> even = points(run(sampler(), spec(MIXED, 5), 10, SamplerContract::sum));
      assertThat(points(history).subList(0, 10)).as(name).isEqualTo(even);
      assertThat(history.trial(0).ask().source()).isEqualTo("startup");
      assertThat(history.trial(11).ask().source()).isEqualTo(name);
    }
    assertThatThrownBy(() -> Samplers.of(Strategy.of("tpe", Map.of("startup_design", "even"))))
        .hasMessage("tpe startup_design: must be one of [random, qmc], was even");
  }
}
