package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.List;

/** The objective against one parameter at a time. */
final class SlicePanel implements Panel {
  @Override
  public List<Figure> figures(Search search) {
    List<Trial> completed = search.completed();
    List<Figure> figures = new ArrayList<>();
    if (completed.isEmpty()) {
      return figures;
    }
    search
        .searched()
        .forEach(
            (index, param) -> {
              for (Goal goal : search.goals()) {
                double[] values =
                    completed.stream().mapToDouble(t -> Search.value(goal, t)).toArray();
                Axis up = Search.robust(Search.label(goal), values);
                List<Layer> layers =
                    new ArrayList<>(
                        search.marks(
                            completed,
                            trial -> trial.point().number(index),
                            trial -> Search.value(goal, trial)));
                layers.addAll(search.pruned(trial -> trial.point().number(index), up));
                figures.add(
                    new Figure(
                        "slice-" + Figure.named(param.name() + " " + Search.label(goal)),
                        param.name(),
                        Search.off(up, values).strip(),
                        Search.axis(param),
                        up,
                        layers));
              }
            });
    return figures;
  }
}
