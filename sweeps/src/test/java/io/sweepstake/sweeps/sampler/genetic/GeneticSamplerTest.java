package io.sweepstake.sweeps.sampler.genetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.sampler.Landscape;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerContract;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneticSamplerTest extends SamplerContract {
  @Override
  protected Sampler sampler() {
    return new GeneticSampler();
  }

  /** A sign test at level 4·10⁻²: 12 of 16 seeds. */
  @ParameterizedTest
  @EnumSource(Landscape.class)
  void isBetterThanRandom(Landscape landscape) {
    int wins = 0;
    for (int seed = 0; seed < 16; seed++) {
      StudySpec spec = spec(landscape.space(), seed);
      wins +=
          best(run(sampler(), spec, 100, landscape::regret))
                  < best(run(new RandomSampler(), spec, 100, landscape::regret))
              ? 1
              : 0;
    }
    assertThat(wins).isGreaterThanOrEqualTo(12);
  }

  private static double best(History history) {
    return history.best().orElseThrow().state().metrics().value(LOSS).orElseThrow();
  }

  @Test
  void childrenAreNotTheirParentsOverAgain() {
    History history = run(sampler(), spec(MIXED, 3), 120, SamplerContract::sum);
    assertThat(points(history)).doesNotHaveDuplicates();
    assertThat(history.trials())
        .extracting((Trial trial) -> trial.ask().source())
        .containsOnly("startup", "genetic");
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(() -> new GeneticSampler(1, 3, 1))
        .hasMessage("genetic population: must be at least 2, was 1");
    assertThatThrownBy(() -> new GeneticSampler(20, 0, 1))
        .hasMessage("genetic tournament: must be at least 1, was 0");
    assertThatThrownBy(() -> new GeneticSampler(20, 3, Double.NaN))
        .hasMessage("genetic mutation: must be at least 0 and finite, was NaN");
  }
}
