package io.sweepstake.core.setting;

/**
 * The surplus of screening by qualities (Nehzati, arXiv:2509.04477, the generalised convex family):
 * a buyer with needs x gains {@code φ(x, y) = κ Σ_j (σ(α (y_j − x_j)) − σ(−α x_j))} from a product
 * of qualities y, σ the logistic function, and making it costs {@code c ‖y‖₂}. Qualities are at
 * least 0 and have no upper end.
 *
 * <p>The second term is what a product without qualities would give. It takes no part in any choice
 * among products; without it the seller could charge for nothing. In published code that product,
 * at price 0, is the default option too.
 *
 * @param worth κ, what a quality well above its need is worth, in units of value; positive
 * @param steepness α, how sharply a quality below the need differs from one above it, per unit of
 *     quality; positive
 * @param cost c, what a unit of quality costs, in units of value; at least 0
 */
public record SigmoidSurplus(double worth, double steepness, double cost)
    implements ProductSurplus {
  public SigmoidSurplus {
    requirePositive("worth", worth);
    requirePositive("steepness", steepness);
    if (!(cost >= 0) || Double.isInfinite(cost)) {
      throw new IllegalArgumentException(
          "sigmoid surplus: the cost must be finite and at least 0, was " + cost);
    }
  }

  private static void requirePositive(String what, double number) {
    if (!(number > 0) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(
          "sigmoid surplus: the " + what + " must be positive and finite, was " + number);
    }
  }

  /** That of published code: κ = 2, α = 4 and c = 1. */
  public static SigmoidSurplus standard() {
    return new SigmoidSurplus(2, 4, 1);
  }

  @Override
  public double value(float[] types, int at, float[] goods, int from, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += gain(types[at + j], goods[from + j]);
    }
    return worth * sum;
  }

  /** What one quality adds to having none, as a share of its worth; from 0 to 1. */
  public double gain(double need, double quality) {
    return logistic(steepness * (quality - need)) - logistic(-steepness * need);
  }

  private static double logistic(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  @Override
  public double cost(float[] goods, int from, int count) {
    double squares = 0;
    for (int j = 0; j < count; j++) {
      squares += (double) goods[from + j] * goods[from + j];
    }
    return cost * Math.sqrt(squares);
  }

  /** 0 where there is no quality at all. */
  @Override
  public void costSlope(float[] goods, int from, int count, float[] slope) {
    double squares = 0;
    for (int j = from; j < from + count; j++) {
      squares += (double) goods[j] * goods[j];
    }
    for (int j = 0; j < count; j++) {
      slope[j] = squares > 0 ? (float) (cost * goods[from + j] / Math.sqrt(squares)) : 0;
    }
  }

  /** To qualities of at least 0. */
  @Override
  public void confine(float[] goods, int from, int count) {
    for (int j = from; j < from + count; j++) {
      goods[j] = Math.max(0, goods[j]);
    }
  }
}
