package io.sweepstake.core.economics;

import io.sweepstake.core.valuation.Seeds;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;

/**
 * Candidate reports for each bidder and item, from the low end of the support upwards.
 *
 * <p>Where the support is bounded they are equally spaced over all of it. Where it is not, half are
 * equally spaced up to the highest value of a reference sample, the others are its quantiles, and
 * the last is twice its highest value.
 */
final class MisreportGrid {
  private static final int REFERENCE = 2048;

  private final Support support;
  private final float[][] reference; // sorted values by [bidder * items + item]; null where bounded

  MisreportGrid(Setting setting) {
    support = setting.distribution().support();
    reference = new float[setting.bidders() * setting.items()][];
    ValuationProfiles sample = null;
    for (int i = 0; i < setting.bidders(); i++) {
      for (int j = 0; j < setting.items(); j++) {
        if (Float.isInfinite(support.high(i, j))) {
          if (sample == null) {
            sample = new ValuationProfiles(REFERENCE, setting.bidders(), setting.items());
            setting.distribution().sample(0, sample, Seeds.derive(0, "misreport grid", 0));
          }
          reference[i * setting.items() + j] = sorted(sample, i, j);
        }
      }
    }
  }

  private static float[] sorted(ValuationProfiles sample, int bidder, int item) {
    float[] values = new float[sample.count()];
    for (int k = 0; k < values.length; k++) {
      values[k] = sample.value(k, bidder, item);
    }
    Arrays.sort(values);
    return values;
  }

  Support support() {
    return support;
  }

  /**
   * Rising reports of a bidder for an item.
   *
   * @param count at least 4
   */
  float[] points(int bidder, int item, int count) {
    float low = support.low(bidder, item);
    float[] sorted = reference[bidder * support.items() + item];
    if (sorted == null) {
      return spaced(low, support.high(bidder, item), count);
    }
    float highest = low + width(bidder, item);
    int quantiles = count / 2 - 1;
    float[] points = Arrays.copyOf(spaced(low, highest, count - quantiles - 1), count);
    for (int k = 0; k < quantiles; k++) {
      points[count - quantiles - 1 + k] = sorted[(int) ((k + 0.5) / quantiles * REFERENCE)];
    }
    points[count - 1] = low + 2 * (highest - low);
    Arrays.sort(points);
    return points;
  }

  /** The length of the interval worth searching, which scales the steps of searches. */
  float width(int bidder, int item) {
    float low = support.low(bidder, item);
    float[] sorted = reference[bidder * support.items() + item];
    if (sorted == null) {
      return support.high(bidder, item) - low;
    }
    // A bidder who never wants the item still has an interval to search.
    float highest = sorted[REFERENCE - 1];
    return highest > low ? highest - low : 1;
  }

  private static float[] spaced(float low, float high, int count) {
    float[] points = new float[count];
    for (int k = 0; k < count; k++) {
      points[k] = low + (high - low) * k / (count - 1);
    }
    points[count - 1] = high;
    return points;
  }
}
