package io.sweepstake.core.valuation;

import java.util.Arrays;
import java.util.Objects;

/**
 * Where valuations, and so misreports, may lie: a box, one interval per bidder and item, and maybe
 * a bound on what each bidder's values sum to.
 *
 * <p>Arrays are {@code [bidder][item]}, flattened.
 */
public final class Support {
  private final int bidders;
  private final int items;
  private final float[] low;
  private final float[] high;
  private final float total; // infinite for a box

  /**
   * A box.
   *
   * @throws IllegalArgumentException if an interval is empty or unbounded
   */
  public Support(int bidders, int items, float[] low, float[] high) {
    this(bidders, items, low, high, Float.POSITIVE_INFINITY);
  }

  private Support(int bidders, int items, float[] low, float[] high, float total) {
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
    this.total = total;
  }

  /** Values of at least 0 that sum to at most {@code total} for each bidder. */
  public static Support simplex(int bidders, int items, float total) {
    float[] highs = new float[bidders * items];
    Arrays.fill(highs, total);
    return new Support(bidders, items, new float[bidders * items], highs, total);
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

  /** The most that one bidder's values sum to; infinite where the support is a box. */
  public float total() {
    return total;
  }

  /** Whether there is no bound but each value's own. */
  public boolean isBox() {
    return Float.isInfinite(total);
  }

  /**
   * Moves a bidder's reports to the nearest points of the support, in Euclidean distance.
   *
   * @param reports value for item j of report k at {@code at + j · itemStep + k · reportStep}
   */
  public void project(
      int bidder, float[] reports, int at, int count, int itemStep, int reportStep) {
    for (int k = 0; k < count; k++) {
      int first = at + k * reportStep;
      for (int j = 0; j < items; j++) {
        int cell = first + j * itemStep;
        // Where there is a total it, not the box, bounds from above.
        reports[cell] =
            isBox() ? project(bidder, j, reports[cell]) : Math.max(low(bidder, j), reports[cell]);
      }
      if (!isBox()) {
        ontoSimplex(reports, first, itemStep, items, total);
      }
    }
  }

  /**
   * Moves values of at least 0 to the nearest that sum to at most a total, by taking the same from
   * every one that stays positive (Held, Wolfe and Crowder, 1974).
   *
   * @param values {@code count} of them from {@code first} on, {@code step} apart
   */
  public static void ontoSimplex(float[] values, int first, int step, int count, float total) {
    double left = 0;
    for (int j = 0; j < count; j++) {
      left += values[first + j * step];
    }
    if (left <= total) {
      return;
    }
    int positive = count;
    double cut = (left - total) / positive;
    boolean more = true;
    while (more) {
      left = 0;
      int stay = 0;
      for (int j = 0; j < count; j++) {
        float value = values[first + j * step];
        if (value > cut) {
          left += value;
          stay++;
        }
      }
      more = stay < positive;
      positive = stay;
      cut = (left - total) / positive;
    }
    for (int j = 0; j < count; j++) {
      int at = first + j * step;
      values[at] = (float) Math.max(0, values[at] - cut);
    }
  }

  /** Mean width of the intervals that values lie in. */
  public float meanWidth() {
    float sum = 0;
    for (int i = 0; i < bidders; i++) {
      for (int j = 0; j < items; j++) {
        sum += high(i, j) - low(i, j);
      }
    }
    return sum / (bidders * items);
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
        && total == that.total
        && Arrays.equals(low, that.low)
        && Arrays.equals(high, that.high);
  }

  @Override
  public int hashCode() {
    return Objects.hash(bidders, items, total, Arrays.hashCode(low), Arrays.hashCode(high));
  }
}
