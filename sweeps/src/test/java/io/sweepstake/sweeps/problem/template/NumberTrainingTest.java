package io.sweepstake.sweeps.problem.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.problem.DivergedException;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberTrainingTest {
  private static final class Counting extends NumberTraining {
    Counting() {
      super(0);
    }

    @Override
    protected void next(double[] state) {
      state[0]++;
    }

    @Override
    protected Metrics measured(double[] state) {
      return Metrics.NONE;
    }

    @Override
    public Result result(long millis) {
      throw new AssertionError("nobody asks");
    }
  }

  @Test
  void isMeasuredEverySoManyStepsWhereverItPauses() throws DivergedException {
    List<Long> measured = new ArrayList<>();
    NumberTraining training = new Counting();

    for (long until = 200; until <= 1_000; until += 200) {
      training.advance(until, 500, (step, metrics) -> measured.add(step));
    }

    assertThat(training.step()).isEqualTo(1_000);
    assertThat(measured).containsExactly(500L, 1_000L);
  }
}
