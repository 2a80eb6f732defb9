package io.sweepstake.core.descent;

/**
 * Adam's constants (Kingma and Ba, ICLR 2015) and its bias corrections folded into one step size,
 * so that the inner loop has none.
 */
public final class AdamRule {
  public static final float BETA1 = 0.9f;
  public static final float BETA2 = 0.999f;
  private static final double EPSILON = 1e-8;

  private AdamRule() {}

  /** {@code α √(1 − β₂ᵗ) / (1 − β₁ᵗ)} for step t, counted from 1. */
  public static float rate(double learningRate, long step) {
    return (float)
        (learningRate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step)));
  }

  /** {@code ε √(1 − β₂ᵗ)}: with {@link #rate}, exactly the published rule. */
  public static float epsilon(long step) {
    return (float) (EPSILON * Math.sqrt(1 - Math.pow(BETA2, step)));
  }
}
