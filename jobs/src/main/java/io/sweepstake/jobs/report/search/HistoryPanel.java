package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The objective, trial by trial, with the best so far and what the default has. */
final class HistoryPanel implements Panel {
  @Override
  public List<Figure> figures(Search search) {
    List<Trial> completed = search.completed();
    if (completed.isEmpty() || search.goals().size() > 1) {
      return List.of();
    }
    Goal goal = search.goal();
    List<Mark.Point> best = new ArrayList<>();
    Trial leader = null;
    // As they were told: what was the best is what people saw.
    for (Trial trial : completed.stream().sorted(Comparator.comparingInt(Trial::number)).toList()) {
      if (search.keeps(trial)
          && (leader == null || search.objective().compare(trial, leader) < 0)) {
        leader = trial;
        best.add(new Mark.Point(trial.number(), Search.value(goal, trial), ""));
      }
    }
    Optional<Trial> standard = search.standard();
    double[] values = completed.stream().mapToDouble(t -> Search.value(goal, t)).toArray();
    Axis up =
        Search.robust(
            Search.label(goal),
            values,
            leader == null ? new double[0] : new double[] {Search.value(goal, leader)});
    List<Layer> layers =
        new ArrayList<>(search.marks(completed, Trial::number, trial -> Search.value(goal, trial)));
    layers.addAll(search.pruned(Trial::number, up));
    layers.add(new Series("best so far", Mark.STEPS, best));
    standard.ifPresent(trial -> layers.add(Series.level("the default", Search.value(goal, trial))));
    return List.of(
        new Figure(
            "history",
            "Objective by trial",
            gain(goal, standard, leader) + Search.off(up, values),
            Axis.around(
                    "trial",
                    Stream.concat(completed.stream(), search.pruned().stream())
                        .mapToDouble(Trial::number)
                        .toArray(),
                    false)
                .ofWholeNumbers(),
            up,
            layers));
  }

  private static String gain(Goal goal, Optional<Trial> standard, Trial leader) {
    if (standard.isEmpty() || leader == null) {
      return "Each trial's own measure, and the best that keeps the constraints so far.";
    }
    double from = Search.value(goal, standard.get());
    double to = Search.value(goal, leader);
    return standard.get().number() == leader.number()
        ? "By the trials' own measure none is better than the default, " + Search.number(from) + "."
        : "By the trials' own measure the search gained "
            + Search.number(Math.abs(to - from))
            + " over the default, "
            + Search.number(from)
            + ".";
  }
}
