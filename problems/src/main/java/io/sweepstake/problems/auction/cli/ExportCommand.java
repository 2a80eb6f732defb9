package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.dl4j.NativeLibrary;
import io.sweepstake.core.dl4j.ProgramGraph;
import io.sweepstake.core.dl4j.onnx.OnnxAuction;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.export.Build;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.jobs.report.LiveConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes trained networks in others' formats. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write a trained auction for other programs, by how the file's name ends.",
      "",
      ".onnx: bids in, allocation and payments out, for any ONNX runtime, from nearly all families; bids",
      "  beyond what a network was trained on count as the nearest inside. What 'apply' adds is not",
      "  in it: chances and payments that are exactly feasible, and draws.",
      "",
      "Anything else: the zip of a DL4J ComputationGraph, of families that are networks; its input",
      "  is 'reports', [profile][bidder x item], its outputs are 'allocation' and 'payments'.",
      "  'sweepstake evaluate FILE.zip' measures it again."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake export studies/first --to best.onnx",
      "  sweepstake export studies/first --trial 5 --to trial-5.zip",
      "  sweepstake export mine.network --to mine.onnx"
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

  @Mixin private SettingOptions chosen;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    OutputPlace.requireNew("--to", to);
    LiveConsole console = LiveConsole.ofThisProcess(spec.commandLine().getErr());
    boolean onnx = to.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    // What is truthful by its making is no network, which a graph of DL4J is.
    NetworkBytes.Found found =
        onnx
            ? NetworkBytes.auction(target, trial, console::print)
            : NetworkBytes.found(target, trial);
    byte[] bytes = onnx ? onnx(found) : zip(found.network());
    WholeFile.create(to, bytes);
    NetworkFile network = found.network();
    console.print(
        network.family()
            + " "
            + network.architecture()
            + " of "
            + network.setting()
            + (onnx ? " as an ONNX model: " : " as a DL4J graph: ")
            + to.toAbsolutePath());
    return 0;
  }

  private byte[] onnx(NetworkBytes.Found found) throws IOException {
    Setting setting = NetworkBytes.setting(target, found.network(), chosen.given());
    Map<String, String> notes = new TreeMap<>(found.origin());
    notes.put("version", Build.current().version());
    notes.put("commit", Build.current().commit());
    return OnnxAuction.toBytes(setting, found.network(), notes);
  }

  private byte[] zip(NetworkFile network) throws IOException {
    if (chosen.given().isPresent()) {
      throw new IllegalArgumentException(
          "--setting: is for an .onnx, which has bids' bounds in it, but --to is " + to);
    }
    NativeLibrary.require();
    byte[] bytes = ProgramGraph.of(network).toBytes();
    if (!ProgramGraph.fromBytes(bytes).network().equals(network)) {
      throw new IOException(to + ": the network that was written is not the one that reads back");
    }
    return bytes;
  }
}
