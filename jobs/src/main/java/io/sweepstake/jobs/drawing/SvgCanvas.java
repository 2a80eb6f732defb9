package io.sweepstake.jobs.drawing;

import java.util.Locale;

/** Draws an {@code <svg>} element whose colours come from a style sheet: {@link #STYLE}. */
final class SvgCanvas implements Canvas {
  /** Of a page that holds such elements, or of a file that is one. */
  static final String STYLE = style();

  private final StringBuilder svg = new StringBuilder();

  private static String style() {
    StringBuilder light = new StringBuilder(":root{color-scheme:light dark");
    StringBuilder dark =
        new StringBuilder("@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark");
    StringBuilder roles = new StringBuilder();
    for (Ink ink : Ink.all()) {
      light.append(";--").append(ink.name()).append(':').append(ink.light());
      dark.append(";--").append(ink.name()).append(':').append(ink.dark());
      roles.append(
          String.format(".s-%1$s{stroke:var(--%1$s)}.f-%1$s{fill:var(--%1$s)}", ink.name()));
    }
    return light
        + "}"
        + dark
        + "}}"
        + roles
        + "svg rect{shape-rendering:crispEdges}svg text{font-family:system-ui,sans-serif;paint-order:stroke;stroke:var(--paper);"
        + "stroke-width:3px;stroke-linejoin:round}.t-title{font-size:14px;font-weight:600}"
        + ".t-label{font-size:12px}.t-small{font-size:11px}";
  }

  /** All that was drawn, as one element. */
  String element(String title, String caption, double width, double height) {
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %s %s\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\""
            + " aria-label=\"%s\">%n%s</svg>%n",
        number(width),
        number(height),
        Markup.escape(caption.isBlank() ? title : title + ". " + caption),
        svg);
  }

  /** All that was drawn, as a file of its own. */
  String file(String title, String caption, double width, double height) {
    String element = element(title, caption, width, height);
    int inside = element.indexOf('>') + 1;
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + element.substring(0, inside)
        + "\n<style>"
        + STYLE
        + "</style><rect class=\"f-paper\" width=\"100%\" height=\"100%\"/>"
        + element.substring(inside);
  }

  @Override
  public void path(Stroke stroke, double[] xs, double[] ys, String note) {
    svg.append("<path d=\"");
    for (int k = 0; k < xs.length; k++) {
      svg.append(k == 0 ? 'M' : 'L').append(number(xs[k])).append(' ').append(number(ys[k]));
    }
    svg.append("\" fill=\"none\" class=\"s-").append(stroke.ink().name()).append('"');
    if (stroke.width() != 1) {
      svg.append(" stroke-width=\"").append(number(stroke.width())).append('"');
    }
    if (stroke.dashed()) {
      svg.append(" stroke-dasharray=\"5 4\"");
    }
    if (stroke.opacity() < 1) {
      svg.append(" stroke-opacity=\"").append(hundredths(stroke.opacity())).append('"');
    }
    end("path", note);
  }

  @Override
  public void shape(Ink ink, double opacity, double[] xs, double[] ys, String note) {
    svg.append("<path d=\"");
    for (int k = 0; k < xs.length; k++) {
      svg.append(k == 0 ? 'M' : 'L').append(number(xs[k])).append(' ').append(number(ys[k]));
    }
    svg.append("Z\"");
    fill(ink, opacity);
    end("path", note);
  }

  @Override
  public void circle(Ink ink, double opacity, double x, double y, double radius, String note) {
    svg.append(
        String.format(
            "<circle cx=\"%s\" cy=\"%s\" r=\"%s\"", number(x), number(y), number(radius)));
    fill(ink, opacity);
    end("circle", note);
  }

  @Override
  public void cell(String colour, double x, double y, double width, double height, String note) {
    // With sharp edges, or paper shines through between neighbours.
    svg.append(
        String.format(
            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"",
            number(x), number(y), number(width + 0.3), number(height + 0.3), colour));
    end("rect", note);
  }

  @Override
  public void words(Type type, Ink ink, Anchor anchor, double x, double y, String words) {
    svg.append(
        String.format(
            "<text class=\"t-%s f-%s\" x=\"%s\" y=\"%s\"%s>%s</text>%n",
            type.name().toLowerCase(Locale.ROOT),
            ink.name(),
            number(x),
            number(y),
            anchor == Anchor.START
                ? ""
                : " text-anchor=\"" + anchor.name().toLowerCase(Locale.ROOT) + "\"",
            Markup.escape(words)));
  }

  private void fill(Ink ink, double opacity) {
    svg.append(" class=\"f-").append(ink.name()).append('"');
    if (opacity < 1) {
      svg.append(" fill-opacity=\"").append(hundredths(opacity)).append('"');
    }
  }

  private void end(String element, String note) {
    if (note.isEmpty()) {
      svg.append("/>\n");
    } else {
      svg.append("><title>").append(Markup.escape(note)).append("</title></");
      svg.append(element).append(">\n");
    }
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String hundredths(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
