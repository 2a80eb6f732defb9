package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** What chosen trials measured on their way: the best, the default, and one that ended early. */
final class CurvePanel implements Panel {
  private static final int TRIALS = 6;
  private static final int METRICS = 6;

  /** Of a curve: more points than a figure has pixels for. */
  private static final int POINTS = 200;

  private final String steps;

  /**
   * @param steps what the steps of a trial are called
   */
  CurvePanel(String steps) {
    this.steps = steps;
  }

  @Override
  public List<Figure> figures(Search search) {
    List<Trial> chosen = chosen(search);
    Set<Metric> metrics = new LinkedHashSet<>();
    for (Trial trial : chosen) {
      trial.curve().forEach(each -> metrics.addAll(each.metrics().asMap().keySet()));
    }
    List<Figure> figures = new ArrayList<>();
    for (Metric metric : metrics.stream().sorted(this::first).limit(METRICS).toList()) {
      List<Layer> layers = new ArrayList<>();
      List<Double> steps = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (Trial trial : chosen) {
        Series series = series(search, trial, metric);
        series.points().forEach(point -> steps.add(point.x()));
        series.points().forEach(point -> values.add(point.y()));
        layers.add(series);
      }
      double[] heights = values.stream().mapToDouble(Double::doubleValue).toArray();
      // Of what is truthful by its making regret is 0 throughout: nothing to see.
      if (heights.length > 1 && Arrays.stream(heights).anyMatch(height -> height != 0)) {
        figures.add(
            new Figure(
                "curve-" + Figure.named(metric.name()),
                metric.name().replace('_', ' '),
                "",
                Axis.around(
                    this.steps, steps.stream().mapToDouble(Double::doubleValue).toArray(), false),
                Axis.around(metric.name().replace('_', ' '), heights, Search.spansDecades(heights)),
                layers));
      }
    }
    return figures;
  }

  /** Revenue before regret before its price. */
  private int first(Metric a, Metric b) {
    return Integer.compare(rank(a), rank(b));
  }

  private static int rank(Metric metric) {
    String name = metric.name();
    return name.endsWith("revenue") ? 0 : name.endsWith("regret") ? 1 : 2;
  }

  private static List<Trial> chosen(Search search) {
    Set<Trial> chosen = new LinkedHashSet<>();
    search.best().ifPresent(chosen::add);
    search.standard().ifPresent(chosen::add);
    search.completed().stream()
        .sorted(search.objective()::compare)
        .limit(TRIALS - 1)
        .forEach(chosen::add);
    List<Trial> some = new ArrayList<>(chosen.stream().filter(CurvePanel::measured).toList());
    some.subList(Math.min(TRIALS - 1, some.size()), some.size()).clear();
    search.history().trials().stream()
        .filter(trial -> !(trial.state() instanceof TrialState.Completed))
        .filter(CurvePanel::measured)
        .reduce((earlier, later) -> later)
        .ifPresent(some::add);
    return some;
  }

  private static boolean measured(Trial trial) {
    return trial.curve().size() > 1;
  }

  private static Series series(Search search, Trial trial, Metric metric) {
    List<Mark.Point> points = new ArrayList<>();
    int every = trial.curve().size() / POINTS + 1;
    for (int k = 0; k < trial.curve().size(); k += every) {
      Measurement measurement = trial.curve().get(k);
      measurement
          .metrics()
          .value(metric)
          .ifPresent(value -> points.add(new Mark.Point(measurement.step(), value, "")));
    }
    return new Series("trial " + trial.number() + kind(search, trial), Mark.CURVE, points);
  }

  /** What it is beside its number, in brackets; also of the best and the default how they ended. */
  private static String kind(Search search, Trial trial) {
    StringJoiner kind = new StringJoiner(", ", " (", ")").setEmptyValue("");
    if (search.isBest(trial)) {
      kind.add("best");
    } else if (search.standard().filter(trial::equals).isPresent()) {
      kind.add("the default");
    }
    if (!(trial.state() instanceof TrialState.Completed)) {
      kind.add(Outcome.of(search, trial).words());
    } else if (!search.keeps(trial)) {
      kind.add("breaks the constraint");
    }
    return kind.toString();
  }
}
