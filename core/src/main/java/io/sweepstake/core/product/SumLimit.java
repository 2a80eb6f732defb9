package io.sweepstake.core.product;

import io.sweepstake.core.valuation.Support;
import java.util.List;

/**
 * Qualities that sum to a bound at most.
 *
 * @param most positive
 */
public record SumLimit(double most) implements Limit {
  public SumLimit {
    Numbers.requirePositive("sum-at-most", "bound", most);
  }

  @Override
  public void confine(float[] goods, int from, int count) {
    Support.ontoSimplex(goods, from, 1, count, (float) most);
  }

  /** {@code sum-at-most(BOUND)}. */
  public static final class Provider implements LimitProvider {
    @Override
    public String name() {
      return "sum-at-most";
    }

    @Override
    public String usage() {
      return "sum-at-most(BOUND)";
    }

    @Override
    public Limit of(List<Double> numbers) {
      return new SumLimit(Numbers.only(usage(), numbers, 1).get(0));
    }
  }
}
