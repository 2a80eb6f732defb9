package io.sweepstake.core.regret;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;

/**
 * Candidate reports for each bidder and item, from the low end of the support upwards.
 *
 * <p>Equally spaced over all of the support. Where nearly all values lie in its lower part, half of
 * them are quantiles of the values instead, so that the grid is fine where bidders are.
 */
public final class MisreportGrid {
  private static final int REFERENCE = 2048;
  private static final double BODY = 0.99;
  private static final double LONG_TAIL = 2 / 3.0;

  private final Support support;
  private final int reported;
  private final float[][]
      reference; // sorted values by [bidder * items + item]; null without a tail

  public MisreportGrid(Setting setting) {
    support = setting.distribution().support();
    reported = setting.reported();
    reference = new float[setting.bidders() * setting.items()][];
    ValuationProfiles sample = new ValuationProfiles(REFERENCE, setting.bidders(), setting.items());
    setting.distribution().sample(0, sample, Seeds.derive(0, "misreport grid", 0));
    for (int i = 0; i < setting.bidders(); i++) {
      for (int j = 0; j < setting.items(); j++) {
        float[] sorted = sorted(sample, i, j);
        float body = sorted[(int) (BODY * REFERENCE)] - support.low(i, j);
        if (body < LONG_TAIL * width(i, j)) {
          reference[i * setting.items() + j] = sorted;
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

  /** How many values, the first, a bidder may lie about. */
  int reported() {
    return reported;
  }

  /**
   * Rising reports of a bidder for an item.
   *
   * @param count at least 4
   */
  public float[] points(int bidder, int item, int count) {
    float low = support.low(bidder, item);
    float[] sorted = reference[bidder * support.items() + item];
    if (sorted == null) {
      return spaced(low, support.high(bidder, item), count);
    }
    int quantiles = count / 2;
    float[] points =
        Arrays.copyOf(spaced(low, support.high(bidder, item), count - quantiles), count);
    for (int k = 0; k < quantiles; k++) {
      points[count - quantiles + k] = sorted[(int) ((k + 0.5) / quantiles * REFERENCE)];
    }
    Arrays.sort(points);
    return points;
  }

  /** The length of the support's interval, which scales the steps of searches. */
  float width(int bidder, int item) {
    return support.high(bidder, item) - support.low(bidder, item);
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
