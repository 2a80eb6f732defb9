package io.sweepstake.core.valuation;

import java.util.Arrays;
import java.util.Objects;

/**
 * Where valuations, and so misreports, may lie: a box, one interval per bidder and item.
 *
 * <p>Arrays are {@code [bidder][item]}, flattened.
 */
public final class Support {
  private final int bidders;
  private final int items;
  private final float[] low;
  private final float[] high;

  /**
   * @throws IllegalArgumentException if an interval is empty or unbounded
   */
  public Support(int bidders, int items, float[] low, float[] high) {
    if (low.length != bidders * items || high.length != bidders * items) {
      throw new IllegalArgumentException(
          "support: wants "
              + bidders * items
              + " intervals, got "
              + low.length
              + " and "
              + high.length);
    }
    for (int k = 0; k < low.length; k++) {
      if (!(low[k] < high[k]) || Float.isInfinite(high[k] - low[k])) {
        throw new IllegalArgumentException(
            "support: an interval needs a finite low below a finite high, was ["
                + low[k]
                + ", "
                + high[k]
                + "]");
      }
    }
    this.bidders = bidders;
    this.items = items;
    this.low = low.clone();
    this.high = high.clone();
  }

  /** The same interval for every bidder and item. */
  public static Support uniform(int bidders, int items, float low, float high) {
    float[] lows = new float[bidders * items];
    float[] highs = new float[bidders * items];
    Arrays.fill(lows, low);
    Arrays.fill(highs, high);
    return new Support(bidders, items, lows, highs);
  }

  public int bidders() {
    return bidders;
  }

  public int items() {
    return items;
  }

  public float low(int bidder, int item) {
    return low[bidder * items + item];
  }

  public float high(int bidder, int item) {
    return high[bidder * items + item];
  }

  /** The nearest value inside the interval of this bidder and item. */
  public float project(int bidder, int item, float value) {
    return Math.min(high(bidder, item), Math.max(low(bidder, item), value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Support that
        && bidders == that.bidders
        && items == that.items
        && Arrays.equals(low, that.low)
        && Arrays.equals(high, that.high);
  }

  @Override
  public int hashCode() {
    return Objects.hash(bidders, items, Arrays.hashCode(low), Arrays.hashCode(high));
  }
}
