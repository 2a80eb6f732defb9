package io.sweepstake.cluster.cli;

import io.sweepstake.jobs.cli.Subcommand;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the launcher does itself, before there is a Java: told here for the help. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Copy this program with all its jars to a place of its own, and put it on the path.",
      "The copy needs neither the clone nor Maven. Installed again, it is replaced; how to uninstall",
      "it is said at the end."
    },
    footer = {
      "",
      "Examples:",
      "  ./sweepstake install",
      "  sudo ./sweepstake install --prefix /usr/local"
    })
public final class InstallCommand implements Subcommand {
  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      description =
          "Where its bin/sweepstake and lib/sweepstake are to be (default: .local in the home"
              + " directory).")
  private Path prefix;

  @Override
  public Integer call() {
    throw new IllegalArgumentException(
        "install"
            + (prefix == null ? "" : " --prefix " + prefix)
            + ": is the launcher's, ./sweepstake in a clone; this program was started in another"
            + " way");
  }
}
