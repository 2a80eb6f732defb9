package io.sweepstake.jobs.report;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Every trial of a study as a row: what it tried, what came of it, what it took. */
final class TrialTable {
  /** Of a page that should open at once; all of them are in {@code trials.csv}. */
  private static final int MOST = 2000;

  private final History history;
  private final Objective objective;

  TrialTable(History history) {
    this.history = history;
    objective = history.spec().objective();
  }

  String caption() {
    return (history.size() > MOST
            ? "The last " + MOST + " of " + history.size() + "; trials.csv has all. "
            : "")
        + "A click on a heading sorts. In the column state, broken is a trial that completed and"
        + " breaks a constraint.";
  }

  ResultTable table() {
    Set<Metric> metrics = new LinkedHashSet<>(objective.metrics());
    List<String> columns = new ArrayList<>(List.of("trial", "state"));
    boolean sum = objective.goals().stream().anyMatch(goal -> goal.weights().size() > 1);
    if (sum) {
      objective.goals().forEach(goal -> columns.add(goal.toString()));
    }
    metrics.forEach(metric -> columns.add(metric.name()));
    List<Param<?>> params = history.spec().space().params();
    params.forEach(param -> columns.add(param.name()));
    columns.addAll(List.of("seconds", "proposed by", "host"));
    List<List<Object>> rows = new ArrayList<>();
    for (Trial trial :
        history.trials().subList(Math.max(0, history.size() - MOST), history.size())) {
      List<Object> row = new ArrayList<>(List.of(trial.number(), state(trial)));
      if (sum) {
        for (Goal goal : objective.goals()) {
          row.add(boxed(goal.value(trial.state().metrics())));
        }
      }
      metrics.forEach(metric -> row.add(boxed(trial.state().metrics().value(metric))));
      params.forEach(param -> row.add(trial.point().find(param.name()).orElse(null)));
      row.add(
          trial
              .timing()
              .duration()
              .map(took -> String.format(Locale.ROOT, "%.1f", took.toMillis() / 1e3))
              .orElse(null));
      row.add(trial.ask().source());
      row.add(trial.provenance().attributes().get("host"));
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }

  private static Double boxed(java.util.OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private String state(Trial trial) {
    if (trial.state() instanceof TrialState.Completed completed
        && objective.violation(completed.metrics()) > 0) {
      return "broken";
    }
    return trial.state().label().toLowerCase(Locale.ROOT);
  }
}
