package io.sweepstake.jobs.cli.study;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.watch.WatchServer;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows studies while they run. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Follow studies while they run, from a second terminal.",
      "",
      "A page on 127.0.0.1 that changes as they do, /metrics for Prometheus and /api as JSON. Ends"
          + " with Ctrl-C; the studies notice nothing."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake watch studies/first",
      "  sweepstake watch studies/tpe studies/random --port 9090"
    })
public final class WatchCommand implements Subcommand {
  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "DIR",
      description = "The studies' directories.")
  private List<String> directories;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8437",
      description = "Where to listen; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("--port: must be from 0 to 65535, was " + port);
    }
    for (String directory : directories) {
      StudyView unused = StudyView.of(directory);
    }
    try (WatchServer server = WatchServer.of(directories, port)) {
      spec.commandLine().getErr().println("watching at " + server.address());
      server.await();
    }
    return 0;
  }
}
