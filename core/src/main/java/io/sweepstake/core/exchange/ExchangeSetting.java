package io.sweepstake.core.exchange;

import io.sweepstake.core.quadratic.Packing;
import java.util.Objects;

/** Hospitals, what can be matched, and where pools come from. Immutable. */
public final class ExchangeSetting {
  private final String name;
  private final int hospitals;
  private final Structures structures;
  private final PoolDistribution pools;
  private final Packing central;
  private final Packing internal;
  private final double[] pairs;
  private final int[] owner;

  /**
   * @param name as a person says it
   * @param hospitals at least 1
   */
  public ExchangeSetting(
      String name, int hospitals, Structures structures, PoolDistribution pools) {
    if (hospitals < 1 || hospitals > 8) {
      throw new IllegalArgumentException("hospitals: must be from 1 to 8, were " + hospitals);
    }
    this.name = Objects.requireNonNull(name, "name");
    this.hospitals = hospitals;
    this.structures = structures;
    this.pools = Objects.requireNonNull(pools, "pools");
    central = structures.central(hospitals);
    internal = structures.internal();
    pairs = new double[central.size()];
    owner = new int[central.size()];
    for (int j = 0; j < pairs.length; j++) {
      Packing.Column column = central.columns().get(j);
      owner[j] = column.at()[0] / structures.types();
      for (int k = 0; k < column.at().length; k++) {
        pairs[j] += column.amounts()[k];
        if (column.at()[k] / structures.types() != owner[j]) {
          owner[j] = -1;
        }
      }
    }
  }

  public String name() {
    return name;
  }

  public int hospitals() {
    return hospitals;
  }

  public int types() {
    return structures.types();
  }

  public Structures structures() {
    return structures;
  }

  /** How many pairs of each type every hospital has, {@code [hospital][type]}. */
  public int[] pool(long seed, long index) {
    return pools.pool(seed, index);
  }

  /** What can be matched between all pairs: rows {@code [hospital][type]}. */
  public Packing central() {
    return central;
  }

  /** What one hospital can match by itself: a row for each type. */
  public Packing internal() {
    return internal;
  }

  /** How many pairs a column of {@link #central} matches. */
  public double pairs(int column) {
    return pairs[column];
  }

  /** How many pairs a matching matches. */
  public double welfare(double[] matching) {
    double sum = 0;
    for (int j = 0; j < matching.length; j++) {
      sum += pairs[j] * matching[j];
    }
    return sum;
  }

  /** The hospital whose pairs alone a column of {@link #central} matches; −1 for several. */
  public int owner(int column) {
    return owner[column];
  }

  @Override
  public String toString() {
    return name;
  }
}
