package io.sweepstake.sweeps.figure;

/** How a {@link Series} is drawn. */
public enum Mark {
  DOT,
  /** A thin cross: of a trial that breaks a constraint. */
  CROSS,
  /** An open triangle: of a trial that ended early. */
  TRIANGLE,
  STAR,
  STEPS,
  /** Dots that a line joins. */
  LINE,
  /** A line without dots. */
  CURVE,
  /** A dashed line without dots: a boundary that is known, over whatever lies below. */
  DASHES,
  /** A horizontal line at the first point's height, across the whole figure. */
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
