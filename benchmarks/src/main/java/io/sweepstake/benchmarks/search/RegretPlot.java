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
  private static final int LEGEND = 15;
  private static final int GAP = 14;
  private static final String[] COLOURS = {
    "#8c564b", "#2ca02c", "#1f77b4", "#bcbd22", "#7f7f7f", "#d62728", "#ff7f0e", "#e377c2",
    "#9467bd", "#000000", "#17becf"
  };

  private final String title;
  private final List<String> contenders;
  private final List<Integer> workers;
  private final List<Cell> cells;
  private final int trials;
  private final int top;
  private final StringBuilder legend = new StringBuilder();
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
    this.top = layOutLegend() + 20;
    for (Cell cell : cells) {
      for (int told = 1; told <= trials; told++) {
        Quartiles at = cell.after(told);
        lowest = Math.min(lowest, logarithm(at.lower()));
        if (Double.isFinite(at.upper())) {
          highest = Math.max(highest, logarithm(at.upper()));
        }
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

  private int width() {
    return LEFT + workers.size() * (PANEL + GAP);
  }

  /**
   * Writes the names of the contenders in as many lines as they need; returns the last's height.
   */
  private int layOutLegend() {
    int x = LEFT + 90;
    int y = 14;
    for (int c = 0; c < contenders.size(); c++) {
      String name = contenders.get(c);
      int needs = 30 + 6 * name.length();
      if (x + needs > width()) {
        x = LEFT + 90;
        y += LEGEND;
      }
      add(
          legend,
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>",
          x,
          y - 3,
          x + 16,
          y - 3,
          colour(c),
          dash(c));
      add(legend, "<text x=\"%d\" y=\"%d\">%s</text>", x + 20, y, name);
      x += needs;
    }
    return y;
  }

  String svg() {
    int width = width();
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"10\">",
        width,
        top + HEIGHT + 32,
        width);
    add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    add(svg, "<text x=\"%d\" y=\"14\" font-weight=\"bold\">%s</text>", LEFT, title);
    svg.append(legend);
    for (int panel = 0; panel < workers.size(); panel++) {
      draw(svg, panel);
    }
    return svg.append("</svg>\n").toString();
  }

  private static String colour(int contender) {
    return COLOURS[contender % COLOURS.length];
  }

  /** Peers are dashed. */
  private String dash(int contender) {
    return contenders.get(contender).startsWith("Optuna") ? " stroke-dasharray=\"4 2\"" : "";
  }

  private void draw(StringBuilder svg, int panel) {
    int left = LEFT + panel * (PANEL + GAP);
    int count = workers.get(panel);
    add(svg, "<text x=\"%d\" y=\"%d\">%s</text>", left, top - 6, workersText(count));
    add(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>",
        left,
        top,
        PANEL,
        HEIGHT);
    for (int told : new int[] {25, 50, 100}) {
      if (told <= trials) {
        add(
            svg,
            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
            x(panel, told),
            top + HEIGHT + 13,
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
          top + HEIGHT + 27);
    }
  }

  private static String workersText(int count) {
    return count == 1 ? "sequential" : count + " asynchronous workers";
  }

  private void line(StringBuilder svg, int panel, Cell cell) {
    int contender = contenders.indexOf(cell.contender());
    String colour = colour(contender);
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
    add(svg, "<polygon points=\"%s\" fill=\"%s\" opacity=\"0.07\"/>", band, colour);
    add(
        svg,
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"%s/>",
        middle,
        colour,
        dash(contender));
  }

  private void point(StringBuilder points, int panel, int told, double regret) {
    points.append(
        String.format(
            Locale.ROOT,
            "%s%.0f,%.1f",
            points.isEmpty() ? "" : " ",
            x(panel, told),
            y(Math.min(highest, logarithm(regret)))));
  }

  private double x(int panel, int told) {
    return LEFT + panel * (PANEL + GAP) + PANEL * (told - 1.0) / Math.max(1, trials - 1);
  }

  private double y(double logarithm) {
    return top + HEIGHT * (highest - logarithm) / (highest - lowest);
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
