package io.sweepstake.core.training;

/**
 * Notices that a mechanism has stopped selling: revenue below a hundred-thousandth of what bidders
 * value, {@value #PATIENCE} batches in a row. From there no gradient leads back, and the rest of
 * the training would only make its numbers smaller.
 */
final class Collapse {
  static final int PATIENCE = 200;
  private static final double LEAST_SHARE = 1e-5;

  private Collapse() {}

  /**
   * How many batches in a row have been without revenue.
   *
   * @param before so far
   * @param revenue mean over this batch
   * @param value mean over this batch of all bidders' values for all items
   */
  static double count(double before, double revenue, double value) {
    return revenue < LEAST_SHARE * value ? before + 1 : 0;
  }
}
