package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a study's best trials. */
@Command(
    name = "best",
    mixinStandardHelpOptions = true,
    description = "Show the best trials of a study: objective, metrics and parameters.",
    footer = {"", "Example:", "  sweepstake best studies/first --top 5"})
final class BestCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "1",
      description = "How many trials to show (default: 1).")
  private int top;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    AtLeast.check("top", top, 1);
    History history = StudyView.of(directory).history();
    List<Trial> best = Ranking.best(history, top);
    if (best.isEmpty()) {
      throw new IOException(directory + ": no trial has completed yet");
    }
    format.print(table(history, best), spec.commandLine().getOut());
    return 0;
  }

  private ResultTable table(History history, List<Trial> trials) {
    List<String> columns = new ArrayList<>(List.of("number", "objective", "feasible"));
    history.spec().metrics().forEach(metric -> columns.add(metric.name()));
    history.spec().space().params().forEach(param -> columns.add("params_" + param.name()));
    List<List<Object>> rows = new ArrayList<>();
    for (Trial trial : trials) {
      List<Object> row = new ArrayList<>();
      var objective = history.spec().objective();
      var metrics = trial.state().metrics();
      row.add(trial.number());
      row.add(objective.value(metrics).getAsDouble());
      row.add(objective.violation(metrics) == 0);
      history
          .spec()
          .metrics()
          .forEach(
              metric -> {
                var value = metrics.value(metric);
                row.add(value.isPresent() ? value.getAsDouble() : null);
              });
      history
          .spec()
          .space()
          .params()
          .forEach(param -> row.add(trial.point().find(param.name()).orElse(null)));
      rows.add(row);
    }
    ResultTable table = new ResultTable(columns, rows);
    return format.isTable() ? table.transposed() : table;
  }
}
