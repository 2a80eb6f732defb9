package io.sweepstake.jobs.drawing;

import io.sweepstake.jobs.drawing.Canvas.Anchor;
import io.sweepstake.jobs.drawing.Canvas.Stroke;
import io.sweepstake.jobs.drawing.Canvas.Type;
import io.sweepstake.sweeps.figure.Arrows;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Bars;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.figure.Strands;
import io.sweepstake.sweeps.figure.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A figure drawn, whole and still. */
public final class Drawing {
  /** Of a scale beside a map. */
  private static final int STEPS = 40;

  private static final double LABEL_HEIGHT = 13;

  private final Figure figure;
  private final Frame frame;

  public Drawing(Figure figure) {
    this.figure = figure;
    frame = new Frame(figure);
  }

  /** As an {@code <svg>} element of a page that has the {@link #style}. */
  public String element() {
    SvgCanvas canvas = new SvgCanvas();
    draw(canvas);
    return canvas.element(figure.title(), figure.caption(), Frame.WIDTH, frame.height);
  }

  /** As an SVG file of its own. */
  public String svg() {
    SvgCanvas canvas = new SvgCanvas();
    draw(canvas);
    return canvas.file(figure.title(), figure.caption(), Frame.WIDTH, frame.height);
  }

  /** As a PNG file. */
  public byte[] png() throws IOException {
    BitmapCanvas canvas = new BitmapCanvas(Frame.WIDTH, frame.height);
    draw(canvas);
    return canvas.png();
  }

  /** The style sheet that elements rest on: the colours of both themes, as variables. */
  public static String style() {
    return SvgCanvas.STYLE;
  }

  private void draw(Canvas canvas) {
    canvas.words(Type.TITLE, Ink.TEXT, Anchor.START, Frame.MARGIN, 18, figure.title());
    axes(canvas);
    int colour = 0;
    List<Label> levels = new ArrayList<>();
    for (int k = 0; k < figure.layers().size(); k++) {
      Layer layer = figure.layers().get(k);
      Ink ink = ink(layer, colour);
      colour += ink.equals(Ink.series(colour)) ? 1 : 0;
      layer(canvas, layer, ink, levels);
      for (Frame.Entry entry : frame.legend) {
        if (entry.layer() == k) {
          legend(canvas, layer, ink, entry);
        }
      }
    }
    labels(canvas, levels);
  }

  /** Of a layer: the next colour, unless what it is has one of its own. */
  static Ink ink(Layer layer, int next) {
    if (layer instanceof Series series && series.mark() == Mark.CROSS) {
      return Ink.BROKEN;
    }
    if (layer instanceof Series series && series.mark() == Mark.STAR) {
      return Ink.BEST;
    }
    return layer instanceof Series || layer instanceof Bars ? Ink.series(next) : Ink.TEXT;
  }

  private void axes(Canvas canvas) {
    Axis x = figure.x();
    Axis y = figure.y();
    int letters = (int) ((frame.right - frame.left) / Math.max(1, x.names().size()) / 5.9 * 1.9);
    for (double tick : x.ticks()) {
      double at = frame.across(tick);
      line(canvas, Ink.GRID, at, frame.top, at, frame.bottom);
      double lower = frame.twoLines() && Math.round(tick) % 2 == 1 ? 13 : 0;
      String text = x.names().isEmpty() ? x.tick(tick) : Frame.cut(x.tick(tick), letters);
      canvas.words(Type.SMALL, Ink.DIM, Anchor.MIDDLE, at, frame.bottom + 15 + lower, text);
    }
    for (double tick : y.ticks()) {
      double at = frame.up(tick);
      if (y.names().isEmpty()) {
        line(canvas, Ink.GRID, frame.left, at, frame.right, at);
      }
      canvas.words(Type.SMALL, Ink.DIM, Anchor.END, frame.left - 6, at + 4, Frame.tick(y, tick));
    }
    line(canvas, Ink.AXIS, frame.left, frame.bottom, frame.right, frame.bottom);
    canvas.words(
        Type.LABEL,
        Ink.DIM,
        Anchor.END,
        frame.right,
        frame.height - 8,
        x.label().isBlank() ? "" : x.label() + " →");
    canvas.words(
        Type.LABEL,
        Ink.DIM,
        Anchor.START,
        Frame.MARGIN,
        frame.top - 8,
        y.label().isBlank() ? "" : y.names().isEmpty() ? "↑ " + y.label() : y.label());
  }

  private static void line(Canvas canvas, Ink ink, double x1, double y1, double x2, double y2) {
    canvas.path(Stroke.of(ink, 1), new double[] {x1, x2}, new double[] {y1, y2}, "");
  }

  private void layer(Canvas canvas, Layer layer, Ink ink, List<Label> levels) {
    if (layer instanceof Series series) {
      series(canvas, series, ink, levels);
    } else if (layer instanceof Cells cells) {
      cells(canvas, cells);
    } else if (layer instanceof Bars bars) {
      bars(canvas, bars, ink);
    } else if (layer instanceof Strands strands) {
      strands(canvas, strands);
    } else if (layer instanceof Arrows arrows) {
      arrows.arrows().forEach(arrow -> arrow(canvas, arrow, ink));
    } else if (layer instanceof Texts texts) {
      for (Texts.Text text : texts.texts()) {
        if (frame.shows(text.x(), text.y())) {
          canvas.words(
              Type.SMALL,
              Ink.TEXT,
              Anchor.MIDDLE,
              frame.across(text.x()),
              frame.up(text.y()) + 4,
              text.words());
        }
      }
    }
  }

  private void series(Canvas canvas, Series one, Ink ink, List<Label> levels) {
    List<Mark.Point> shown =
        one.points().stream().filter(point -> frame.shows(point.x(), point.y())).toList();
    switch (one.mark()) {
      case LEVEL -> {
        for (Mark.Point point : one.points()) {
          double position = figure.y().position(point.y());
          if (position >= 0 && position <= 1) {
            double at = frame.up(point.y());
            canvas.path(
                new Stroke(ink, 1.5, true, 1),
                new double[] {frame.left, frame.right},
                new double[] {at, at},
                one.name());
            levels.add(new Label(at - 4, ink, one.name()));
          }
        }
      }
      case STEPS -> steps(canvas, shown, ink);
      case LINE, CURVE -> join(canvas, shown, Stroke.of(ink, one.mark() == Mark.LINE ? 1 : 2), "");
      case DASHES -> {
        join(canvas, shown, new Stroke(Ink.PAPER, 4, false, 0.75), "");
        join(canvas, shown, new Stroke(Ink.TEXT, 2, true, 1), one.name());
      }
      default -> {}
    }
    if (!joined(one.mark())) {
      for (Mark.Point point : shown) {
        if (point.spread() > 0) {
          double x = frame.across(point.x());
          canvas.path(
              new Stroke(ink, 1, false, 0.5),
              new double[] {x, x},
              new double[] {
                frame.within(point.y() - point.spread()), frame.within(point.y() + point.spread())
              },
              "");
        }
        if (frame.mapped() && one.mark() == Mark.DOT) {
          canvas.circle(
              Ink.PAPER, 1, frame.across(point.x()), frame.up(point.y()), 5, point.note());
        }
        mark(canvas, one.mark(), ink, frame.across(point.x()), frame.up(point.y()), point.note());
      }
    }
  }

  /** Whether the points of a mark are no marks themselves. */
  private static boolean joined(Mark mark) {
    return mark == Mark.LEVEL || mark == Mark.STEPS || mark == Mark.CURVE || mark == Mark.DASHES;
  }

  private void steps(Canvas canvas, List<Mark.Point> points, Ink ink) {
    if (points.isEmpty()) {
      return;
    }
    double[] xs = new double[2 * points.size()];
    double[] ys = new double[2 * points.size()];
    for (int k = 0; k < points.size(); k++) {
      xs[2 * k] = frame.across(points.get(k).x());
      ys[2 * k] = frame.up(points.get(k).y());
      xs[2 * k + 1] = k + 1 < points.size() ? frame.across(points.get(k + 1).x()) : frame.right;
      ys[2 * k + 1] = ys[2 * k];
    }
    canvas.path(Stroke.of(ink, 2), xs, ys, "");
  }

  private void join(Canvas canvas, List<Mark.Point> points, Stroke stroke, String note) {
    if (points.size() > 1) {
      canvas.path(
          stroke,
          points.stream().mapToDouble(point -> frame.across(point.x())).toArray(),
          points.stream().mapToDouble(point -> frame.up(point.y())).toArray(),
          note);
    }
  }

  private static void mark(Canvas canvas, Mark mark, Ink ink, double x, double y, String note) {
    switch (mark) {
      case STAR -> {
        double[] xs = new double[10];
        double[] ys = new double[10];
        for (int k = 0; k < 10; k++) {
          double radius = k % 2 == 0 ? 8.5 : 3.6;
          xs[k] = x + radius * Math.sin(Math.PI * k / 5);
          ys[k] = y - radius * Math.cos(Math.PI * k / 5);
        }
        canvas.shape(ink, 1, xs, ys, note);
      }
      case CROSS -> {
        Stroke thin = Stroke.of(ink, 1.4);
        canvas.path(thin, new double[] {x - 3, x + 3}, new double[] {y - 3, y + 3}, note);
        canvas.path(thin, new double[] {x - 3, x + 3}, new double[] {y + 3, y - 3}, note);
      }
      case TRIANGLE ->
          canvas.shape(
              ink,
              0.8,
              new double[] {x - 4, x + 4, x},
              new double[] {y + 3.5, y + 3.5, y - 4},
              note);
      default -> canvas.circle(ink, 0.8, x, y, mark == Mark.LINE ? 2.5 : 3.8, note);
    }
  }

  private void cells(Canvas canvas, Cells cells) {
    double[][] values = cells.values();
    // Of equal size as the axes show them, on a logarithmic one too.
    double left = frame.across(cells.left());
    double lowest = frame.up(cells.bottom());
    double across = (frame.across(cells.right()) - left) / values[0].length;
    double up = (lowest - frame.up(cells.top())) / values.length;
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[0].length; column++) {
        if (!Double.isNaN(values[row][column])) {
          canvas.cell(
              Ramp.colour(cells.shade(row, column)),
              left + column * across,
              lowest - (row + 1) * up,
              across,
              up,
              "");
        }
      }
    }
    if (!cells.name().isBlank()) {
      scale(canvas, cells.name(), cells.low(), cells.high(), null);
    }
  }

  private void scale(Canvas canvas, String name, double low, double high, Ink faded) {
    double x = frame.right + 10;
    double foot = frame.bottom - 12;
    double step = (foot - frame.top - 12) / STEPS;
    for (int k = 0; k < STEPS; k++) {
      double y = foot - (k + 1) * step;
      double place = (k + 0.5) / STEPS;
      if (faded == null) {
        canvas.cell(Ramp.colour(place), x, y, 12, step, "");
      } else {
        canvas.shape(
            faded,
            opacity(place),
            new double[] {x, x + 12, x + 12, x},
            new double[] {y, y, y + step, y + step},
            "");
      }
    }
    canvas.words(Type.SMALL, Ink.DIM, Anchor.START, x, frame.top + 6, Axis.text(high));
    canvas.words(Type.SMALL, Ink.DIM, Anchor.START, x, frame.bottom + 1, Axis.text(low));
    canvas.words(Type.SMALL, Ink.DIM, Anchor.END, Frame.WIDTH - Frame.MARGIN, frame.top - 8, name);
  }

  private void bars(Canvas canvas, Bars bars, Ink ink) {
    double half = 0.38 * (frame.bottom - frame.top) / Math.max(1, figure.y().names().size());
    for (Bars.Bar bar : bars.bars()) {
      double from = Math.max(frame.left, Math.min(frame.right, frame.across(bar.from())));
      double to = Math.max(frame.left, Math.min(frame.right, frame.across(bar.to())));
      double y = frame.up(bar.row());
      double end = to - from < 1 ? from + 1 : to;
      canvas.shape(
          ink,
          0.9,
          new double[] {from, end, end, from},
          new double[] {y - half, y - half, y + half, y + half},
          bar.note());
    }
  }

  private void arrow(Canvas canvas, Arrows.Arrow arrow, Ink ink) {
    if (!frame.shows(arrow.x(), arrow.y())) {
      return;
    }
    double x = frame.across(arrow.x());
    double y = frame.up(arrow.y());
    double tipX = frame.across(arrow.x() + arrow.across());
    double tipY = frame.up(arrow.y() + arrow.up());
    double length = Math.hypot(tipX - x, tipY - y);
    if (!(length >= 1)) {
      canvas.circle(ink, 0.6, x, y, 1, "");
      return;
    }
    double head = Math.min(5, length / 2);
    double alongX = head * (tipX - x) / length;
    double alongY = head * (tipY - y) / length;
    Stroke stroke = Stroke.of(ink, 1.2);
    canvas.path(stroke, new double[] {x, tipX}, new double[] {y, tipY}, "");
    canvas.path(
        stroke,
        new double[] {tipX - alongX - alongY / 2, tipX, tipX - alongX + alongY / 2},
        new double[] {tipY - alongY + alongX / 2, tipY, tipY - alongY - alongX / 2},
        "");
  }

  private void strands(Canvas canvas, Strands strands) {
    for (Strands.Strand strand : strands.strands()) {
      List<double[]> places = new ArrayList<>();
      for (int k = 0; k < strand.heights().size(); k++) {
        double height = strand.heights().get(k);
        if (frame.shows(k, height)) {
          places.add(new double[] {frame.across(k), frame.up(height)});
        }
      }
      if (places.size() > 1) {
        canvas.path(
            new Stroke(
                strand.broken() ? Ink.BROKEN : Ink.series(0),
                strand.broken() ? 1 : 1.8,
                strand.broken(),
                strand.broken() ? 0.6 : opacity(strands.shade(strand))),
            places.stream().mapToDouble(place -> place[0]).toArray(),
            places.stream().mapToDouble(place -> place[1]).toArray(),
            strand.note());
      }
    }
    scale(canvas, strands.name(), strands.low(), strands.high(), Ink.series(0));
  }

  static double opacity(double shade) {
    return 0.15 + 0.85 * shade * shade;
  }

  private void legend(Canvas canvas, Layer layer, Ink ink, Frame.Entry entry) {
    double x = entry.x() + 7;
    double y = 36 + entry.line() * Frame.LINE - 4;
    if (layer instanceof Series series && !hasMark(series.mark())) {
      boolean dashed = series.mark() == Mark.DASHES;
      canvas.path(
          new Stroke(dashed ? Ink.TEXT : ink, 2, dashed, 1),
          new double[] {x - 7, x + 7},
          new double[] {y, y},
          "");
    } else if (layer instanceof Series series) {
      mark(canvas, series.mark(), ink, x, y, "");
    } else {
      canvas.shape(
          ink,
          0.9,
          new double[] {x - 5, x + 5, x + 5, x - 5},
          new double[] {y - 5, y - 5, y + 5, y + 5},
          "");
    }
    canvas.words(Type.SMALL, Ink.TEXT, Anchor.START, entry.x() + 18, y + 4, layer.name());
  }

  private static boolean hasMark(Mark mark) {
    return !joined(mark);
  }

  /** A name at the right end of a level. */
  private record Label(double y, Ink ink, String words) {}

  /** Names of levels close to each other are moved apart, upwards. */
  private void labels(Canvas canvas, List<Label> labels) {
    List<Label> fromBelow = new ArrayList<>(labels);
    fromBelow.sort(Comparator.comparingDouble(Label::y).reversed());
    double ceiling = Double.POSITIVE_INFINITY;
    for (Label label : fromBelow) {
      double y = Math.min(label.y(), ceiling - LABEL_HEIGHT);
      canvas.words(Type.SMALL, label.ink(), Anchor.END, frame.right - 4, y, label.words());
      ceiling = y;
    }
  }
}
