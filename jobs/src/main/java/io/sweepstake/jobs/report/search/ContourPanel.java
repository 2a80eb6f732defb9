package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.analysis.Fanova;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The objective over two parameters: those that matter most, pair by pair. Between trials it is
 * their mean, the near ones weighing more (Nadaraya and Watson's, with a Gaussian kernel): a
 * picture of what was seen, no model that one could search by.
 */
final class ContourPanel implements Panel {
  private static final int CELLS = 28;
  private static final int PARAMS = 3;
  private static final int FEWEST = 8;

  /** Of the kernel, where both parameters' ranges have length 1. */
  private static final double WIDTH = 0.09;

  @Override
  public List<Figure> figures(Search search) {
    List<Trial> completed = search.completed();
    List<Figure> figures = new ArrayList<>();
    if (completed.size() < FEWEST || search.goals().size() > 1) {
      return figures;
    }
    List<Integer> chosen = mostImportant(search);
    for (int a = 0; a < chosen.size(); a++) {
      for (int b = a + 1; b < chosen.size(); b++) {
        figures.add(contour(search, completed, chosen.get(a), chosen.get(b)));
      }
    }
    return figures;
  }

  private static List<Integer> mostImportant(Search search) {
    Map<Integer, Param<?>> searched = search.searched();
    List<Integer> numeric = new ArrayList<>();
    for (String name : new Fanova().of(search.history(), search.goal()).raw().keySet()) {
      searched.forEach(
          (index, param) -> {
            if (param.name().equals(name) && !(param instanceof CategoricalParam)) {
              numeric.add(index);
            }
          });
    }
    return numeric.subList(0, Math.min(PARAMS, numeric.size()));
  }

  private static Figure contour(Search search, List<Trial> completed, int across, int up) {
    Goal goal = search.goal();
    List<Param<?>> params = search.history().spec().space().params();
    Axis x = Search.axis(params.get(across));
    Axis y = Search.axis(params.get(up));
    double[] values = completed.stream().mapToDouble(t -> Search.value(goal, t)).toArray();
    Axis range = Search.robust("", values);
    double[][] cells = new double[CELLS][CELLS];
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        double weights = 0;
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
          Trial trial = completed.get(k);
          double dx = x.position(trial.point().number(across)) - (column + 0.5) / CELLS;
          double dy = y.position(trial.point().number(up)) - (row + 0.5) / CELLS;
          double weight = Math.exp(-(dx * dx + dy * dy) / (2 * WIDTH * WIDTH));
          if (range.position(values[k]) >= 0 && range.position(values[k]) <= 1 && weight > 0) {
            weights += weight;
            sum += weight * values[k];
          }
        }
        cells[row][column] = weights > 1e-9 ? sum / weights : Double.NaN;
      }
    }
    List<Layer> layers = new ArrayList<>();
    layers.add(Cells.spanning(Search.label(goal), x.low(), x.high(), y.low(), y.high(), cells));
    layers.addAll(
        search.marks(
            completed, trial -> trial.point().number(across), trial -> trial.point().number(up)));
    return new Figure(
        "contour-" + Figure.named(params.get(across).name() + " " + params.get(up).name()),
        params.get(up).name() + " over " + params.get(across).name(),
        "Between trials, a mean of the near ones; blank where none is near.",
        x,
        y,
        layers);
  }
}
