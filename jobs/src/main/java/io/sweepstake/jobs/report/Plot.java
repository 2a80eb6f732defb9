package io.sweepstake.jobs.report;

import java.util.List;
import java.util.Locale;

/** A chart with two axes, written as a self-contained SVG element. */
public record Plot(String title, Axis x, Axis y, List<Series> series) {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 340;
  private static final int LEFT = 66;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 48;
  private static final List<String> COLOURS =
      List.of(
          "#1f6f8b", "#d1495b", "#66a182", "#8d6a9f", "#edae49", "#5c6b73", "#7fb7be", "#b5651d",
          "#2e4057", "#c490d1");

  public Plot {
    series = List.copyOf(series);
  }

  /** The chart as one {@code <svg>} element. */
  public String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">%n"
                + "<title>%s</title><text class=\"title\" x=\"%d\" y=\"18\">%s</text>%n",
            WIDTH,
            HEIGHT,
            escape(title),
            LEFT,
            escape(title)));
    for (double tick : x.ticks()) {
      double at = across(tick);
      line(svg, "grid", at, TOP, at, HEIGHT - BOTTOM);
      text(svg, "tick", at, HEIGHT - BOTTOM + 16, "middle", Axis.text(tick));
    }
    for (double tick : y.ticks()) {
      double at = up(tick);
      line(svg, "grid", LEFT, at, WIDTH - RIGHT, at);
      text(svg, "tick", LEFT - 6, at + 4, "end", Axis.text(tick));
    }
    line(svg, "axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
    line(svg, "axis", LEFT, TOP, LEFT, HEIGHT - BOTTOM);
    text(svg, "label", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", x.label());
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"label\" text-anchor=\"middle\" transform=\"translate(14 %d)"
                + " rotate(-90)\">%s</text>%n",
            (TOP + HEIGHT - BOTTOM) / 2,
            escape(y.label())));
    for (int k = 0; k < series.size(); k++) {
      draw(svg, series.get(k), COLOURS.get(k % COLOURS.size()), k);
    }
    return svg.append("</svg>\n").toString();
  }

  private void draw(StringBuilder svg, Series one, String colour, int index) {
    double legendY = TOP + 12 + 15 * index;
    if (one.mark() == Mark.STEPS) {
      StringBuilder path = new StringBuilder();
      double previous = 0;
      for (Mark.Point point : one.points()) {
        if (shown(point)) {
          String command = path.isEmpty() ? "M%.1f %.1f" : "H%1$.1f V%2$.1f";
          path.append(String.format(Locale.ROOT, command, across(point.x()), up(point.y())));
          previous = point.y();
        }
      }
      if (!path.isEmpty()) {
        path.append(String.format(Locale.ROOT, "H%d", WIDTH - RIGHT));
        svg.append(
            "<path d=\""
                + path
                + "\" fill=\"none\" stroke=\""
                + colour
                + "\" stroke-width=\"2\"/>\n");
        text(svg, "legend", WIDTH - RIGHT - 4, up(previous) - 5, "end", one.name());
      }
      return;
    }
    if (one.mark() == Mark.LINE) {
      join(svg, one, colour);
    }
    for (Mark.Point point : one.points()) {
      if (one.mark() == Mark.LEVEL) {
        if (y.position(point.y()) >= 0 && y.position(point.y()) <= 1) {
          double at = up(point.y());
          svg.append(
              String.format(
                  Locale.ROOT,
                  "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                      + " stroke-dasharray=\"5 4\"/>%n",
                  LEFT,
                  WIDTH - RIGHT,
                  at,
                  at,
                  colour));
          text(svg, "legend", WIDTH - RIGHT - 4, at - 4, "end", one.name());
        }
      } else if (shown(point)) {
        bar(svg, point, colour);
        mark(svg, one.mark(), across(point.x()), up(point.y()), colour, point.note());
      }
    }
    if (one.mark() != Mark.LEVEL && !one.points().isEmpty()) {
      mark(svg, one.mark(), LEFT + 14, legendY - 4, colour, "");
      text(svg, "legend", LEFT + 24, legendY, "start", one.name());
    }
  }

  private void join(StringBuilder svg, Series one, String colour) {
    StringBuilder path = new StringBuilder();
    for (Mark.Point point : one.points()) {
      if (shown(point)) {
        path.append(
            String.format(
                Locale.ROOT,
                "%s%.1f %.1f",
                path.isEmpty() ? "M" : "L",
                across(point.x()),
                up(point.y())));
      }
    }
    svg.append("<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\"/>\n");
  }

  private void bar(StringBuilder svg, Mark.Point point, String colour) {
    if (point.spread() > 0) {
      double least = within(y.position(point.y() - point.spread()));
      double most = within(y.position(point.y() + point.spread()));
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$.1f\" y2=\"%3$.1f\" stroke=\"%4$s\""
                  + " stroke-opacity=\"0.5\"/>%n",
              across(point.x()),
              height(least),
              height(most),
              colour));
    }
  }

  /** The nearest place on an axis; its low end for what a logarithm is not defined of. */
  private static double within(double position) {
    return position >= 0 ? Math.min(1, position) : 0;
  }

  private static void mark(
      StringBuilder svg, Mark mark, double x, double y, String colour, String note) {
    String shape;
    if (mark == Mark.STAR) {
      shape =
          String.format(
              Locale.ROOT,
              "<path transform=\"translate(%.1f %.1f)\" d=\"M0-8L2-2.5 8-2 3.4 2 5 8 0 4.6-5 8-3.4"
                  + " 2-8-2-2-2.5Z\" fill=\"%s\">",
              x,
              y,
              colour);
    } else {
      shape =
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" fill-opacity=\"%s\">",
              x,
              y,
              colour,
              mark == Mark.FAINT_DOT ? "0.3" : "0.8");
    }
    String title = note.isEmpty() ? "" : "<title>" + escape(note) + "</title>";
    svg.append(shape).append(title).append(mark == Mark.STAR ? "</path>\n" : "</circle>\n");
  }

  private boolean shown(Mark.Point point) {
    double right = x.position(point.x());
    double high = y.position(point.y());
    return right >= 0 && right <= 1 && high >= 0 && high <= 1; // false for NaN
  }

  private double across(double value) {
    return LEFT + x.position(value) * (WIDTH - LEFT - RIGHT);
  }

  private double up(double value) {
    return height(y.position(value));
  }

  private static double height(double position) {
    return HEIGHT - BOTTOM - position * (HEIGHT - TOP - BOTTOM);
  }

  private static void line(
      StringBuilder svg, String kind, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            kind,
            x1,
            y1,
            x2,
            y2));
  }

  private static void text(
      StringBuilder svg, String kind, double x, double y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            kind,
            x,
            y,
            anchor,
            escape(words)));
  }

  /** Text made safe within markup. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
