package io.sweepstake.jobs.run;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.analysis.ParetoSet;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialColumn;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/** Completed trials in the order of merit. */
public final class Ranking {
  private Ranking() {}

  /**
   * The best completed trials, feasible ones first, at most so many; with several goals by Pareto
   * ranks, well spread.
   */
  public static List<Trial> best(History history, int count) {
    if (severalGoals(history)) {
      return ParetoSet.of(history).best(history.spec().objective(), count);
    }
    return history.finished().stream()
        .filter(trial -> trial.state() instanceof TrialState.Completed)
        .sorted(history.spec().objective()::compare)
        .limit(count)
        .toList();
  }

  /** Whether no one trial can be the best. */
  public static boolean severalGoals(History history) {
    return history.spec().objective().goals().size() > 1;
  }

  /** Trials as rows: number, objective or the value of each goal, feasibility, metrics, params. */
  public static ResultTable table(History history, List<Trial> trials) {
    return table(history, trials, history.spec().metrics());
  }

  /** The same with some of the metrics. */
  public static ResultTable table(History history, List<Trial> trials, Collection<Metric> metrics) {
    StudySpec spec = history.spec();
    List<Goal> goals = spec.objective().goals();
    List<String> columns = new ArrayList<>(List.of(TrialColumn.NUMBER.name()));
    for (int k = 0; k < goals.size(); k++) {
      columns.add(goals.size() == 1 ? TrialColumn.OBJECTIVE.name() : TrialColumn.GOALS + k);
    }
    columns.add("feasible");
    metrics.forEach(metric -> columns.add(metric.name()));
    spec.space().params().forEach(param -> columns.add(TrialColumn.PARAMS + param.name()));
    List<List<Object>> rows = new ArrayList<>();
    for (Trial trial : trials) {
      Metrics values = trial.state().metrics();
      List<Object> row = new ArrayList<>(List.of(trial.number()));
      goals.forEach(goal -> row.add(cell(goal.value(values))));
      row.add(spec.objective().violation(values) == 0);
      metrics.forEach(metric -> row.add(cell(values.value(metric))));
      spec.space()
          .params()
          .forEach(param -> row.add(trial.point().find(param.name()).orElse(null)));
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }

  private static Object cell(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
