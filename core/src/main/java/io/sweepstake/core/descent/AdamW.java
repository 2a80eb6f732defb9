package io.sweepstake.core.descent;

import io.sweepstake.core.kernel.Kernels;

/**
 * Adam with decoupled weight decay: every weight and bias first shrinks by {@code rate · decay}
 * (Loshchilov and Hutter, ICLR 2019, as in PyTorch).
 *
 * @param decay at least 0
 */
public record AdamW(double decay) implements Optimiser {
  private static final Adam ADAM = new Adam();

  public AdamW {
    Ranges.atLeast("weight_decay", decay, 0);
  }

  @Override
  public void step(
      Kernels kernels,
      float[] weights,
      float[] gradient,
      float[] first,
      float[] second,
      double rate,
      long step) {
    shrink(weights, (float) (1 - rate * decay));
    ADAM.step(kernels, weights, gradient, first, second, rate, step);
  }

  private static void shrink(float[] weights, float factor) {
    for (int k = 0; k < weights.length; k++) {
      weights[k] *= factor;
    }
  }
}
