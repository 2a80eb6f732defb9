package io.sweepstake.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettlingTest {
  private static final long[] STEPS = {0, 10, 20, 30, 40};

  @Test
  void isTheFirstStepThatIsNeverLeftAgain() {
    assertThat(Settling.step(STEPS, new double[] {0, 0.96, 0.5, 0.97, 1}, 0.05)).hasValue(30);
    assertThat(Settling.step(STEPS, new double[] {1, 0.04, 0.02, -0.04, 0}, 0.05)).hasValue(10);
  }

  @Test
  void isTheLastStepForWhatNeverSettles() {
    assertThat(Settling.step(STEPS, new double[] {0, 1, 2, 3, 4}, 0.05)).hasValue(40);
  }

  @Test
  void whatOvershootsIsReachedBeforeItSettles() {
    double[] values = {0, 0.96, 1.5, 1.2, 1};

    assertThat(Settling.reached(STEPS, values, 0.05)).hasValue(10);
    assertThat(Settling.step(STEPS, values, 0.05)).hasValue(40);
    assertThat(Settling.reached(STEPS, new double[] {0, 7, 1, 1, 1}, 0.05)).hasValue(10);
  }

  @Test
  void isNoStepWhereNothingChangesOrNothingIsKnown() {
    assertThat(Settling.step(STEPS, new double[] {1, 2, 3, 2, 1}, 0.05)).isEmpty();
    assertThat(Settling.step(STEPS, new double[] {Double.NaN, 2, 3, 2, 1}, 0.05)).isEmpty();
  }
}
