package io.sweepstake.jobs.drawing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.figure.Arrows;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Bars;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.figure.Strands;
import io.sweepstake.sweeps.figure.Texts;

/** The rows that a figure's specification draws; what no axis shows is left out. */
final class VegaRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double HALF_BAR = 0.38;

  /** Of an arrow's head, as shares of its length along it and across. */
  private static final double HEAD = 0.35;

  private final Figure figure;

  VegaRows(Figure figure) {
    this.figure = figure;
  }

  ArrayNode points(Series series) {
    ArrayNode rows = JSON.createArrayNode();
    for (Mark.Point point : series.points()) {
      boolean level = series.mark() == Mark.LEVEL;
      if ((level || shows(figure.x(), point.x())) && shows(figure.y(), point.y())) {
        ObjectNode row = rows.addObject();
        number(row, "x", point.x());
        number(row, "y", point.y());
        row.put("k", rows.size());
        if (!point.note().isEmpty()) {
          row.put("note", point.note());
        }
        if (point.spread() > 0) {
          number(row, "lo", within(point.y() - point.spread()));
          number(row, "hi", within(point.y() + point.spread()));
        }
      }
    }
    if (series.mark() == Mark.STEPS && !rows.isEmpty()) {
      // The last holds on.
      ObjectNode last = rows.get(rows.size() - 1).deepCopy();
      number(last, "x", figure.x().high());
      rows.add(last.put("k", rows.size() + 1));
    }
    return rows;
  }

  private double within(double value) {
    Axis axis = figure.y();
    return Math.max(axis.low(), Math.min(axis.high(), value));
  }

  ArrayNode cells(Cells cells) {
    ArrayNode rows = JSON.createArrayNode();
    double[][] values = cells.values();
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[row].length; column++) {
        if (Axis.shows(values[row][column], false)) {
          ObjectNode node = rows.addObject();
          double wide = values[row].length;
          double tall = values.length;
          number(node, "x", between(figure.x(), cells.left(), cells.right(), column / wide));
          number(node, "x2", between(figure.x(), cells.left(), cells.right(), (column + 1) / wide));
          number(node, "y", between(figure.y(), cells.bottom(), cells.top(), row / tall));
          number(node, "y2", between(figure.y(), cells.bottom(), cells.top(), (row + 1) / tall));
          number(node, "v", values[row][column]);
        }
      }
    }
    return rows;
  }

  private static double between(Axis axis, double from, double to, double share) {
    return axis.logarithmic() ? from * Math.pow(to / from, share) : from + share * (to - from);
  }

  ArrayNode bars(Bars bars) {
    ArrayNode rows = JSON.createArrayNode();
    for (Bars.Bar bar : bars.bars()) {
      if (Double.isFinite(bar.from()) && Double.isFinite(bar.to())) {
        ObjectNode row = rows.addObject();
        number(row, "x", bar.from());
        number(row, "x2", bar.to());
        number(row, "y", bar.row() - HALF_BAR);
        number(row, "y2", bar.row() + HALF_BAR);
        row.put("note", bar.note());
      }
    }
    return rows;
  }

  ArrayNode strands(Strands strands) {
    ArrayNode rows = JSON.createArrayNode();
    int id = 0;
    for (Strands.Strand strand : strands.strands()) {
      for (int k = 0; k < strand.heights().size(); k++) {
        if (shows(figure.y(), strand.heights().get(k))) {
          ObjectNode row = rows.addObject().put("id", id);
          number(row, "x", k);
          number(row, "y", strand.heights().get(k));
          double shade = Drawing.opacity(strands.shade(strand));
          number(row, "o", strand.broken() ? 0.5 : shade);
          row.put("broken", strand.broken());
          row.put("c", "@" + (strand.broken() ? Ink.BROKEN : Ink.series(0)).name());
          row.put("note", strand.note());
        }
      }
      id++;
    }
    return rows;
  }

  /**
   * A shaft and two strokes of a head for each arrow. How wide the plot will be is not known here:
   * heads are right in a square one, and lean a little in others.
   */
  ArrayNode arrows(Arrows arrows) {
    ArrayNode rows = JSON.createArrayNode();
    for (Arrows.Arrow arrow : arrows.arrows()) {
      if (shows(figure.x(), arrow.x()) && shows(figure.y(), arrow.y())) {
        double x = figure.x().position(arrow.x());
        double y = figure.y().position(arrow.y());
        double tipX = figure.x().position(arrow.x() + arrow.across());
        double tipY = figure.y().position(arrow.y() + arrow.up());
        double backX = HEAD * (x - tipX);
        double backY = HEAD * (y - tipY);
        stroke(rows, x, y, tipX, tipY);
        stroke(rows, tipX, tipY, tipX + backX - backY / 2, tipY + backY + backX / 2);
        stroke(rows, tipX, tipY, tipX + backX + backY / 2, tipY + backY - backX / 2);
      }
    }
    return rows;
  }

  /** Between places along the axes. */
  private void stroke(ArrayNode rows, double x, double y, double x2, double y2) {
    Axis across = figure.x();
    Axis up = figure.y();
    ObjectNode row = rows.addObject();
    number(row, "x", between(across, across.low(), across.high(), x));
    number(row, "y", between(up, up.low(), up.high(), y));
    number(row, "x2", between(across, across.low(), across.high(), x2));
    number(row, "y2", between(up, up.low(), up.high(), y2));
  }

  ArrayNode texts(Texts texts) {
    ArrayNode rows = JSON.createArrayNode();
    for (Texts.Text text : texts.texts()) {
      if (shows(figure.x(), text.x()) && shows(figure.y(), text.y())) {
        ObjectNode row = rows.addObject().put("note", text.words());
        number(row, "x", text.x());
        number(row, "y", text.y());
      }
    }
    return rows;
  }

  private static boolean shows(Axis axis, double value) {
    double position = axis.position(value);
    return position >= 0 && position <= 1; // false for NaN
  }

  /** Six digits suffice for a plot, and halve the page. */
  private static void number(ObjectNode row, String name, double value) {
    double rounded = Double.parseDouble(String.format(java.util.Locale.ROOT, "%.6g", value));
    if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e9) {
      row.put(name, (long) rounded);
    } else {
      row.put(name, rounded);
    }
  }
}
