package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.analysis.HypervolumeHistory;
import io.sweepstake.sweeps.analysis.ParetoSet;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TradeOff;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What pulls against each other: several goals with their front, or the problem's two metrics with
 * what is known without learning.
 */
final class TradeOffPanel implements Panel {
  @Override
  public List<Figure> figures(Search search) {
    List<Figure> figures = new ArrayList<>();
    List<Trial> completed = search.completed();
    if (completed.isEmpty()) {
      return figures;
    }
    if (search.goals().size() > 1) {
      figures.add(hypervolume(search));
      for (int a = 0; a < search.goals().size(); a++) {
        for (int b = a + 1; b < search.goals().size(); b++) {
          figures.add(goals(search, search.goals().get(b), search.goals().get(a), completed));
        }
      }
      return figures;
    }
    search
        .tradeOff()
        .filter(
            pair ->
                completed.stream()
                    .allMatch(
                        trial ->
                            trial.state().metrics().value(pair.across()).isPresent()
                                && trial.state().metrics().value(pair.up()).isPresent()))
        .ifPresent(pair -> figures.add(metrics(search, pair, completed)));
    return figures;
  }

  private static Figure hypervolume(Search search) {
    HypervolumeHistory curve = HypervolumeHistory.of(search.history());
    List<Mark.Point> points = new ArrayList<>();
    int size = curve.afterEachTell().size();
    for (int told = 1; told <= size; told += size / Search.MOST + 1) {
      points.add(new Mark.Point(told, curve.afterEachTell().get(told - 1), ""));
    }
    List<String> corner = new ArrayList<>();
    curve.reference().forEach(value -> corner.add(Axis.text(value)));
    return new Figure(
        "hypervolume",
        "Hypervolume of the front",
        "What the front dominates up to (" + String.join(", ", corner) + ").",
        Axis.around("trials told", points.stream().mapToDouble(Mark.Point::x).toArray(), false),
        Axis.around("hypervolume", points.stream().mapToDouble(Mark.Point::y).toArray(), false),
        List.of(new Series("front", Mark.STEPS, points)));
  }

  /** All trials by two of the goals, and those on the front of all goals. */
  private static Figure goals(Search search, Goal across, Goal up, List<Trial> completed) {
    List<Trial> best = ParetoSet.of(search.history()).front();
    List<Mark.Point> feasible = new ArrayList<>();
    List<Mark.Point> infeasible = new ArrayList<>();
    List<Mark.Point> front = new ArrayList<>();
    double[] places = completed.stream().mapToDouble(t -> Search.value(across, t)).toArray();
    double[] heights = completed.stream().mapToDouble(t -> Search.value(up, t)).toArray();
    for (int k = 0; k < places.length; k++) {
      Trial trial = completed.get(k);
      List<Mark.Point> kind =
          search.keeps(trial) ? best.contains(trial) ? front : feasible : infeasible;
      kind.add(new Mark.Point(places[k], heights[k], search.note(trial)));
    }
    front.sort(Comparator.comparingDouble(Mark.Point::x));
    return new Figure(
        "front-" + Figure.named(Search.label(across) + " " + Search.label(up)),
        "Pareto front",
        "Trials on the front are beaten by no other in every goal.",
        Axis.around(across.toString(), places, Search.spansDecades(places)),
        Axis.around(up.toString(), heights, false),
        List.of(
            new Series("trial", Mark.DOT, feasible),
            new Series("breaks a constraint", Mark.CROSS, infeasible),
            new Series("front", Mark.LINE, front)));
  }

  /** The level at which a line is there already, but for rounding; or itself. */
  private static double shared(double level, Set<Double> there) {
    double near = Math.abs(level) * 1e-5;
    return there.stream().filter(one -> Math.abs(one - level) <= near).findFirst().orElse(level);
  }

  private static Figure metrics(Search search, TradeOff pair, List<Trial> completed) {
    double[] places = completed.stream().mapToDouble(t -> Search.value(pair.across(), t)).toArray();
    double[] values = completed.stream().mapToDouble(t -> Search.value(pair.up(), t)).toArray();
    Axis around = Search.robust(pair.up().name(), values);
    // A level far from every trial would press them together, and is named in the caption.
    double reach = 1.5 * (around.high() - around.low());
    List<String> away = new ArrayList<>();
    Map<Double, List<String>> levels = new LinkedHashMap<>();
    for (Reference reference : search.references()) {
      reference
          .metrics()
          .value(pair.up())
          .ifPresent(
              level -> {
                if (level > around.low() - reach && level < around.high() + reach) {
                  levels
                      .computeIfAbsent(shared(level, levels.keySet()), any -> new ArrayList<>())
                      .add(reference.name());
                } else {
                  away.add(reference.name() + " " + Search.number(level));
                }
              });
    }
    Axis up =
        Search.robust(
            pair.up().name(),
            values,
            levels.keySet().stream().mapToDouble(Double::doubleValue).toArray());
    Axis across = Axis.around(pair.acrossLabel(), places, Search.spansDecades(places));
    List<Layer> layers = new ArrayList<>();
    layers.addAll(
        search.marks(
            completed,
            trial -> Search.value(pair.across(), trial),
            trial -> Search.value(pair.up(), trial)));
    layers.add(new Series("front", Mark.STEPS, front(pair, completed)));
    for (Constraint constraint : search.objective().constraints()) {
      if (constraint.metric().equals(pair.across())) {
        layers.add(
            new Series(
                constraint.toString(),
                Mark.DASHES,
                List.of(
                    new Mark.Point(constraint.bound(), up.low(), ""),
                    new Mark.Point(constraint.bound(), up.high(), ""))));
      }
    }
    levels.forEach((level, names) -> layers.add(Series.level(String.join(", ", names), level)));
    return new Figure(
        "trade-off",
        pair.title(),
        "By the trials' own measure; the line joins those that no other beats in both."
            + (away.isEmpty() ? "" : " Far off: " + String.join(", ", away) + ".")
            + Search.off(up, values),
        across,
        up,
        layers);
  }

  /** Those with more than all that have less across: less is better there, and more upwards. */
  private static List<Mark.Point> front(TradeOff pair, List<Trial> completed) {
    List<Mark.Point> front = new ArrayList<>();
    double most = Double.NEGATIVE_INFINITY;
    for (Trial trial :
        completed.stream()
            .sorted(Comparator.comparingDouble(t -> Search.value(pair.across(), t)))
            .toList()) {
      double value = Search.value(pair.up(), trial);
      if (value > most) {
        most = value;
        front.add(new Mark.Point(Search.value(pair.across(), trial), value, ""));
      }
    }
    return front;
  }
}
