package io.sweepstake.jobs.cli.option;

import io.sweepstake.jobs.event.Telling;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command tells what happens that runs the trials of studies, maybe for days. */
public class RunOptions {
  @Mixin private ConsoleOptions console;

  @Option(
      names = "--notify",
      paramLabel = "URL",
      description =
          "Post JSON to this http or https address when a trial is the best so far, and at the end.")
  private String notify;

  /**
   * Opens what was asked for.
   *
   * @throws IllegalArgumentException naming the option and what is wrong with it
   */
  public Telling open(PrintWriter err) {
    return console.open(err, notify);
  }
}
