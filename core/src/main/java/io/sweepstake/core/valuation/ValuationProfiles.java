package io.sweepstake.core.valuation;

import java.util.Arrays;

/**
 * A block of valuation profiles, or of reports: one value per profile, bidder and item.
 *
 * <p>Storage is one array in the order {@code [profile][bidder][item]}. The block is mutable and
 * reusable: distributions write into it, mechanisms read from it.
 */
public final class ValuationProfiles {
  private final int count;
  private final int bidders;
  private final int items;
  private final float[] values;

  /**
   * A block of zeros.
   *
   * @throws IllegalArgumentException if a dimension is below 1
   */
  public ValuationProfiles(int count, int bidders, int items) {
    if (count < 1 || bidders < 1 || items < 1) {
      throw new IllegalArgumentException(
          "valuation profiles: count, bidders and items must be at least 1, were "
              + count
              + ", "
              + bidders
              + ", "
              + items);
    }
    this.count = count;
    this.bidders = bidders;
    this.items = items;
    this.values = new float[Math.multiplyExact(Math.multiplyExact(count, bidders), items)];
  }

  public int count() {
    return count;
  }

  public int bidders() {
    return bidders;
  }

  public int items() {
    return items;
  }

  public float value(int profile, int bidder, int item) {
    return values[index(profile, bidder, item)];
  }

  public void set(int profile, int bidder, int item, float value) {
    values[index(profile, bidder, item)] = value;
  }

  /** The position of a value in {@link #values()}. */
  public int index(int profile, int bidder, int item) {
    return (profile * bidders + bidder) * items + item;
  }

  /** The storage itself, {@code [profile][bidder][item]}; not a copy. */
  public float[] values() {
    return values;
  }

  /** A block of its own with the same values. */
  public ValuationProfiles copy() {
    ValuationProfiles copy = new ValuationProfiles(count, bidders, items);
    System.arraycopy(values, 0, copy.values, 0, values.length);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValuationProfiles that
        && count == that.count
        && bidders == that.bidders
        && items == that.items
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * count + bidders) + Arrays.hashCode(values);
  }
}
