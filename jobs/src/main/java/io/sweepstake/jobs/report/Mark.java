package io.sweepstake.jobs.report;

/** How a {@link Series} is drawn. */
public enum Mark {
  DOT,
  FAINT_DOT,
  STAR,
  STEPS,
  /** Dots that a line joins. */
  LINE,
  /** A horizontal line at the first point's height, across the whole plot. */
  LEVEL;

  /**
   * A point of a series.
   *
   * @param x its place along the horizontal axis
   * @param y its place along the vertical axis
   * @param spread how far it may be off, up and down, drawn as a bar; 0 for none
   * @param note what shows when the pointer rests on it; may be empty
   */
  public record Point(double x, double y, double spread, String note) {
    /** One without a bar. */
    public Point(double x, double y, String note) {
      this(x, y, 0, note);
    }
  }
}
