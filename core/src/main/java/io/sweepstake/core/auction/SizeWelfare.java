package io.sweepstake.core.auction;

import io.sweepstake.core.kernel.Kernels;
import java.util.Arrays;

/**
 * For every way to say how many items each bidder gets, what the best such allocation is worth to
 * them: a dynamic programme over items, for {@value #LANES} profiles at once, in {@code items ×
 * states × bidders} steps.
 *
 * <p>The same to the bit in every engine: a sum and a maximum are exact.
 *
 * <p>Owns its scratch space; allocates nothing after it was made. Used by one thread.
 */
public final class SizeWelfare {
  /** Profiles at once. */
  public static final int LANES = 32;

  private final Kernels kernels;
  private final BundleSizes sizes;
  private final double[][] greatest; // [items seen][state × lane]

  public SizeWelfare(BundleSizes sizes, Kernels kernels) {
    this.kernels = kernels;
    this.sizes = sizes;
    greatest = new double[sizes.items() + 1][sizes.count() * LANES];
    for (double[] layer : greatest) {
      Arrays.fill(layer, Double.NEGATIVE_INFINITY);
    }
    Arrays.fill(greatest[0], 0, LANES, 0);
  }

  /**
   * Finds the best allocations.
   *
   * @param worth of an item in a bidder's hands, {@code [bidder][item][lane]}
   * @return the greatest sums of worth, {@code [state][lane]}; not a copy
   */
  public double[] greatest(double[] worth) {
    int bidders = sizes.bidders();
    for (int j = 0; j < sizes.items(); j++) {
      double[] before = greatest[j];
      double[] after = greatest[j + 1];
      System.arraycopy(before, 0, after, 0, sizes.reached(j) * LANES);
      Arrays.fill(
          after, sizes.reached(j) * LANES, sizes.reached(j + 1) * LANES, Double.NEGATIVE_INFINITY);
      for (int state = 1; state < sizes.reached(j + 1); state++) {
        for (int i = 0; i < bidders; i++) {
          int from = sizes.less(state, i);
          if (from >= 0) {
            int item = (i * sizes.items() + j) * LANES;
            kernels.raise(before, from * LANES, worth, item, after, state * LANES, LANES);
          }
        }
      }
    }
    return greatest[sizes.items()];
  }

  /**
   * Who gets what in a state's best allocation, of {@link #greatest} of the same worth.
   *
   * @param owners written: for each item its bidder, −1 for nobody
   */
  public void trace(double[] worth, int state, int lane, int[] owners) {
    int at = state;
    for (int j = sizes.items() - 1; j >= 0; j--) {
      double[] before = greatest[j];
      double here = greatest[j + 1][at * LANES + lane];
      owners[j] = -1;
      int from = before[at * LANES + lane] == here ? at : -1;
      for (int i = 0; from < 0; i++) {
        int fewer = sizes.less(at, i);
        int item = (i * sizes.items() + j) * LANES + lane;
        if (fewer >= 0 && before[fewer * LANES + lane] + worth[item] == here) {
          owners[j] = i;
          from = fewer;
        }
      }
      at = from;
    }
  }
}
