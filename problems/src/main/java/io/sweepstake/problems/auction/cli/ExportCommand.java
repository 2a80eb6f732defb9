package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.dl4j.NativeLibrary;
import io.sweepstake.core.dl4j.ProgramGraph;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.report.LiveConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes trained networks in DL4J's format. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write a trained network as the zip of a DL4J ComputationGraph, which any DL4J program loads:",
      "its input is 'reports', [profile][bidder x item], its outputs are 'allocation' and 'payments'.",
      "'sweepstake evaluate FILE.zip' measures it again."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake export studies/first --to best.zip",
      "  sweepstake export studies/first --trial 5 --to trial-5.zip",
      "  sweepstake export mine.network --to mine.zip"
    })
public final class ExportCommand implements Subcommand {
  @Parameters(
      index = "0",
      paramLabel = "STUDY_OR_NETWORK",
      description = "A study's directory, or a network's file.")
  private String target;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description = "Which of the study's trials (default: the best).")
  private Integer trial;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "Where to write it; a file that does not exist yet.")
  private Path to;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    NewFile.require("--to", to);
    NetworkFile network = NetworkBytes.of(target, trial);
    NativeLibrary.require();
    byte[] bytes = ProgramGraph.of(network).toBytes();
    if (!ProgramGraph.fromBytes(bytes).network().equals(network)) {
      throw new IOException(to + ": the network that was written is not the one that reads back");
    }
    Files.write(to, bytes, StandardOpenOption.CREATE_NEW);
    LiveConsole.ofThisProcess(spec.commandLine().getErr())
        .print(
            network.family()
                + " "
                + network.architecture()
                + " of "
                + network.setting()
                + " as a DL4J graph: "
                + to.toAbsolutePath());
    return 0;
  }
}
