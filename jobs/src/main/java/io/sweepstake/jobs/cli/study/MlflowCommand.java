package io.sweepstake.jobs.cli.study;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.event.WebHook;
import io.sweepstake.jobs.mlflow.MlflowServer;
import io.sweepstake.jobs.mlflow.MlflowStudy;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands a study to an MLflow server. */
@Command(
    name = "mlflow",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Send a study to an MLflow server: an experiment, with a run for each trial that has ended.",
      "",
      "Parameters, metrics by step, state and provenance are the run's own. Trials that are there",
      "already are left alone: what was interrupted, or came later, is sent by the same command.",
      "'sweep --mlflow URI' does so while it runs. Names and tokens are MLflow's own variables, such",
      "as MLFLOW_TRACKING_TOKEN."
    },
    footer = {"", "Examples:", "  sweepstake mlflow studies/first --to http://127.0.0.1:5000"})
public final class MlflowCommand implements Subcommand {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URI",
      description = "The server's http or https address.")
  private String to;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "The experiment (default: the study's name).")
  private String experiment;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    MlflowServer server = new MlflowServer(WebHook.address("--to", to), System.getenv());
    PrintWriter err = spec.commandLine().getErr();
    History history = StudyView.of(directory, err::println).history();
    List<Trial> ended =
        history.trials().stream().filter(trial -> trial.finished() && !trial.removed()).toList();
    String name = experiment == null ? history.spec().name() : experiment;
    LiveConsole console = LiveConsole.ofThisProcess(err);
    MlflowStudy study = MlflowStudy.open(server, history.spec(), name);
    int sent = 0;
    for (Trial trial : ended) {
      console.show("sending trial " + trial.number());
      sent += study.send(trial) ? 1 : 0;
    }
    console.clear();
    console.print(
        "%d of %s sent%s, to the experiment %s of %s"
            .formatted(
                sent,
                Counted.of(ended.size(), "trial"),
                sent == ended.size() ? "" : ", the others were there",
                name,
                server));
    return 0;
  }
}
