package io.sweepstake.core.product;

import java.util.List;

/**
 * {@code κ Σ_j max(y_j − x_j, 0)}: what a quality has above the need (second family of Nehzati's
 * published code, where κ = 1).
 *
 * @param worth κ, of a unit above the need; positive
 */
public record HingeKernel(double worth) implements Kernel {
  public HingeKernel {
    Numbers.requirePositive("hinge", "worth", worth);
  }

  @Override
  public double value(float[] needs, int at, float[] goods, int from, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += Math.max(0, (double) goods[from + j] - needs[at + j]);
    }
    return worth * sum;
  }

  @Override
  public void slope(float[] needs, int at, float[] goods, int from, int count, float[] slope) {
    for (int j = 0; j < count; j++) {
      slope[j] = goods[from + j] >= needs[at + j] ? (float) worth : 0;
    }
  }

  @Override
  public boolean separable() {
    return true;
  }

  /** {@code hinge(WORTH)}. */
  public static final class Provider implements KernelProvider {
    @Override
    public String name() {
      return "hinge";
    }

    @Override
    public String usage() {
      return "hinge(WORTH)";
    }

    @Override
    public Kernel of(List<Double> numbers) {
      return new HingeKernel(Numbers.only(usage(), numbers, 1).get(0));
    }
  }
}
