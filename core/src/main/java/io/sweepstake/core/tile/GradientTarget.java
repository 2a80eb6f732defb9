package io.sweepstake.core.tile;

import io.sweepstake.core.program.Rows;
import java.util.Arrays;

/**
 * Where an operation puts the gradient of one input.
 *
 * @param gradient the input's gradient; null if nobody wants it
 * @param rows the rows this operation has a gradient for
 * @param accumulate whether to add to what is there
 * @param clear rows to set to zero first: those of the input that this operation, the first to
 *     write, leaves out
 * @param tanh the input, if it is a tanh whose own way back this operation takes too; else null
 */
public record GradientTarget(Tile gradient, Rows rows, boolean accumulate, Rows clear, Tile tanh) {
  public GradientTarget(Tile gradient, Rows rows, boolean accumulate, Rows clear) {
    this(gradient, rows, accumulate, clear, null);
  }

  /** The same, through a tanh. */
  public GradientTarget through(Tile input) {
    return new GradientTarget(gradient, rows, accumulate, clear, input);
  }

  public boolean wanted() {
    return gradient != null;
  }

  float[] values() {
    return gradient.values;
  }

  /** Where a row of the input's gradient starts in {@link #values}. */
  int row(int row) {
    return gradient.row(row);
  }

  /** Which of {@code count} rows from {@code first} on have a gradient here. */
  Rows slice(int first, int count) {
    int from = Math.max(first, rows.from());
    int to = Math.min(first + count, rows.to());
    return to > from ? new Rows(from, to) : Rows.NONE;
  }

  void clearFirst() {
    if (!clear.empty()) {
      Arrays.fill(gradient.values, gradient.row(clear.from()), gradient.row(clear.to()), 0f);
    }
  }
}
