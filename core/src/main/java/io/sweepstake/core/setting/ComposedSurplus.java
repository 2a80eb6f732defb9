package io.sweepstake.core.setting;

import io.sweepstake.core.product.Cost;
import io.sweepstake.core.product.Kernel;
import io.sweepstake.core.product.Limit;
import java.util.Objects;

/**
 * A surplus of products that is put together: what a buyer gains from a {@link Kernel}, less what
 * that gives without any quality; what products cost; and which can be made.
 */
public record ComposedSurplus(Kernel kernel, Cost cost, Limit limit) implements ProductSurplus {
  private static final float[] NOTHING = new float[Settings.LARGEST];

  public ComposedSurplus {
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(limit, "limit");
  }

  @Override
  public double value(float[] types, int at, float[] goods, int from, int count) {
    return kernel.value(types, at, goods, from, count) - without(types, at, count);
  }

  /** What the kernel gives a buyer without any quality, which is taken off. */
  public double without(float[] types, int at, int count) {
    return kernel.value(types, at, NOTHING, 0, count);
  }

  @Override
  public double cost(float[] goods, int from, int count) {
    return cost.of(goods, from, count);
  }

  @Override
  public void costSlope(float[] goods, int from, int count, float[] slope) {
    cost.slope(goods, from, count, slope);
  }

  @Override
  public void confine(float[] goods, int from, int count) {
    for (int j = from; j < from + count; j++) {
      goods[j] = Math.max(0, goods[j]);
    }
    limit.confine(goods, from, count);
  }
}
