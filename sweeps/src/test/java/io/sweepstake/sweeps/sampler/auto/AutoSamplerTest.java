package io.sweepstake.sweeps.sampler.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerContract;
import io.sweepstake.sweeps.sampler.gp.GpSampler;
import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AutoSamplerTest extends SamplerContract {
  @Override
  protected Sampler sampler() {
    return new AutoSampler(20);
  }

  @Override
  protected int trials(int usual) {
    return Math.min(usual, 30);
  }

  private static List<String> sources(SearchSpace space, Sampler sampler, int trials) {
    List<String> sources = new ArrayList<>();
    run(sampler, spec(space, 3), trials, SamplerContract::sum)
        .trials()
        .forEach(trial -> sources.add(trial.ask().source()));
    return sources;
  }

  @Test
  void trialsAreTheProcessesWhileTheyAreFew() {
    History own = run(new AutoSampler(14), spec(MIXED, 3), 18, SamplerContract::sum);
    History gp = run(new GpSampler(), spec(MIXED, 3), 14, SamplerContract::sum);

    assertThat(points(own).subList(0, 14)).isEqualTo(points(gp));
    assertThat(own.trials().stream().map(trial -> trial.ask().source()).skip(10))
        .containsExactly("gp", "gp", "gp", "gp", "tpe", "tpe", "tpe", "tpe");
  }

  @Test
  void conditionalSpacesAreTheProcessesAndWideOnesTpes() {
    assertThat(sources(CONDITIONAL, new AutoSampler(), 12).subList(10, 12)).containsOnly("gp");
    SearchSpace wide =
        SearchSpace.of(
            IntStream.range(0, 21)
                .mapToObj(k -> FloatParam.uniform("x" + k, 0, 1))
                .toArray(FloatParam[]::new));
    assertThat(sources(wide, new AutoSampler(), 12).subList(10, 12)).containsOnly("tpe");
    History all = run(new TpeSampler(), spec(wide, 3), 12, SamplerContract::sum);
    assertThat(points(run(new AutoSampler(), spec(wide, 3), 12, SamplerContract::sum)))
        .isEqualTo(points(all));
  }

  @Test
  void upToThreeGoalsAreTheProcesses() {
    for (int goals = 2; goals <= 4; goals++) {
      List<Goal> all = IntStream.range(0, goals).mapToObj(k -> Goal.minimize(LOSS)).toList();
      History history =
          run(
              new AutoSampler(),
              StudySpec.of("goals", MIXED, new Objective(all, List.of()), 3),
              12,
              SamplerContract::sum);
      assertThat(history.trial(11).ask().source()).isEqualTo(goals < 4 ? "gp" : "tpe");
    }
  }

  @Test
  void fewerThanNoTrialsAreRefused() {
    assertThatThrownBy(() -> new AutoSampler(-1))
        .hasMessage("auto gp_until: must be at least 0, was -1");
  }
}
