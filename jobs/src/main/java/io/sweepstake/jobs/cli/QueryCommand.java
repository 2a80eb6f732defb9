package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.spark.QueriedStudy;
import io.sweepstake.jobs.spark.SparkWorkers;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a study in SQL. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Ask a study in Spark SQL.",
      "Its views:",
      "  trials        one row per finished trial: number, state, objective, params_*, metrics,"
          + " ...",
      "  measurements  what trials measured on their way: trial, step, metrics",
      "  decisions     what the pruner made of finished trials: decision, trial, step, action,",
      "                value, partner, reason",
      "  evaluations   what came of judging the best trials anew, if they were",
      "  retrainings   means and standard deviations of points that 'retrain' ran again",
      "  runs          when the study ran, how many trials, and why it stopped",
      "  best_trial    the row of the trial that the last report names, before one of the",
      "                best feasible trial, by the first goal; none where none is feasible",
      "  pareto        the rows of the Pareto front",
      "  history       number, state, objective, best_objective so far",
      "'DESCRIBE trials' lists the columns."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake query studies/first 'SELECT state, count(*) FROM trials GROUP BY state'"
    })
final class QueryCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Parameters(
      index = "1",
      paramLabel = "SQL",
      description = "A query of these views, by functions of their values alone.")
  private String sql;

  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SparkWorkers.read(sql);
    QueriedStudy study = StudyView.of(directory, spec.commandLine().getErr()::println).queried();
    SparkWorkers.read(study, sql);
    ResultTable answer;
    try (SparkWorkers workers = spark.open(Runtime.getRuntime().availableProcessors())) {
      answer = workers.query(List.of(study)).answer(sql);
    }
    format.print(answer, spec.commandLine().getOut());
    return 0;
  }
}
