package io.sweepstake.core.program;

/**
 * A range of a block's rows.
 *
 * @param from first
 * @param to one past the last; equal to {@code from} when empty
 */
public record Rows(int from, int to) {
  public static final Rows NONE = new Rows(0, 0);

  public Rows {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("rows: no range from " + from + " to " + to);
    }
  }

  public static Rows all(int count) {
    return new Rows(0, count);
  }

  public int count() {
    return to - from;
  }

  public boolean empty() {
    return from == to;
  }

  /** The smallest range of whole slices of this many rows that has all of these. */
  public Rows wholeSlices(int slice) {
    return new Rows(from / slice * slice, (to + slice - 1) / slice * slice);
  }

  /** The smallest range with both. */
  public Rows hull(Rows other) {
    if (empty()) {
      return other;
    }
    if (other.empty()) {
      return this;
    }
    return new Rows(Math.min(from, other.from), Math.max(to, other.to));
  }
}
