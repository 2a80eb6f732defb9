package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.config.ObjectiveSyntax;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.analysis.Fanova;
import io.sweepstake.sweeps.analysis.Importances;
import io.sweepstake.sweeps.analysis.ParamImportance;
import io.sweepstake.sweeps.analysis.PedAnova;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says which parameters mattered. */
@Command(
    name = "importance",
    mixinStandardHelpOptions = true,
    description = {
      "Show how much each parameter of a study mattered, as shares that add up to 1.",
      "  ped-anova  to get among the best tenth of the trials; also with several goals",
      "  fanova     for the variance of a value over the whole search space",
      "Failed and pruned trials do not count. The column raw is in the method's own unit."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake importance studies/first",
      "  sweepstake importance studies/first --method fanova --format csv"
    })
final class ImportanceCommand implements Callable<Integer> {
  private static final int FEWEST = 10;

  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "ped-anova",
      description = "ped-anova or fanova (default: ped-anova).")
  private String method;

  @Option(
      names = "--target",
      paramLabel = "TEXT",
      description = {
        "A metric, or a goal such as 'minimize loss' (default: the study's objective). A "
            + "metric alone is made small, or large where the study's objective wants it large."
      })
  private String target;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ParamImportance importance = method();
    History history = StudyView.of(directory, spec.commandLine().getErr()::println).history();
    if (history.completedCount() == 0) {
      throw new IOException(directory + ": no trial has completed yet");
    }
    Importances found =
        target == null ? importance.of(history) : importance.of(history, goal(history));
    List<List<Object>> rows = new ArrayList<>();
    found.shares().forEach((name, share) -> rows.add(List.of(name, share, found.raw().get(name))));
    format.print(
        new ResultTable(List.of("param", "importance", "raw"), rows), spec.commandLine().getOut());
    if (found.leftOut() > 0) {
      spec.commandLine()
          .getErr()
          .println(
              found.leftOut()
                  + (found.leftOut() == 1 ? " trial was" : " trials were")
                  + " left out: without a value, or with one that stands for an infinity");
    }
    if (found.trials() < FEWEST) {
      spec.commandLine()
          .getErr()
          .println("too few have a value to tell: only " + Counted.of(found.trials(), "trial"));
    }
    return 0;
  }

  private ParamImportance method() {
    return switch (method) {
      case "ped-anova" -> new PedAnova();
      case "fanova" -> new Fanova();
      default ->
          throw new ParameterException(
              spec.commandLine(), "--method: must be ped-anova or fanova, was " + method);
    };
  }

  private Goal goal(History history) {
    List<String> metrics = history.spec().metrics().stream().map(Metric::name).toList();
    if (metrics.contains(target)) {
      Metric metric = Metric.of(target);
      return wantedLarge(history.spec().objective(), metric)
          ? Goal.maximize(metric)
          : Goal.minimize(metric);
    }
    return ObjectiveSyntax.parse(target, metrics).goals().get(0);
  }

  private static boolean wantedLarge(Objective objective, Metric metric) {
    for (Goal goal : objective.goals()) {
      Double weight = goal.weights().get(metric);
      if (weight != null) {
        return weight > 0 == (goal.direction() == Goal.Direction.MAXIMIZE);
      }
    }
    return objective.constraints().stream()
        .anyMatch(c -> c.metric().equals(metric) && c.side() == Constraint.Side.AT_LEAST);
  }
}
