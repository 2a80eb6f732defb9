package io.sweepstake.jobs.report;

import io.sweepstake.jobs.drawing.Drawing;
import io.sweepstake.jobs.drawing.Markup;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.analysis.HypervolumeHistory;
import io.sweepstake.sweeps.analysis.ParetoSet;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TradeOff;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Scale;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Schedule;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A study as one page that needs nothing but a browser: tables, and plots drawn within. */
public final class HtmlReport {
  private final History history;
  private final Words words;
  private final Optional<TradeOff> tradeOff;
  private final List<Reference> references;
  private final Optional<Trial> best;
  private final Optional<ResultTable> finalists;
  private final List<String> alarms;
  private final List<String> notes;
  private final Optional<String> gained;
  private final List<Section> sections;

  /**
   * @param words of the problem that the study is about
   * @param tradeOff of it, which has a plot
   * @param references what the plots show beside the trials
   * @param best the trial that is named, as it was judged; empty where there are several goals
   * @param finalists the best trials, once they have been judged
   * @param alarms what a reader must not miss, one sentence each
   * @param notes why that trial is the best, and what a reader could do, one sentence each
   * @param gained the last line: what the search has gained
   * @param sections of the problem itself
   */
  public HtmlReport(
      History history,
      Words words,
      Optional<TradeOff> tradeOff,
      List<Reference> references,
      Optional<Trial> best,
      Optional<ResultTable> finalists,
      List<String> alarms,
      List<String> notes,
      Optional<String> gained,
      List<Section> sections) {
    this.history = history;
    this.words = words;
    this.tradeOff = tradeOff;
    this.references = List.copyOf(references);
    this.best = best;
    this.finalists = finalists;
    this.alarms = List.copyOf(alarms);
    this.notes = List.copyOf(notes);
    this.gained = gained;
    this.sections = List.copyOf(sections);
  }

  /** The whole page. */
  public String html() {
    StudySpec spec = history.spec();
    StringBuilder page = new StringBuilder();
    page.append(HtmlPage.begun(spec.name())).append(HtmlPage.dim(summary()));
    alarms.forEach(
        alarm -> page.append("<p class=\"alarm\">").append(Markup.escape(alarm)).append("</p>\n"));
    if (goals().size() > 1) {
      page.append(front());
    } else {
      best.ifPresent(named -> page.append(bestTrial(named)));
    }
    finalists.ifPresent(
        table ->
            page.append("<h2>Finalists, ")
                .append(Markup.escape(words.judged()))
                .append("</h2>\n")
                .append(HtmlPage.table(table)));
    notes.forEach(note -> page.append(HtmlPage.dim(note)));
    if (finalists.isEmpty() && !references.isEmpty()) {
      page.append("<h2>Baselines</h2>\n").append(HtmlPage.table(referenceTable()));
    }
    sections.forEach(section -> page.append(HtmlPage.section(section)));
    page.append("<h2>Search</h2>\n<div class=\"plots\">\n");
    plots().forEach(plot -> page.append(new Drawing(plot).element()));
    page.append("</div>\n");
    long beyond = history.trials().stream().filter(this::isBeyond).count();
    if (beyond > 0) {
      page.append("<p class=\"dim\">")
          .append(beyond == 1 ? "1 trial has a value" : beyond + " trials have values")
          .append(" beyond 1e100, which stands for an infinity; the plots leave it out.</p>\n");
    }
    ResultTable decisions = decisions();
    if (!decisions.rows().isEmpty()) {
      page.append("<h2>Decisions at rungs</h2>\n").append(HtmlPage.table(decisions));
    }
    page.append("<h2>Study</h2>\n").append(HtmlPage.table(studyTable()));
    gained.ifPresent(line -> page.append("<p>").append(Markup.escape(line)).append("</p>\n"));
    return page.append(HtmlPage.END).toString();
  }

  private String summary() {
    return history.told()
        + " trials: "
        + history.completedCount()
        + " completed, "
        + history.prunedCount()
        + " pruned, "
        + history.failedCount()
        + " failed. Objective: "
        + history.spec().objective()
        + "."
        + (words.caution().isBlank() ? "" : " " + words.caution());
  }

  private String bestTrial(Trial best) {
    List<List<Object>> rows = new ArrayList<>();
    best.state().metrics().asMap().forEach((metric, value) -> rows.add(row(metric.name(), value)));
    best.point().values().forEach((name, value) -> rows.add(row(name, value)));
    return "<h2>Best trial: "
        + best.number()
        + "</h2>\n"
        + HtmlPage.table(new ResultTable(List.of("", "value"), rows))
        + schedule(Schedule.of(history, best));
  }

  private static String schedule(Schedule schedule) {
    if (schedule.stages().size() < 2) {
      return "";
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Schedule.Stage stage : schedule.stages()) {
      rows.add(List.of(stage.from(), stage.trial(), stage.point().toString()));
    }
    return "<h2>Its schedule</h2>\n"
        + HtmlPage.table(new ResultTable(List.of("from step", "trial", "parameters"), rows));
  }

  /** How many trials went which way, by step. */
  private ResultTable decisions() {
    List<String> columns = new ArrayList<>(List.of("step"));
    for (Decision.Action action : Decision.Action.values()) {
      columns.add(action.toString());
    }
    Map<Long, int[]> counts = new TreeMap<>();
    for (Trial trial : history.trials()) {
      for (Measurement measurement : trial.curve()) {
        for (Decision decision : measurement.decisions()) {
          counts
              .computeIfAbsent(measurement.step(), step -> new int[columns.size() - 1])[
              decision.action().ordinal()]++;
        }
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    counts.forEach(
        (step, count) -> {
          List<Object> cells = new ArrayList<>(List.of(step));
          Arrays.stream(count).forEach(cells::add);
          rows.add(cells);
        });
    return new ResultTable(columns, rows);
  }

  private List<Goal> goals() {
    return history.spec().objective().goals();
  }

  /** With several goals: the trials that no other dominates, by the first goal. */
  private String front() {
    List<Trial> front = new ArrayList<>(ParetoSet.of(history).front());
    if (front.isEmpty()) {
      return "";
    }
    front.sort(history.spec().objective()::compare);
    List<String> columns = new ArrayList<>(List.of("trial"));
    goals().forEach(goal -> columns.add(goal.toString()));
    history.spec().space().params().forEach(param -> columns.add(param.name()));
    List<List<Object>> rows = new ArrayList<>();
    for (Trial trial : front) {
      List<Object> row = new ArrayList<>(List.of(trial.number()));
      goals().forEach(goal -> row.add(goal.value(trial.state().metrics()).getAsDouble()));
      history
          .spec()
          .space()
          .params()
          .forEach(param -> row.add(trial.point().find(param.name()).orElse(null)));
      rows.add(row);
    }
    boolean feasible = history.spec().objective().violation(front.get(0).state().metrics()) == 0;
    return (feasible
            ? "<h2>Pareto front: "
                + front.size()
                + " trials that no other beats in every goal</h2>\n"
            : "<h2>No trial is feasible; these violate least</h2>\n")
        + HtmlPage.table(new ResultTable(columns, rows));
  }

  private static List<Object> row(String name, Object value) {
    return List.of(name, value);
  }

  private ResultTable referenceTable() {
    Metric metric = goals().get(0).weights().keySet().iterator().next();
    List<List<Object>> rows = new ArrayList<>();
    for (Reference reference : references) {
      reference.metrics().value(metric).ifPresent(value -> rows.add(row(reference.name(), value)));
    }
    return new ResultTable(List.of(words.kind(), metric.name()), rows);
  }

  private ResultTable studyTable() {
    StudySpec spec = history.spec();
    List<List<Object>> rows = new ArrayList<>();
    spec.settings().forEach((name, value) -> rows.add(row(name, value)));
    rows.add(row("sampler", spec.sampler()));
    rows.add(row("pruner", spec.pruner()));
    rows.add(row("seed", spec.seed()));
    for (Param<?> param : spec.space().params()) {
      rows.add(row(param.name(), param.range()));
    }
    return new ResultTable(List.of("", "value"), rows);
  }

  private boolean isBeyond(Trial trial) {
    return trial.state() instanceof TrialState.Completed
        && goals().stream()
            .map(goal -> goal.value(trial.state().metrics()))
            .anyMatch(value -> value.isPresent() && !Axis.shows(value.getAsDouble(), false));
  }

  /** All plots that the study's trials allow. */
  List<Figure> plots() {
    List<Figure> plots = new ArrayList<>();
    List<Trial> completed =
        history.trials().stream()
            .filter(trial -> trial.state() instanceof TrialState.Completed)
            .toList();
    if (completed.isEmpty()) {
      return plots;
    }
    if (goals().size() > 1) {
      plots.add(hypervolume());
      for (int a = 0; a < goals().size(); a++) {
        for (int b = a + 1; b < goals().size(); b++) {
          plots.add(tradeOff(goals().get(b), goals().get(a), completed));
        }
      }
    } else {
      plots.add(optimisation(completed));
      tradeOff
          .filter(pair -> completed.stream().allMatch(trial -> hasBoth(trial, pair)))
          .ifPresent(pair -> plots.add(frontier(pair, completed)));
    }
    for (Param<?> param : history.spec().space().params()) {
      for (Goal goal : param.fixed() ? List.<Goal>of() : goals()) {
        plots.add(slice(param, goal, completed));
      }
    }
    return plots;
  }

  private static boolean hasBoth(Trial trial, TradeOff pair) {
    return metric(trial, pair.across()).isPresent() && metric(trial, pair.up()).isPresent();
  }

  private static OptionalDouble metric(Trial trial, Metric metric) {
    return trial.state().metrics().value(metric);
  }

  private Figure optimisation(List<Trial> completed) {
    Objective objective = history.spec().objective();
    List<Mark.Point> feasible = new ArrayList<>();
    List<Mark.Point> infeasible = new ArrayList<>();
    List<Mark.Point> best = new ArrayList<>();
    Trial leader = null;
    for (Trial trial : completed) {
      double value = objective.value(trial.state().metrics()).orElse(Double.NaN);
      boolean holds = objective.violation(trial.state().metrics()) == 0;
      (holds ? feasible : infeasible).add(new Mark.Point(trial.number(), value, note(trial)));
      if (holds && (leader == null || objective.compare(trial, leader) < 0)) {
        leader = trial;
        best.add(new Mark.Point(trial.number(), value, ""));
      }
    }
    double[] values =
        completed.stream()
            .mapToDouble(trial -> objective.value(trial.state().metrics()).orElse(Double.NaN))
            .toArray();
    double[] numbers = completed.stream().mapToDouble(Trial::number).toArray();
    Goal goal = objective.goals().get(0);
    return new Figure(
        "Objective by trial",
        Axis.around("trial", numbers, false),
        Axis.around(goal.toString(), values, false),
        List.of(
            new Series("trial", Mark.DOT, feasible),
            new Series("breaks the constraint", Mark.CROSS, infeasible),
            new Series("best", Mark.STEPS, best)));
  }

  private Figure hypervolume() {
    HypervolumeHistory curve = HypervolumeHistory.of(history);
    List<Mark.Point> points = new ArrayList<>();
    for (int told = 1; told <= curve.afterEachTell().size(); told++) {
      points.add(new Mark.Point(told, curve.afterEachTell().get(told - 1), ""));
    }
    List<String> corner = new ArrayList<>();
    curve.reference().forEach(value -> corner.add(ResultTable.shortened(value)));
    return new Figure(
        "Hypervolume of the front",
        Axis.around("trials told", points.stream().mapToDouble(Mark.Point::x).toArray(), false),
        Axis.around(
            "hypervolume up to (" + String.join(", ", corner) + ")",
            points.stream().mapToDouble(Mark.Point::y).toArray(),
            false),
        List.of(new Series("front", Mark.STEPS, points)));
  }

  /** All trials by two of the goals, and those on the front of all goals. */
  private Figure tradeOff(Goal across, Goal up, List<Trial> completed) {
    Objective objective = history.spec().objective();
    List<Mark.Point> feasible = new ArrayList<>();
    List<Mark.Point> infeasible = new ArrayList<>();
    List<Mark.Point> front = new ArrayList<>();
    List<Trial> best = ParetoSet.of(history).front();
    double[] places = new double[completed.size()];
    double[] heights = new double[completed.size()];
    for (int k = 0; k < places.length; k++) {
      Trial trial = completed.get(k);
      places[k] = across.value(trial.state().metrics()).orElse(Double.NaN);
      heights[k] = up.value(trial.state().metrics()).orElse(Double.NaN);
      boolean holds = objective.violation(trial.state().metrics()) == 0;
      List<Mark.Point> kind = holds ? best.contains(trial) ? front : feasible : infeasible;
      kind.add(new Mark.Point(places[k], heights[k], note(trial)));
    }
    return new Figure(
        "Pareto front",
        Axis.around(across.toString(), places, spansDecades(places)),
        Axis.around(up.toString(), heights, false),
        List.of(
            new Series("trial", Mark.DOT, feasible),
            new Series("breaks the constraint", Mark.CROSS, infeasible),
            new Series("front", Mark.STAR, front)));
  }

  private Figure frontier(TradeOff pair, List<Trial> completed) {
    List<Mark.Point> points = new ArrayList<>();
    double[] places = new double[completed.size()];
    List<Double> heights = new ArrayList<>();
    for (int k = 0; k < places.length; k++) {
      Trial trial = completed.get(k);
      places[k] = metric(trial, pair.across()).getAsDouble();
      double height = metric(trial, pair.up()).getAsDouble();
      heights.add(height);
      points.add(new Mark.Point(places[k], height, note(trial)));
    }
    double least = heights.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    // A reference far below all trials would only squeeze them together.
    Map<Double, List<String>> levels = new TreeMap<>();
    for (Reference reference : references) {
      reference
          .metrics()
          .value(pair.up())
          .ifPresent(
              level -> {
                if (level >= 0.8 * least) {
                  levels.computeIfAbsent(level, unused -> new ArrayList<>()).add(reference.name());
                }
              });
    }
    heights.addAll(levels.keySet());
    List<Series> series = new ArrayList<>();
    series.add(new Series("trial", Mark.DOT, points));
    // Among the others, it stands where its own measure puts it.
    best.map(named -> history.trial(named.number()))
        .ifPresent(
            named ->
                series.add(
                    new Series(
                        "best",
                        Mark.STAR,
                        List.of(
                            new Mark.Point(
                                metric(named, pair.across()).orElse(Double.NaN),
                                metric(named, pair.up()).orElse(Double.NaN),
                                note(named))))));
    levels.forEach(
        (level, names) ->
            series.add(
                new Series(
                    String.join(", ", names), Mark.LEVEL, List.of(new Mark.Point(0, level, "")))));
    return new Figure(
        pair.title(),
        Axis.around(pair.acrossLabel(), places, spansDecades(places)),
        Axis.around(
            pair.up().name(), heights.stream().mapToDouble(Double::doubleValue).toArray(), false),
        series);
  }

  private static boolean spansDecades(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double value : values) {
      if (!(value > 0)) {
        return false;
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high > 20 * low;
  }

  private Figure slice(Param<?> param, Goal goal, List<Trial> completed) {
    int index = history.spec().space().params().indexOf(param);
    List<Mark.Point> points = new ArrayList<>();
    for (Trial trial : completed) {
      double at = trial.point().number(index);
      double value = goal.value(trial.state().metrics()).orElse(Double.NaN);
      points.add(new Mark.Point(at, value, note(trial)));
    }
    double[] places = points.stream().mapToDouble(Mark.Point::x).toArray();
    double[] values = points.stream().mapToDouble(Mark.Point::y).toArray();
    boolean logarithmic =
        (param instanceof FloatParam real && real.scale() == Scale.LOG)
            || (param instanceof IntParam whole && whole.scale() == Scale.LOG);
    String label = param.name();
    if (param instanceof CategoricalParam category) {
      List<String> choices = new ArrayList<>();
      for (int k = 0; k < category.choices().size(); k++) {
        choices.add(k + " = " + category.choices().get(k));
      }
      label += " (" + String.join(", ", choices) + ")";
    }
    return new Figure(
        param.name(),
        Axis.around(label, places, logarithmic),
        Axis.around(goals().size() > 1 ? goal.toString() : "objective", values, false),
        List.of(new Series("trial", Mark.DOT, points)));
  }

  private static String note(Trial trial) {
    StringBuilder note = new StringBuilder("trial " + trial.number());
    for (Map.Entry<Metric, Double> value : trial.state().metrics().asMap().entrySet()) {
      note.append(", ")
          .append(value.getKey())
          .append(' ')
          .append(SweepConsole.number(value.getValue()));
    }
    return note.toString();
  }
}
