package io.sweepstake.core.valuation.observed;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationDistribution;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Profiles drawn from observations, of which a fifth, chosen at random once and for all, is kept
 * out of training: mechanisms are judged on those rows alone, each once.
 */
public final class ObservedValuations implements ValuationDistribution {
  private static final int FOLD = 5;
  private static final long SPLIT = 0x53504C4954L;

  private final ObservedProfiles observed;
  private final Support support;
  private final int[] order; // of rows; the first fifth is held out
  private final boolean judging;

  private ObservedValuations(
      ObservedProfiles observed, Support support, int[] order, boolean judging) {
    this.observed = observed;
    this.support = support;
    this.order = order;
    this.judging = judging;
  }

  /**
   * Those to train on.
   *
   * @throws IllegalArgumentException if there are not bidders × items columns, or one has no value
   *     above 0
   */
  public static ObservedValuations of(int bidders, int items, ObservedProfiles observed) {
    if (bidders < 1 || items < 1 || observed.columns() != bidders * items) {
      throw new IllegalArgumentException(
          observed.source()
              + ": needs bidders × items columns, "
              + bidders
              + " × "
              + items
              + ", had "
              + observed.columns());
    }
    int[] order =
        IntStream.range(0, observed.rows())
            .boxed()
            .sorted(Comparator.comparingLong(row -> Seeds.bits(SPLIT, row)))
            .mapToInt(Integer::intValue)
            .toArray();
    return new ObservedValuations(observed, support(bidders, items, observed), order, false);
  }

  private static Support support(int bidders, int items, ObservedProfiles observed) {
    float[] high = new float[observed.columns()];
    float[] values = observed.values();
    for (int k = 0; k < values.length; k++) {
      high[k % high.length] = Math.max(high[k % high.length], values[k]);
    }
    for (int cell = 0; cell < high.length; cell++) {
      if (high[cell] == 0) {
        throw new IllegalArgumentException(
            observed.source() + ": column " + (cell + 1) + ": needs a value above 0, all were 0");
      }
    }
    return new Support(bidders, items, new float[high.length], high);
  }

  @Override
  public ObservedValuations heldOut() {
    return new ObservedValuations(observed, support, order, true);
  }

  /** What they are from, such as a file's path. */
  public String source() {
    return observed.source();
  }

  /** All rows to train on, each once. */
  public ValuationProfiles trainingRows() {
    int width = observed.columns();
    int first = heldOutRows();
    ValuationProfiles rows =
        new ValuationProfiles(observed.rows() - first, support.bidders(), support.items());
    for (int k = 0; k < rows.count(); k++) {
      System.arraycopy(
          observed.values(), order[first + k] * width, rows.values(), k * width, width);
    }
    return rows;
  }

  /** How many rows are held out, to judge by. */
  public int heldOutRows() {
    return Math.max(1, observed.rows() / FOLD);
  }

  /** Rows of either part. */
  @Override
  public long distinctProfiles() {
    return judging ? heldOutRows() : observed.rows() - heldOutRows();
  }

  /**
   * To train: rows drawn with replacement. To judge: the held-out rows one after the other, from
   * one that the seed decides, and then again.
   */
  @Override
  public void sample(long firstProfile, ValuationProfiles into, long seed) {
    IndependentValuations.requireShape(into, support.bidders(), support.items());
    int width = observed.columns();
    int heldOut = heldOutRows();
    long start = (long) (Seeds.uniform(seed, 0) * heldOut);
    for (int k = 0; k < into.count(); k++) {
      long profile = firstProfile + k;
      int at =
          judging
              ? (int) ((start + profile) % heldOut)
              : heldOut + (int) (Seeds.uniform(seed, profile) * distinctProfiles());
      System.arraycopy(observed.values(), order[at] * width, into.values(), k * width, width);
    }
  }

  /** From 0 to the greatest value that was observed in the column. */
  @Override
  public Support support() {
    return support;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObservedValuations that
        && support.equals(that.support)
        && judging == that.judging
        && observed.equals(that.observed);
  }

  @Override
  public int hashCode() {
    return observed.hashCode();
  }

  @Override
  public String toString() {
    return "ObservedValuations[" + observed + (judging ? ", held out]" : "]");
  }
}
