package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Strands;
import io.sweepstake.sweeps.figure.Texts;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Every trial as a line across all parameters, the best the darkest. */
final class ParallelPanel implements Panel {
  /** Of so many parameters the numbers at both ends stand clear of each other. */
  private static final int ENDS_LEGIBLE = 9;

  @Override
  public List<Figure> figures(Search search) {
    Map<Integer, Param<?>> searched = search.searched();
    List<Trial> trials = new ArrayList<>(search.completed());
    if (searched.size() < 2 || trials.size() < 2) {
      return List.of();
    }
    List<Figure> figures = new ArrayList<>();
    for (Goal goal : search.goals()) {
      double[] values = trials.stream().mapToDouble(t -> Search.value(goal, t)).toArray();
      Axis range = Search.robust("", values);
      double worst = goal.loss(1) < 0 ? range.low() : range.high();
      double best = goal.loss(1) < 0 ? range.high() : range.low();
      List<Strands.Strand> strands = new ArrayList<>();
      trials.sort(Collections.reverseOrder(search.objective()::compare));
      for (Trial trial : trials) {
        double[] unit = trial.point().encode();
        List<Double> heights = new ArrayList<>();
        searched.keySet().forEach(k -> heights.add(unit[k]));
        double value = Search.value(goal, trial);
        if (!Double.isNaN(value)) {
          // The scale runs from the worst to the best, whichever is the larger number.
          strands.add(
              new Strands.Strand(
                  heights,
                  worst < best ? value : -value,
                  !search.keeps(trial),
                  search.note(trial)));
        }
      }
      figures.add(
          new Figure(
              "parallel-" + Figure.named(Search.label(goal)),
              "All parameters at once",
              "A line is a trial, the better the darker; dashed ones break a constraint.",
              Axis.of("", searched.values().stream().map(p -> (String) p.name()).toList()),
              new Axis("from low to high", -0.09, 1.09, false),
              List.of(
                  new Strands(
                      Search.label(goal),
                      strands,
                      worst < best ? worst : -worst,
                      worst < best ? best : -best),
                  ends(searched))));
    }
    return figures;
  }

  /** What is lowest and highest of each, where that can be read. */
  private static Texts ends(Map<Integer, Param<?>> searched) {
    List<Texts.Text> texts = new ArrayList<>();
    if (searched.size() > ENDS_LEGIBLE) {
      return new Texts(texts);
    }
    int at = 0;
    for (Param<?> param : searched.values()) {
      texts.add(new Texts.Text(at, -0.05, end(param, false)));
      texts.add(new Texts.Text(at, 1.05, end(param, true)));
      at++;
    }
    return new Texts(texts);
  }

  private static String end(Param<?> param, boolean high) {
    if (param instanceof CategoricalParam choice) {
      return choice.choices().get(high ? choice.choices().size() - 1 : 0);
    }
    if (param instanceof FloatParam real) {
      return Axis.text(high ? real.high() : real.low());
    }
    IntParam whole = (IntParam) param;
    return Axis.text(high ? whole.high() : whole.low());
  }
}
