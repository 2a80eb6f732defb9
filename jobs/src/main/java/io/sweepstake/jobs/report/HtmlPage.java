package io.sweepstake.jobs.report;

import io.sweepstake.jobs.drawing.Drawing;
import io.sweepstake.jobs.drawing.Markup;
import io.sweepstake.jobs.drawing.VegaSpec;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The parts of pages that need nothing but a browser: one file that fetches nothing, under a policy
 * that forbids whatever is not written into it.
 */
public final class HtmlPage {
  /** What every still page ends with. */
  public static final String END = "</main></body></html>\n";

  /** Tables of more columns are set smaller on paper. */
  private static final int BROAD = 13;

  private static final Pattern HEADING = Pattern.compile("<h2 id=\"([^\"]*)\">([^<]*)</h2>");

  /** Read once for all pages of a process. */
  private static final class Style {
    static final String ALL =
        Drawing.style() + "\n" + LiveFigures.resource("/io/sweepstake/jobs/report/page.css");
  }

  private HtmlPage() {}

  /** The beginning of a page without scripts, with its title as a heading. */
  public static String begun(String title) {
    return begun(title, "'none'");
  }

  /** The beginning of a page whose figures answer a pointer; it ends with {@link #liveEnd}. */
  public static String liveBegun(String title) {
    return begun(title, LiveFigures.policy());
  }

  /** What a page with live figures ends with. */
  public static String liveEnd() {
    return "</main>\n" + LiveFigures.elements() + "</body></html>\n";
  }

  /**
   * A page of a server whose body follows what the server sends at {@code /events}.
   *
   * @param body markup, until the first of it
   */
  public static String followed(String title, String body) {
    String script = LiveFigures.resource("/io/sweepstake/jobs/report/follow.js");
    return begun(title, LiveFigures.hash(script) + "; connect-src 'self'")
        + "<div id=\"studies\">"
        + body
        + "</div></main>\n<script>"
        + script
        + "</script></body></html>\n";
  }

  private static String begun(String title, String scripts) {
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
        + scripts
        + "; style-src "
        + LiveFigures.hash(Style.ALL)
        + "; base-uri 'none'; form-action 'none'\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + Markup.escape(title)
        + "</title>\n<style>"
        + Style.ALL
        + "</style></head>\n<body><main>\n<h1>"
        + Markup.escape(title)
        + "</h1>\n";
  }

  /** A section's heading, which links lead to by its text. */
  public static String heading(String text) {
    return "<h2 id=\"" + anchor(text) + "\">" + Markup.escape(text) + "</h2>\n";
  }

  /** The name by which a heading is linked to. */
  static String anchor(String text) {
    return Figure.named(text);
  }

  /** Links to the headings of a page's body. */
  static String contents(CharSequence body) {
    StringBuilder links = new StringBuilder("<nav aria-label=\"Contents\">");
    HEADING
        .matcher(body)
        .results()
        .forEach(
            heading ->
                links
                    .append("<a href=\"#")
                    .append(heading.group(1))
                    .append("\">")
                    .append(heading.group(2))
                    .append("</a> "));
    return links.append("</nav>\n").toString();
  }

  /** A number that a reader wants to know first. */
  static String card(String name, String value, String more) {
    return "<div><dt>"
        + Markup.escape(name)
        + "</dt><dd>"
        + Markup.escape(value)
        + (more.isBlank() ? "" : "<small>" + Markup.escape(more) + "</small>")
        + "</dd></div>";
  }

  /** Values by name, in as many columns as there is room for; a blank title is none. */
  static String facts(String title, Map<String, ?> values) {
    StringBuilder facts =
        new StringBuilder(title.isBlank() ? "" : "<h3>" + Markup.escape(title) + "</h3>\n");
    facts.append("<dl class=\"facts\">");
    values.forEach(
        (name, value) ->
            facts
                .append("<div><dt>")
                .append(Markup.escape(name))
                .append("</dt><dd>")
                .append(Markup.escape(ResultTable.shortened(value)))
                .append("</dd></div>\n"));
    return facts.append("</dl>\n").toString();
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
    return table(table, "", "table");
  }

  /**
   * A table in a frame of its own, whose rows a click on a heading sorts.
   *
   * @param label of the table, for those who do not see it
   */
  static String sortableTable(ResultTable table, String label) {
    return table(table, " class=\"sortable\"", label).replaceFirst("\"wide", "\"wide tall");
  }

  /** A section around a long table, which has pages of its own on paper if it is broad. */
  static String sheet(ResultTable table, String html) {
    return table.columns().size() > BROAD
        ? "<section class=\"sheet\">\n" + html + "</section>\n"
        : html;
  }

  private static String table(ResultTable table, String kind, String label) {
    StringBuilder html =
        new StringBuilder(
            "<div class=\"wide"
                + (table.columns().size() > BROAD ? " broad" : "")
                + "\" tabindex=\"0\" role=\"group\"");
    html.append(" aria-label=\"").append(Markup.escape(label)).append("\"><table");
    html.append(kind).append("><thead><tr>");
    table
        .columns()
        .forEach(
            column ->
                html.append(column.isBlank() ? "<td></td>" : "<th scope=\"col\">")
                    .append(Markup.escape(column).replace("_", "_<wbr>")));
    html.append("</thead><tbody>");
    for (List<Object> row : table.rows()) {
      html.append("\n<tr>");
      row.forEach(cell -> html.append(cell(cell)));
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private static String cell(Object cell) {
    String text = Markup.escape(ResultTable.shortened(cell));
    if (cell instanceof Double number && !text.equals(String.valueOf(number))) {
      return "<td data-value=\"" + number + "\">" + text;
    }
    return (cell instanceof String words && words.length() > 40 ? "<td class=\"words\">" : "<td>")
        + text;
  }

  /** Figures, as many beside each other as there is room for. */
  public static String plots(List<Figure> figures) {
    return plots(figures, figure -> "");
  }

  /** The same, each with what makes it live. */
  static String livePlots(List<Figure> figures) {
    return plots(
        figures,
        figure ->
            "<p class=\"heading\" aria-hidden=\"true\">"
                + Markup.escape(figure.title())
                + "</p><div class=\"live\"></div><script type=\"application/json\" class=\"spec\">"
                + new VegaSpec(figure).json()
                + "</script>");
  }

  private static String plots(List<Figure> figures, Function<Figure, String> more) {
    StringBuilder html = new StringBuilder("<div class=\"plots\">\n");
    for (Figure figure : figures) {
      html.append("<figure id=\"figure-").append(figure.name()).append("\"><div class=\"still\">");
      html.append(new Drawing(figure).element()).append("</div>").append(more.apply(figure));
      if (!figure.caption().isBlank()) {
        html.append("<figcaption>").append(Markup.escape(figure.caption())).append("</figcaption>");
      }
      html.append("</figure>\n");
    }
    return html.append("</div>\n").toString();
  }

  /** A section with still figures. */
  public static String section(Section section) {
    return section(section, plots(section.figures()));
  }

  /** A section with live figures. */
  static String liveSection(Section section) {
    return section(section, livePlots(section.figures()));
  }

  private static String section(Section section, String figures) {
    StringBuilder html = new StringBuilder(heading(section.title()));
    section.paragraphs().forEach(words -> html.append(paragraph(words)));
    if (!section.figures().isEmpty()) {
      html.append(figures);
    }
    for (Table table : section.tables()) {
      html.append(table.title().isBlank() ? "" : "<h3>" + Markup.escape(table.title()) + "</h3>\n")
          .append(table(new ResultTable(table.columns(), table.rows())));
    }
    return html.toString();
  }
}
