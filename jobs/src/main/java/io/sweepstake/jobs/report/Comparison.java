package io.sweepstake.jobs.report;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/** Several studies of one objective beside each other. */
public final class Comparison {
  private final List<Compared> studies;
  private final Objective objective;

  /**
   * A study to be compared.
   *
   * @param name by which it is told from the others
   * @param best the trial that it names, as it was judged; empty before one has completed
   * @param gained what its search has gained, in a line, if it has been judged
   */
  public record Compared(
      String name, History history, Optional<Trial> best, Optional<String> gained) {}

  /**
   * @param studies at least two
   * @throws IllegalArgumentException naming two that have different objectives, or several goals
   */
  public Comparison(List<Compared> studies) {
    if (studies.size() < 2) {
      throw new IllegalArgumentException(
          "comparison: needs at least two studies, had " + studies.size());
    }
    this.studies = List.copyOf(studies);
    objective = studies.get(0).history().spec().objective();
    for (Compared study : studies) {
      Objective other = study.history().spec().objective();
      if (!other.equals(objective)) {
        throw new IllegalArgumentException(
            "comparison: studies must have one objective; "
                + studies.get(0).name()
                + " is to "
                + objective
                + ", "
                + study.name()
                + " to "
                + other);
      }
    }
    if (objective.goals().size() > 1) {
      throw new IllegalArgumentException(
          "comparison: studies must have one goal, had " + objective.goals());
    }
  }

  /** What each has come to, in the order given. */
  public ResultTable table() {
    List<String> columns = new ArrayList<>(List.of("study", "trials", "failed", "best"));
    objective.metrics().forEach(metric -> columns.add(metric.name()));
    columns.addAll(List.of("kept", "sampler", "pruner", "seed"));
    List<List<Object>> rows = new ArrayList<>();
    for (Compared study : studies) {
      List<Object> row = new ArrayList<>();
      row.add(study.name());
      row.add(study.history().told());
      row.add(study.history().failedCount());
      row.add(study.best().map(Trial::number).orElse(null));
      for (Metric metric : objective.metrics()) {
        row.add(
            study.best().isPresent()
                    && study.best().get().state().metrics().value(metric).isPresent()
                ? study.best().get().state().metrics().value(metric).getAsDouble()
                : null);
      }
      row.add(study.best().map(trial -> keeps(trial) ? "yes" : "no").orElse(null));
      row.add(study.history().spec().sampler().toString());
      row.add(study.history().spec().pruner().toString());
      row.add(String.valueOf(study.history().spec().seed()));
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }

  /** How each came there. */
  public List<Figure> figures() {
    return List.of(
        progress("trials told", "By trials", (study, trial) -> trial.tellIndex() + 1.0),
        progress("seconds since its first trial began", "By time", Comparison::elapsed),
        distribution());
  }

  /** Both as a page. */
  public String html() {
    StringBuilder page = new StringBuilder(HtmlPage.liveBegun("Studies compared"));
    page.append(HtmlPage.dim("Objective: " + objective + "."));
    page.append(HtmlPage.table(table()));
    studies.forEach(
        study ->
            study
                .gained()
                .ifPresent(line -> page.append(HtmlPage.dim(study.name() + ": " + line))));
    page.append(HtmlPage.heading("How they came there")).append(HtmlPage.livePlots(figures()));
    return page.append(HtmlPage.liveEnd()).toString();
  }

  private boolean keeps(Trial trial) {
    return objective.violation(trial.state().metrics()) == 0;
  }

  private Goal goal() {
    return objective.goals().get(0);
  }

  private double value(Trial trial) {
    return goal().value(trial.state().metrics()).orElse(Double.NaN);
  }

  /** The best that keeps the constraints so far. */
  private Figure progress(String label, String title, ToDoubleBiFunction<Compared, Trial> across) {
    List<Layer> layers = new ArrayList<>();
    List<Double> places = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    for (Compared study : studies) {
      List<Mark.Point> points = new ArrayList<>();
      Trial leader = null;
      for (Trial trial : study.history().finished()) {
        places.add(across.applyAsDouble(study, trial));
        if (trial.state() instanceof TrialState.Completed
            && keeps(trial)
            && (leader == null || objective.compare(trial, leader) < 0)) {
          leader = trial;
          points.add(
              new Mark.Point(across.applyAsDouble(study, trial), value(trial), study.name()));
          heights.add(value(trial));
        }
      }
      layers.add(new Series(study.name(), Mark.STEPS, points));
    }
    return new Figure(
        "best-" + Figure.named(title),
        title,
        "The best so far that keeps the constraints, by the trials' own measure.",
        Axis.around(label, array(places), false),
        Axis.around(label(), array(heights), false),
        layers);
  }

  private static double elapsed(Compared study, Trial trial) {
    Instant first =
        study.history().trials().stream()
            .filter(each -> !each.removed())
            .map(each -> each.timing().started())
            .filter(started -> started != null)
            .min(Instant::compareTo)
            .orElse(trial.timing().asked());
    Instant end = trial.timing().finished();
    return end == null ? 0 : Math.max(0, Duration.between(first, end).toMillis() / 1e3);
  }

  private Figure distribution() {
    List<Layer> layers = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (Compared study : studies) {
      double[] values =
          study.history().trials().stream()
              .filter(trial -> trial.state() instanceof TrialState.Completed)
              .filter(this::keeps)
              .mapToDouble(this::value)
              .filter(value -> Axis.shows(value, false))
              .sorted()
              .toArray();
      List<Mark.Point> points = new ArrayList<>();
      for (int k = 0; k < values.length; k++) {
        points.add(new Mark.Point(values[k], (k + 1.0) / values.length, ""));
      }
      Arrays.stream(values).forEach(all::add);
      layers.add(new Series(study.name(), Mark.STEPS, points));
    }
    return new Figure(
        "distribution",
        "Distribution",
        "Which share of the trials that keep the constraints has at most a value.",
        Axis.around(label(), array(all), false),
        new Axis("share of trials", -0.02, 1.05, false),
        layers);
  }

  private String label() {
    return goal().toString().replaceFirst("^(maximize|minimize) ", "");
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
