package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The empirical distribution of the objective: which share of the trials has at most a value. */
final class DistributionPanel implements Panel {
  @Override
  public List<Figure> figures(Search search) {
    List<Trial> completed = search.completed();
    if (completed.size() < 2) {
      return List.of();
    }
    List<Figure> figures = new ArrayList<>();
    for (Goal goal : search.goals()) {
      double[] all = sorted(completed, goal, trial -> true);
      Axis across = Search.robust(Search.label(goal), all);
      List<Layer> layers = new ArrayList<>();
      double[] kept = sorted(completed, goal, search::keeps);
      if (kept.length < all.length) {
        layers.add(steps("keep the constraint", kept));
        layers.add(steps("break it", sorted(completed, goal, trial -> !search.keeps(trial))));
      }
      layers.add(steps("all trials", all));
      search
          .standard()
          .ifPresent(
              trial ->
                  layers.add(
                      new Series(
                          "the default",
                          Mark.DASHES,
                          List.of(
                              new Mark.Point(Search.value(goal, trial), -0.02, ""),
                              new Mark.Point(Search.value(goal, trial), 1.05, "")))));
      figures.add(
          new Figure(
              "distribution-" + Figure.named(Search.label(goal)),
              "Distribution",
              "Which share of the completed trials has at most a value." + Search.off(across, all),
              across,
              new Axis("share of trials", -0.02, 1.05, false),
              layers));
    }
    return figures;
  }

  private static double[] sorted(List<Trial> trials, Goal goal, Predicate<Trial> which) {
    double[] values =
        trials.stream()
            .filter(which)
            .mapToDouble(trial -> Search.value(goal, trial))
            .filter(value -> Axis.shows(value, false))
            .toArray();
    Arrays.sort(values);
    return values;
  }

  private static Series steps(String name, double[] sorted) {
    List<Mark.Point> points = new ArrayList<>();
    for (int k = 0; k < sorted.length; k++) {
      points.add(new Mark.Point(sorted[k], (k + 1.0) / sorted.length, ""));
    }
    return new Series(name, Mark.STEPS, points);
  }
}
