package io.sweepstake.benchmarks.search;

import java.util.List;
import java.util.Locale;

/**
 * A drawing of median simple regret against trials told, on a log scale: a panel for each number of
 * workers, a line for each contender, the middle half shaded.
 */
final class RegretPlot {
  private static final int PANEL = 250;
  private static final int HEIGHT = 190;
  private static final int LEFT = 46;
  private static final int TOP = 40;
  private static final int GAP = 14;
  private static final String[] COLOURS = {
    "#7f7f7f", "#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#17becf"
  };

  private final String title;
  private final List<String> contenders;
  private final List<Integer> workers;
  private final List<Cell> cells;
  private final int trials;
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;

  /** A drawing of the cells of one function. */
  RegretPlot(
      String title, List<String> contenders, List<Integer> workers, List<Cell> cells, int trials) {
    this.title = title;
    this.contenders = contenders;
    this.workers = workers;
    this.cells = cells;
    this.trials = trials;
    for (Cell cell : cells) {
      for (int told = 1; told <= trials; told++) {
        Quartiles at = cell.after(told);
        lowest = Math.min(lowest, logarithm(at.lower()));
        highest = Math.max(highest, logarithm(at.upper()));
      }
    }
    if (highest - lowest < 0.1) {
      highest = lowest + 0.1;
    }
  }

  /** Rounding may leave a regret a hair below 0. */
  private static double logarithm(double regret) {
    return Math.log10(Math.max(regret, 1e-6));
  }

  String svg() {
    int width = LEFT + workers.size() * (PANEL + GAP);
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"10\">",
        width,
        TOP + HEIGHT + 32,
        width);
    add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    add(svg, "<text x=\"%d\" y=\"14\" font-weight=\"bold\">%s</text>", LEFT, title);
    int legend = LEFT + 90;
    for (int c = 0; c < contenders.size(); c++) {
      add(
          svg,
          "<text x=\"%d\" y=\"14\" fill=\"%s\">&#9473; %s</text>",
          legend,
          colour(c),
          contenders.get(c));
      legend += 30 + 6 * contenders.get(c).length();
    }
    for (int panel = 0; panel < workers.size(); panel++) {
      draw(svg, panel);
    }
    return svg.append("</svg>\n").toString();
  }

  private static String colour(int contender) {
    return COLOURS[contender % COLOURS.length];
  }

  private void draw(StringBuilder svg, int panel) {
    int left = LEFT + panel * (PANEL + GAP);
    int count = workers.get(panel);
    add(svg, "<text x=\"%d\" y=\"%d\">%s</text>", left, TOP - 6, workersText(count));
    add(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>",
        left,
        TOP,
        PANEL,
        HEIGHT);
    for (int told : new int[] {25, 50, 100}) {
      if (told <= trials) {
        add(
            svg,
            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
            x(panel, told),
            TOP + HEIGHT + 13,
            told);
      }
    }
    for (int decade = (int) Math.ceil(lowest); decade <= Math.floor(highest); decade++) {
      add(
          svg,
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>",
          left,
          y(decade),
          left + PANEL,
          y(decade));
      if (panel == 0) {
        add(
            svg,
            "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">1e%d</text>",
            left - 4,
            y(decade) + 3,
            decade);
      }
    }
    for (Cell cell : cells) {
      if (cell.workers() == count) {
        line(svg, panel, cell);
      }
    }
    if (panel == 0) {
      add(
          svg,
          "<text x=\"%d\" y=\"%d\">trials told; median of the least simple regret, middle half"
              + " shaded</text>",
          left,
          TOP + HEIGHT + 27);
    }
  }

  private static String workersText(int count) {
    return count == 1 ? "sequential" : count + " asynchronous workers";
  }

  private void line(StringBuilder svg, int panel, Cell cell) {
    String colour = colour(contenders.indexOf(cell.contender()));
    StringBuilder band = new StringBuilder();
    StringBuilder middle = new StringBuilder();
    for (int told = 1; told <= trials; told++) {
      point(middle, panel, told, cell.after(told).median());
    }
    for (int told = 1; told <= trials; told += 3) {
      point(band, panel, told, cell.after(told).upper());
    }
    for (int told = trials; told >= 1; told -= 3) {
      point(band, panel, told, cell.after(told).lower());
    }
    add(svg, "<polygon points=\"%s\" fill=\"%s\" opacity=\"0.12\"/>", band, colour);
    add(
        svg,
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
        middle,
        colour);
  }

  private void point(StringBuilder points, int panel, int told, double regret) {
    points.append(
        String.format(
            Locale.ROOT,
            "%s%.0f,%.1f",
            points.isEmpty() ? "" : " ",
            x(panel, told),
            y(logarithm(regret))));
  }

  private double x(int panel, int told) {
    return LEFT + panel * (PANEL + GAP) + PANEL * (told - 1.0) / Math.max(1, trials - 1);
  }

  private double y(double logarithm) {
    return TOP + HEIGHT * (highest - logarithm) / (highest - lowest);
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
