package io.sweepstake.core.engine;

import java.util.Arrays;

/**
 * Where an operation puts the gradient of one input.
 *
 * @param gradient the input's gradient, row 0 at 0; null if nobody wants it
 * @param rows the rows this operation has a gradient for
 * @param accumulate whether to add to what is there
 * @param clear rows to set to zero first: those of the input that this operation, the first to
 *     write, leaves out
 */
record GradientTarget(float[] gradient, Rows rows, boolean accumulate, Rows clear) {
  boolean wanted() {
    return gradient != null;
  }

  /** Which of {@code count} rows from {@code first} on have a gradient here. */
  Rows slice(int first, int count) {
    int from = Math.max(first, rows.from());
    int to = Math.min(first + count, rows.to());
    return to > from ? new Rows(from, to) : Rows.NONE;
  }

  void clearFirst() {
    if (!clear.empty()) {
      Arrays.fill(gradient, clear.from() * Kernels.TILE, clear.to() * Kernels.TILE, 0f);
    }
  }
}
