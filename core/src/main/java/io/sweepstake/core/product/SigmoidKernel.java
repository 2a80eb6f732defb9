package io.sweepstake.core.product;

import java.util.List;

/**
 * {@code κ Σ_j σ(α (y_j − x_j))}, σ the logistic function.
 *
 * @param worth κ, positive
 * @param steepness α, positive
 */
public record SigmoidKernel(double worth, double steepness) implements Kernel {
  public SigmoidKernel {
    Numbers.requirePositive("sigmoid", "worth", worth);
    Numbers.requirePositive("sigmoid", "steepness", steepness);
  }

  @Override
  public double value(float[] needs, int at, float[] goods, int from, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += share((double) goods[from + j] - needs[at + j]);
    }
    return worth * sum;
  }

  private double share(double above) {
    return 1 / (1 + Math.exp(-steepness * above));
  }

  @Override
  public void slope(float[] needs, int at, float[] goods, int from, int count, float[] slope) {
    for (int j = 0; j < count; j++) {
      double share = share((double) goods[from + j] - needs[at + j]);
      slope[j] = (float) (worth * steepness * share * (1 - share));
    }
  }

  @Override
  public boolean separable() {
    return true;
  }

  /** {@code sigmoid(WORTH,STEEPNESS)}. */
  public static final class Provider implements KernelProvider {
    @Override
    public String name() {
      return "sigmoid";
    }

    @Override
    public String usage() {
      return "sigmoid(WORTH,STEEPNESS)";
    }

    @Override
    public Kernel of(List<Double> numbers) {
      List<Double> said = Numbers.only(usage(), numbers, 2);
      return new SigmoidKernel(said.get(0), said.get(1));
    }
  }
}
