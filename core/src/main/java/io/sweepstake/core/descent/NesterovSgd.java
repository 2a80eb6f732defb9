package io.sweepstake.core.descent;

import io.sweepstake.core.kernel.Kernels;

/**
 * Gradient descent with Nesterov's momentum: {@code m ← μ m + g, w ← w − rate (g + μ m)} (Sutskever
 * et al., ICML 2013, in PyTorch's form). Its velocity m is the first moment.
 *
 * @param momentum μ, in [0, 1); 0 for plain gradient descent
 */
public record NesterovSgd(double momentum) implements Optimiser {
  public NesterovSgd {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum: must be in [0, 1), was " + momentum);
    }
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
    descend(weights, gradient, first, (float) momentum, (float) rate);
  }

  private static void descend(
      float[] weights, float[] gradient, float[] velocity, float momentum, float rate) {
    for (int k = 0; k < weights.length; k++) {
      float moved = momentum * velocity[k] + gradient[k];
      velocity[k] = Math.abs(moved) < Kernels.LEAST_GRADIENT ? 0f : moved;
      weights[k] -= rate * (gradient[k] + momentum * moved);
    }
  }
}
