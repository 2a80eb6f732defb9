package io.sweepstake.core.engine;

/**
 * A range of a block's rows.
 *
 * @param from first
 * @param to one past the last; equal to {@code from} when empty
 */
record Rows(int from, int to) {
  static final Rows NONE = new Rows(0, 0);

  Rows {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("rows: no range from " + from + " to " + to);
    }
  }

  static Rows all(int count) {
    return new Rows(0, count);
  }

  int count() {
    return to - from;
  }

  boolean empty() {
    return from == to;
  }

  /** The smallest range of whole slices of this many rows that has all of these. */
  Rows wholeSlices(int slice) {
    return new Rows(from / slice * slice, (to + slice - 1) / slice * slice);
  }

  /** The smallest range with both. */
  Rows hull(Rows other) {
    if (empty()) {
      return other;
    }
    if (other.empty()) {
      return this;
    }
    return new Rows(Math.min(from, other.from), Math.max(to, other.to));
  }
}
