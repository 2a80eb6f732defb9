package io.sweepstake.core.truthful;

/**
 * The price of weights that leave [0, 1], after Nehzati (arXiv:2509.04477): {@code c Σ max(0, ε −
 * g)²} over the distances g to either bound, with a factor c that follows how badly bounds are
 * broken: {@code c = base (1 + 2 m / ε²)}, m a moving average of the mean squared violation, kept
 * between a tenth and 2000 times the base.
 */
final class BoundsPenalty {
  private static final double BASE = 1000;
  private static final double MARGIN = 5e-5;
  private static final double DECAY = 0.9;
  private static final double LEAST = 0.1;
  private static final double MOST = 2000;

  private double average;

  double average() {
    return average;
  }

  void restore(double moving) {
    average = moving;
  }

  /**
   * Adds the price's gradient, and lets the factor follow.
   *
   * @param weights the first {@code count} are bounded
   */
  void addGradient(float[] weights, int count, float[] gradient) {
    double factor = BASE * Math.min(MOST, Math.max(LEAST, 1 + 2 * average / (MARGIN * MARGIN)));
    double squares = 0;
    for (int k = 0; k < count; k++) {
      double below = Math.max(0, MARGIN - weights[k]);
      double above = Math.max(0, MARGIN - (1 - weights[k]));
      squares += below * below + above * above;
      gradient[k] += (float) (2 * factor * (above - below));
    }
    average = DECAY * average + (1 - DECAY) * squares / (2.0 * count);
  }
}
