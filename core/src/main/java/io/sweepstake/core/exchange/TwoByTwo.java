package io.sweepstake.core.exchange;

import io.sweepstake.core.random.Seeds;
import java.util.List;

/**
 * Two types that can exchange with each other, and two hospitals: the first has 10 to 19 and 20 to
 * 39 pairs of them, the second 30 to 49 and 60 to 99, each number with equal probability.
 */
final class TwoByTwo implements PoolDistribution {
  private static final long serialVersionUID = 1;
  private static final int[] LOW = {10, 20, 30, 60};
  private static final int[] HIGH = {20, 40, 50, 100};

  static Structures structures() {
    return new Structures(2, List.of(List.of(0, 1)));
  }

  @Override
  public int[] pool(long seed, long index) {
    long stream = Seeds.derive(seed, "pool", index);
    int[] pool = new int[LOW.length];
    for (int k = 0; k < pool.length; k++) {
      pool[k] = LOW[k] + (int) ((HIGH[k] - LOW[k]) * Seeds.uniform(stream, k));
    }
    return pool;
  }
}
