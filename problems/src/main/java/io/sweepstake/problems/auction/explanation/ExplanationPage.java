package io.sweepstake.problems.auction.explanation;

import io.sweepstake.jobs.report.HtmlPage;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An explanation as one page: the answer, tables, and plots with 95 % intervals as bars. */
final class ExplanationPage {
  private static final String STEP = "step; the start is at the left";

  private final String title;
  private final Explanation found;

  ExplanationPage(String title, Explanation found) {
    this.title = title;
    this.found = found;
  }

  String html() {
    LayerTable table = new LayerTable(found);
    StringBuilder page = new StringBuilder(HtmlPage.begun(title));
    page.append(
        HtmlPage.dim(
            found.networks() == 1
                ? "One network; bars and intervals want several."
                : found.networks() + " networks; bars are Student's 95 % intervals."));
    page.append(HtmlPage.heading("Which is settled first, and in which layers?"));
    new Answer(found).sentences().forEach(line -> page.append(HtmlPage.paragraph(line)));
    page.append(HtmlPage.heading("What can be read off layers: held-out R² of linear probes"))
        .append(HtmlPage.table(table.readable()));
    page.append(HtmlPage.heading("What layers do"))
        .append(HtmlPage.table(table.causes()))
        .append(HtmlPage.plots(plots()));
    if (!table.without().rows().isEmpty()) {
      page.append(HtmlPage.heading("Without what was learned"))
          .append(HtmlPage.table(table.without()));
    }
    page.append(HtmlPage.heading("Every number")).append(HtmlPage.table(found.table()));
    return page.append(HtmlPage.END).toString();
  }

  List<Figure> plots() {
    List<Figure> plots = new ArrayList<>();
    course(plots);
    for (String quantity : List.of("revenue", "payment", "utility", "regret")) {
      probes(plots, quantity);
    }
    overSteps(
        plots, "Revenue's gradient by layer", Analysis.GRADIENT, "", CourseQuestion.REVENUE_SHARE);
    overSteps(
        plots, "Regret's gradient by layer", Analysis.GRADIENT, "", CourseQuestion.REGRET_SHARE);
    overSteps(plots, "What is left of weights' way", Analysis.COURSE, "", Way.LEFT);
    overSteps(plots, "Revenue read off layers", Analysis.PROBE, "course", "revenue");
    overSteps(plots, "Regret read off layers", Analysis.PROBE, "course", "regret");
    patches(plots, "Units that undo a lie", PatchQuestion.UNITS);
    patches(plots, "Directions that undo a lie", PatchQuestion.DIRECTIONS);
    truncation(plots, CourseQuestion.REVENUE);
    truncation(plots, CourseQuestion.REGRET);
    return plots;
  }

  private void course(List<Figure> plots) {
    for (String quantity :
        List.of(
            CourseQuestion.REVENUE,
            CourseQuestion.REGRET,
            CourseQuestion.AT_LIES,
            CourseQuestion.TRUTHFUL)) {
      boolean logarithmic = quantity.equals(CourseQuestion.REGRET);
      add(
          plots,
          "Training: " + quantity,
          STEP,
          true,
          quantity,
          logarithmic,
          List.of(overSteps(quantity, found.curve(Analysis.COURSE, "", "", quantity))));
    }
  }

  private void probes(List<Figure> plots, String quantity) {
    List<Series> series = new ArrayList<>();
    for (String variant : List.of(Probes.TRAINED, Probes.UNTRAINED)) {
      for (String network : networks()) {
        Map<Integer, Spread> curve = new TreeMap<>();
        found
            .keys(
                key ->
                    key.analysis() == Analysis.PROBE
                        && key.variant().equals(variant)
                        && key.quantity().equals(quantity)
                        && (key.network().equals(network) || key.depth() == 0))
            .forEach(key -> curve.put(key.depth(), Explanation.spread(found.values(key))));
        series.add(line(network + ", " + variant, curve));
      }
    }
    add(plots, "Probes: " + quantity, "depth; 0 is the bids", false, "held-out R²", false, series);
  }

  private Set<String> networks() {
    Set<String> networks = new LinkedHashSet<>();
    found.layers().stream()
        .filter(layer -> layer.depth() > 0)
        .forEach(layer -> networks.add(layer.network()));
    return networks;
  }

  private void overSteps(
      List<Figure> plots, String name, Analysis analysis, String variant, String quantity) {
    List<Series> series = new ArrayList<>();
    for (Finding.Key layer : found.layers()) {
      series.add(overSteps(layer.layer(), found.curve(analysis, layer.layer(), variant, quantity)));
    }
    add(plots, name, STEP, true, quantity.replace('_', ' '), false, series);
  }

  /** Most happens early: steps are logarithmic, and the start stands where the first step would. */
  private static Series overSteps(String name, Map<Long, Spread> curve) {
    Map<Long, Spread> shown = new LinkedHashMap<>();
    curve.forEach((step, spread) -> shown.put(Math.max(1, step), spread));
    return line(name, shown);
  }

  private void patches(List<Figure> plots, String name, String variant) {
    Map<String, Map<Long, Spread>> curves = new LinkedHashMap<>();
    found
        .keys(
            key ->
                key.analysis() == Analysis.PATCH
                    && key.variant().equals(variant)
                    && key.quantity().equals(PatchQuestion.OUTCOME_CARRIED))
        .forEach(
            key ->
                curves
                    .computeIfAbsent(key.layer(), any -> new TreeMap<>())
                    .put(key.at(), Explanation.spread(found.values(key))));
    List<Series> series = new ArrayList<>();
    curves.forEach((layer, curve) -> series.add(line(layer, curve)));
    add(plots, name, variant, true, "share of the outcome", false, series);
  }

  private void truncation(List<Figure> plots, String quantity) {
    List<Series> series = new ArrayList<>();
    for (String variant : List.of(Probes.TRAINED, Probes.UNTRAINED)) {
      Map<Integer, Spread> curve = new TreeMap<>();
      found
          .keys(
              key ->
                  key.analysis() == Analysis.TRUNCATION
                      && key.variant().equals(variant)
                      && key.quantity().equals(quantity))
          .forEach(key -> curve.put(key.depth(), Explanation.spread(found.values(key))));
      series.add(line(variant, curve));
    }
    add(
        plots,
        "New heads: " + quantity,
        "hidden layers kept",
        false,
        quantity,
        quantity.equals(CourseQuestion.REGRET),
        series);
  }

  private static Series line(String name, Map<? extends Number, Spread> curve) {
    List<Mark.Point> points = new ArrayList<>();
    curve.forEach(
        (x, spread) ->
            points.add(
                new Mark.Point(
                    x.doubleValue(),
                    spread.mean(),
                    spread.count() > 1 ? spread.halfWidth() : 0,
                    name + " at " + x + ": " + LayerTable.text(spread, 5))));
    return new Series(name, Mark.LINE, points);
  }

  private static void add(
      List<Figure> plots,
      String name,
      String across,
      boolean logAcross,
      String up,
      boolean logUp,
      List<Series> series) {
    List<Series> some = series.stream().filter(one -> one.points().size() > 1).toList();
    if (some.isEmpty()) {
      return;
    }
    double[] xs =
        some.stream().flatMap(s -> s.points().stream()).mapToDouble(Mark.Point::x).toArray();
    double[] ys =
        some.stream().flatMap(s -> s.points().stream()).mapToDouble(Mark.Point::y).toArray();
    plots.add(
        new Figure(name, Axis.around(across, xs, logAcross), Axis.around(up, ys, logUp), some));
  }
}
