package io.sweepstake.jobs.drawing;

import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.figure.Strands;
import java.util.ArrayList;
import java.util.List;

/** Where everything of a figure goes, in pixels. */
final class Frame {
  static final double WIDTH = 460;

  /** Room between an edge and whatever is nearest to it. */
  static final double MARGIN = 12;

  /** Between the base lines of two lines of the legend. */
  static final double LINE = 16;

  private static final double PLOT_HEIGHT = 236;
  private static final double ROW_HEIGHT = 18;

  /** Of an ordinary letter of small words, for want of a font to ask. */
  private static final double LETTER = 5.9;

  /** Of the names along a vertical axis. */
  private static final int LONGEST_NAME = 24;

  final Figure figure;
  final double left;
  final double right;
  final double top;
  final double bottom;
  final double height;

  /**
   * What the legend says of a layer.
   *
   * @param layer its place among the layers
   * @param line of the legend
   */
  record Entry(int layer, double x, int line) {}

  final List<Entry> legend = new ArrayList<>();

  Frame(Figure figure) {
    this.figure = figure;
    left = MARGIN + Math.min(150, width(longest(figure.y()))) + 8;
    boolean scale =
        figure.layers().stream()
            .anyMatch(l -> l instanceof Cells && !l.name().isBlank() || l instanceof Strands);
    right = WIDTH - (scale ? 62 : MARGIN + 4);
    int lines = fillLegend();
    top = 26 + lines * LINE + (figure.y().label().isBlank() ? 6 : 18);
    double rows = figure.y().names().size();
    bottom = top + (rows > 0 ? Math.max(60, rows * ROW_HEIGHT) : PLOT_HEIGHT);
    // Names stand on two lines by turns.
    height = bottom + (twoLines() ? 34 : 22) + (figure.x().label().isBlank() ? 0 : 18);
  }

  /** Whether names along the horizontal axis are too many for one line. */
  boolean twoLines() {
    return figure.x().names().size() > 3;
  }

  /** Whether marks lie on a map, in whose colours they would be lost without a rim. */
  boolean mapped() {
    return figure.layers().stream().anyMatch(layer -> layer instanceof Cells);
  }

  private int fillLegend() {
    double x = MARGIN;
    int line = 0;
    for (int k = 0; k < figure.layers().size(); k++) {
      Layer layer = figure.layers().get(k);
      if (!named(layer)) {
        continue;
      }
      double wide = 22 + width(layer.name()) + 10;
      if (x > MARGIN && x + wide > WIDTH - MARGIN) {
        x = MARGIN;
        line++;
      }
      legend.add(new Entry(k, x, line));
      x += wide;
    }
    return legend.isEmpty() ? 0 : line + 1;
  }

  /** Levels have their names beside them, and scales theirs. */
  private static boolean named(Layer layer) {
    return !layer.name().isBlank()
        && !(layer instanceof Cells)
        && !(layer instanceof Strands)
        && !(layer instanceof Series series
            && (series.mark() == Mark.LEVEL || series.points().isEmpty()));
  }

  static double width(String words) {
    return words.length() * LETTER;
  }

  /** Words cut to a length that fits. */
  static String cut(String words, int letters) {
    return words.length() <= letters ? words : words.substring(0, letters - 1) + "…";
  }

  private static String longest(Axis axis) {
    String longest = "";
    for (double tick : axis.ticks()) {
      String text = tick(axis, tick);
      longest = text.length() > longest.length() ? text : longest;
    }
    return longest;
  }

  /** What stands at a tick. */
  static String tick(Axis axis, double tick) {
    return cut(axis.tick(tick), LONGEST_NAME);
  }

  double across(double value) {
    return left + figure.x().position(value) * (right - left);
  }

  /** Rows of names are read from above. */
  double up(double value) {
    double position = figure.y().position(value);
    return figure.y().names().isEmpty()
        ? bottom - position * (bottom - top)
        : top + position * (bottom - top);
  }

  boolean shows(double x, double y) {
    double across = figure.x().position(x);
    double high = figure.y().position(y);
    return across >= 0 && across <= 1 && high >= 0 && high <= 1; // false for NaN
  }

  /** How far up a value is, within the axis; its low end for what a logarithm is not defined of. */
  double within(double value) {
    double position = figure.y().position(value);
    double inside = position >= 0 ? Math.min(1, position) : 0;
    return bottom - inside * (bottom - top);
  }
}
