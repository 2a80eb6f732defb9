package io.sweepstake.core.truthful;

/** How a truthful family's weights move. */
public enum PhaseOptimiser {
  /** Kingma and Ba (ICLR 2015). */
  ADAM,
  /** Gradient descent with Nesterov's momentum, 0.9. */
  NESTEROV;

  private static final float MOMENTUM = 0.9f;

  /** {@code m = μ m + g; w −= rate (g + μ m)} (Sutskever et al., ICML 2013). */
  static void nesterov(float[] weights, float[] gradient, float[] momentum, float rate) {
    for (int k = 0; k < weights.length; k++) {
      momentum[k] = MOMENTUM * momentum[k] + gradient[k];
      weights[k] -= rate * (gradient[k] + MOMENTUM * momentum[k]);
    }
  }
}
