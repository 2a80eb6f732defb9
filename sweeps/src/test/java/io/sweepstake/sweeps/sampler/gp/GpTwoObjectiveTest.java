package io.sweepstake.sweeps.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.TwoObjectiveContract;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GpTwoObjectiveTest extends TwoObjectiveContract {
  private static final SearchSpace CUBE =
      SearchSpace.of(
          FloatParam.uniform("x", 0, 1),
          FloatParam.uniform("y", 0, 1),
          FloatParam.uniform("z", 0, 1));

  @Override
  protected Sampler sampler() {
    return new GpSampler();
  }

  @Override
  protected int trials(int usual) {
    return Math.min(usual, 25);
  }

  /** A revenue of x at a regret of x², and worse off y = z = ½; x is to be at least ½. */
  private static History more(Sampler sampler, History before, int trials) {
    History history = before;
    for (int k = 0; k < trials; k++) {
      Trial asked = ask(sampler, history).orElseThrow();
      double x = asked.point().number(0);
      double off =
          Math.abs(asked.point().number(1) - 0.5) + Math.abs(asked.point().number(2) - 0.5);
      Metrics metrics = Metrics.of(REVENUE, x - off, REGRET, x * x + off).with(COST, x);
      history = history.with(asked).with(asked.completed(metrics, Instant.EPOCH));
    }
    return history;
  }

  private static History empty(long seed) {
    return History.empty(spec(CUBE, TWO.subjectTo(Constraint.atLeast(COST, 0.5)), seed));
  }

  @Test
  void spreadsAlongTheFeasibleFront() {
    History history = more(sampler(), empty(3), 40);
    int[] parts = new int[5];
    for (Trial trial : history.trials().subList(20, 40)) {
      double x = trial.point().number(0);
      double off =
          Math.abs(trial.point().number(1) - 0.5) + Math.abs(trial.point().number(2) - 0.5);
      if (off < 0.05 && x >= 0.5) {
        parts[Math.min(4, (int) ((x - 0.5) * 10))]++;
      }
    }
    assertThat(parts).doesNotContain(0);
  }

  /** Kernels are fitted at 100 and 105 trials, and factors grow in between. */
  @Test
  void aSamplerThatStartsAnewAsksTheSameHoweverLongTheStudy() {
    Sampler staying = sampler();
    History history = more(new RandomSampler(), empty(7), 98);
    for (int n = 98; n < 108; n++) {
      Trial flying = ask(new RandomSampler(), history).orElseThrow();
      assertThat(ask(sampler(), history.with(flying)))
          .isEqualTo(ask(staying, history.with(flying)));
      history = more(staying, history, 1);
    }
  }
}
