package io.sweepstake.core.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Optimisers follow their papers' rules, in float64, on any number of weights. */
class OptimiserTest {
  private static final int[] LENGTHS = {1, 15, 16, 33};
  private static final int STEPS = 20;
  private static final double RATE = 0.05;

  @ParameterizedTest
  @EnumSource(Loops.class)
  void adamIsKingmasAndBas(Loops engine) {
    for (int length : LENGTHS) {
      assertFollows(new Adam(), engine, length, adam(0));
    }
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void adamWShrinksEveryWeightByItself(Loops engine) {
    for (int length : LENGTHS) {
      assertFollows(new AdamW(0.3), engine, length, adam(0.3));
    }
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void nesterovLooksAheadByItsMomentum(Loops engine) {
    for (int length : LENGTHS) {
      double[] velocity = new double[1];
      assertFollows(
          new NesterovSgd(0.9),
          engine,
          length,
          (weight, gradient, step) -> {
            velocity[0] = (step == 1 ? 0 : 0.9 * velocity[0]) + gradient;
            return weight - RATE * (gradient + 0.9 * velocity[0]);
          });
    }
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void momentsOfDeadUnitsDieWithoutDenormals(Loops engine) {
    float[] weights = new float[19];
    float[] first = new float[19];
    float[] second = new float[19];
    Kernels kernels = engine.get();
    new Adam().step(kernels, weights, filled(1e-12f), first, second, 1e-3, 1);
    float[] none = filled(1e-25f);
    for (int step = 2; step < 100_000; step++) {
      new Adam().step(kernels, weights, none, first, second, 1e-3, step);
    }

    for (int k = 0; k < weights.length; k++) {
      assertThat(first[k]).isZero();
      assertThat(second[k]).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
    }
  }

  @Test
  void longGradientsAreScaledAndShortOnesAreNot() {
    float[] gradient = {3, 4, 0, 0, 12};
    new Descent(new Adam(), LearningRate.constant(1), 6.5).clip(gradient);
    assertThat(gradient).containsExactly(new float[] {1.5f, 2, 0, 0, 6}, within(1e-6f));
    new Descent(new Adam(), LearningRate.constant(1), 7).clip(gradient);
    assertThat(gradient).containsExactly(new float[] {1.5f, 2, 0, 0, 6}, within(1e-6f));
    Descent.adam(LearningRate.constant(1)).clip(gradient);
    assertThat(gradient).containsExactly(new float[] {1.5f, 2, 0, 0, 6}, within(1e-6f));
  }

  @Test
  void badNumbersAreNamed() {
    assertThatThrownBy(() -> new NesterovSgd(1)).hasMessage("momentum: must be in [0, 1), was 1.0");
    assertThatThrownBy(() -> new AdamW(-1)).hasMessage("weight_decay: must be at least 0, was -1");
    assertThatThrownBy(() -> new Descent(new Adam(), LearningRate.constant(1), -1))
        .hasMessage("gradient_clip: must be at least 0, was -1");
  }

  private static float[] filled(float value) {
    float[] filled = new float[19];
    java.util.Arrays.fill(filled, value);
    return filled;
  }

  private static Rule adam(double decay) {
    double[] moments = new double[2];
    return (weight, gradient, step) -> {
      moments[0] = 0.9 * (step == 1 ? 0 : moments[0]) + 0.1 * gradient;
      moments[1] = 0.999 * (step == 1 ? 0 : moments[1]) + 0.001 * gradient * gradient;
      double m = moments[0] / (1 - Math.pow(0.9, step));
      double v = moments[1] / (1 - Math.pow(0.999, step));
      return weight * (1 - RATE * decay) - RATE * m / (Math.sqrt(v) + 1e-8);
    };
  }

  /** The rule for one weight, in float64. */
  private interface Rule {
    double next(double weight, double gradient, int step);
  }

  private static void assertFollows(Optimiser optimiser, Loops engine, int length, Rule rule) {
    Kernels kernels = engine.get();
    float[] weights = new float[length];
    float[] first = new float[length];
    float[] second = new float[length];
    for (int k = 0; k < length; k++) {
      weights[k] = start(k);
    }
    for (int step = 1; step <= STEPS; step++) {
      float[] gradient = new float[length];
      for (int k = 0; k < length; k++) {
        gradient[k] = gradient(k, step);
      }
      optimiser.step(kernels, weights, gradient, first, second, RATE, step);
    }
    for (int k = 0; k < length; k++) {
      double expected = start(k);
      for (int step = 1; step <= STEPS; step++) {
        expected = rule.next(expected, gradient(k, step), step);
      }
      assertThat((double) weights[k]).isCloseTo(expected, within(2e-5));
    }
  }

  private static float start(int k) {
    return 0.1f * k - 1;
  }

  private static float gradient(int k, int step) {
    return (float) Math.sin(1 + k + 3 * step);
  }
}
