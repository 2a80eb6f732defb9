package io.sweepstake.jobs.report;

import io.sweepstake.jobs.drawing.Drawing;
import io.sweepstake.jobs.drawing.Markup;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Table;
import java.util.List;

/** The parts of pages that need nothing but a browser. */
public final class HtmlPage {
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;color:#22303a;max-width:1180px;margin:2em auto;"
          + "padding:0 1em}h1{font-size:1.6em;margin:0}h2{font-size:1.15em;margin:2em 0 .5em}"
          + "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
          + "th,td{padding:.25em .8em;text-align:right;border-bottom:1px solid #e3e8eb}"
          + "td:first-child{white-space:nowrap}.wide{overflow-x:auto}"
          + "th:first-child,td:first-child{text-align:left}.plots{display:grid;gap:1em;"
          + "grid-template-columns:repeat(auto-fit,minmax(440px,1fr))}svg{width:100%;height:auto;"
          + "border:1px solid #e3e8eb;border-radius:6px}.grid{stroke:#edf1f3}.axis{stroke:#90a0a8}"
          + ".tick{font:11px system-ui;fill:#60717a}.label{font:12px system-ui;fill:#22303a}"
          + ".title{font:600 14px system-ui;fill:#22303a}.legend{font:11px system-ui;fill:#22303a;"
          + "paint-order:stroke;stroke:#fff;stroke-width:3px}"
          + ".alarm{color:#a3182e;font-weight:600}.dim{color:#60717a}";

  /** What every page ends with. */
  public static final String END = "</body></html>\n";

  private HtmlPage() {}

  /** The beginning of a page, with its title as a heading. */
  public static String begun(String title) {
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + Markup.escape(title)
        + "</title><style>"
        + STYLE
        + "</style></head><body>\n<h1>"
        + Markup.escape(title)
        + "</h1>\n";
  }

  /** A section's heading. */
  public static String heading(String text) {
    return "<h2>" + Markup.escape(text) + "</h2>\n";
  }

  /** A paragraph. */
  public static String paragraph(String text) {
    return "<p>" + Markup.escape(text) + "</p>\n";
  }

  /** A paragraph for those who want to know more. */
  public static String dim(String text) {
    return "<p class=\"dim\">" + Markup.escape(text) + "</p>\n";
  }

  /** A table. */
  public static String table(ResultTable table) {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table><tr>");
    table.columns().forEach(column -> html.append("<th>").append(Markup.escape(column)));
    for (List<Object> row : table.rows()) {
      html.append("\n<tr>");
      row.forEach(cell -> html.append("<td>").append(Markup.escape(ResultTable.shortened(cell))));
    }
    return html.append("</table></div>\n").toString();
  }

  /** A section of a problem's own. */
  public static String section(Section section) {
    StringBuilder html = new StringBuilder(heading(section.title()));
    section.paragraphs().forEach(words -> html.append(paragraph(words)));
    if (!section.figures().isEmpty()) {
      html.append(plots(section.figures()));
    }
    for (Table table : section.tables()) {
      html.append(table.title().isBlank() ? "" : "<h3>" + Markup.escape(table.title()) + "</h3>\n")
          .append(table(new ResultTable(table.columns(), table.rows())));
    }
    return html.toString();
  }

  /** Plots, as many beside each other as there is room for. */
  public static String plots(List<Figure> figures) {
    StringBuilder html = new StringBuilder("<div class=\"plots\">\n");
    figures.forEach(figure -> html.append(new Drawing(figure).element()));
    return html.append("</div>\n").toString();
  }
}
