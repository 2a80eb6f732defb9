package io.sweepstake.jobs.cli.option;

import io.sweepstake.jobs.event.EventSink;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.event.WebHook;
import io.sweepstake.jobs.mlflow.MlflowServer;
import io.sweepstake.jobs.mlflow.MlflowTracking;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;

/** How a command tells what happens whose trials become those of studies. */
public final class TrialRunOptions extends RunOptions {
  @Option(
      names = "--mlflow",
      paramLabel = "URI",
      description =
          "Also send each trial that ends to this MLflow server, as a run of the experiment that is"
              + " called as the study.")
  private String mlflow;

  @Override
  public Telling open(PrintWriter err) {
    if (mlflow == null) {
      return super.open(err);
    }
    URI address = WebHook.address("--mlflow", mlflow);
    Telling telling = super.open(err);
    MlflowTracking tracking =
        new MlflowTracking(
            new MlflowServer(address, System.getenv()), telling.console()::important);
    return new Telling(
        telling.console(),
        EventSink.all(List.of(telling.events(), tracking)),
        telling.trials(),
        telling.quiet(),
        () -> {
          tracking.close();
          telling.close();
        });
  }
}
