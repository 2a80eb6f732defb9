package io.sweepstake.jobs.drawing;

/** Somewhere to draw on; places are in pixels from the upper left corner. */
interface Canvas {
  /** Sizes of words. */
  enum Type {
    TITLE(14),
    LABEL(12),
    SMALL(11);

    final int size;

    Type(int size) {
      this.size = size;
    }
  }

  /** Where words stand about their place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * How a line is drawn.
   *
   * @param dashed with gaps
   * @param opacity from 0 to 1
   */
  record Stroke(Ink ink, double width, boolean dashed, double opacity) {
    static Stroke of(Ink ink, double width) {
      return new Stroke(ink, width, false, 1);
    }
  }

  /** A line through all places. */
  void path(Stroke stroke, double[] xs, double[] ys, String note);

  /** A filled shape with these corners. */
  void shape(Ink ink, double opacity, double[] xs, double[] ys, String note);

  /** A filled circle. */
  void circle(Ink ink, double opacity, double x, double y, double radius, String note);

  /** A filled rectangle in a colour of its own, {@code #rrggbb}. */
  void cell(String colour, double x, double y, double width, double height, String note);

  /** Words on a line, with a rim of paper around them so that they can be read over anything. */
  void words(Type type, Ink ink, Anchor anchor, double x, double y, String words);
}
