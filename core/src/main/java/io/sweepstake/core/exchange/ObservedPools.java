package io.sweepstake.core.exchange;

import io.sweepstake.core.random.Seeds;
import java.util.Arrays;

/**
 * Pools of pairs that were observed: each hospital has so many of them, drawn from all without
 * returning any within a pool.
 *
 * @param hospitals how many
 * @param each pairs of each hospital; together at most those there are
 * @param typeOf of each pair
 * @param types how many types there are
 */
record ObservedPools(int hospitals, int each, int[] typeOf, int types) implements PoolDistribution {
  ObservedPools {
    typeOf = typeOf.clone();
    if (each < 1 || (long) hospitals * each > typeOf.length) {
      throw new IllegalArgumentException(
          "pairs: must be from 1 to %d for %d hospitals, as the file has %d, were %d"
              .formatted(typeOf.length / hospitals, hospitals, typeOf.length, each));
    }
  }

  @Override
  public int[] pool(long seed, long index) {
    long stream = Seeds.derive(seed, "pool", index);
    int[] order = new int[typeOf.length];
    Arrays.setAll(order, k -> k);
    int[] pool = new int[hospitals * types];
    for (int k = 0; k < hospitals * each; k++) {
      int other = k + (int) ((order.length - k) * Seeds.uniform(stream, k));
      int drawn = order[other];
      order[other] = order[k];
      pool[k / each * types + typeOf[drawn]]++;
    }
    return pool;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObservedPools that
        && hospitals == that.hospitals
        && each == that.each
        && types == that.types
        && Arrays.equals(typeOf, that.typeOf);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * hospitals + each) + Arrays.hashCode(typeOf);
  }

  @Override
  public String toString() {
    return hospitals + " hospitals with " + each + " of " + typeOf.length + " pairs each";
  }
}
