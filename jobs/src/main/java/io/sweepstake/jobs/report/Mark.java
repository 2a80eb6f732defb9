package io.sweepstake.jobs.report;

/** How a {@link Series} is drawn. */
enum Mark {
  DOT,
  FAINT_DOT,
  STAR,
  STEPS,
  /** A horizontal line at the first point's height, across the whole plot. */
  LEVEL;

  /**
   * A point of a series.
   *
   * @param x its place along the horizontal axis
   * @param y its place along the vertical axis
   * @param note what shows when the pointer rests on it; may be empty
   */
  record Point(double x, double y, String note) {}
}
