package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.ConsoleOptions;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.problems.auction.reproduction.Reproduction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Does the published experiments again. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train the published experiments, judge them by the strong attack, and write a page that shows",
      "them beside the literature. What has a result is not trained again; a training that was",
      "stopped goes on from its checkpoint of the last minute."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake reproduce --preset quick",
      "  sweepstake reproduce --preset full --only VI,VII,VIII --out my-results.md",
      "  sweepstake reproduce --preset full --only 2x2,rochetnet"
    })
public final class ReproduceCommand implements Subcommand {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      description =
          "quick: everything once and short, minutes; full: what is compared with the literature,"
              + " hours (default: quick).")
  private String preset;

  @Option(
      names = "--only",
      paramLabel = "WORDS",
      split = ",",
      description =
          "Train only these experiments: their number in the literature (VI), size (2x2), setting or"
              + " family.")
  private List<String> only = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the page is written (default: results.md in the directory of results).")
  private Path out;

  @Option(
      names = "--results",
      paramLabel = "DIRECTORY",
      defaultValue = "studies/reproduction",
      description =
          "Where results are kept as Parquet, with networks and checkpoints (default:"
              + " studies/reproduction).")
  private Path results;

  @Mixin private ConsoleOptions telling;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Reproduction reproduction = Reproduction.of(preset, only, results);
    Path page = out == null ? results.resolve("results.md") : out;
    if (Files.isDirectory(page)) {
      throw new IllegalArgumentException("--out: must be a file, was the directory " + page);
    }
    Telling told = telling.open(spec.commandLine().getErr());
    LiveConsole console = told.console();
    if (!told.quiet()) {
      Engine engine = Engines.best(Device.CPU);
      reproduction
          .time(plan -> TriedTraining.pace(plan, engine, false))
          .ifPresent(
              all ->
                  console.print(
                      "to expect: about "
                          + ExpectedCost.about(all)
                          + " of a core like one here, one training after the other; judging them"
                          + " comes on top"));
    }
    reproduction.run(console, text -> write(page, text));
    spec.commandLine().getOut().println("page: " + page.toAbsolutePath());
    spec.commandLine().getOut().println("results: " + results.resolve("results").toAbsolutePath());
    return 0;
  }

  private static void write(Path page, String text) throws IOException {
    Path file = page.toAbsolutePath();
    Files.createDirectories(file.getParent());
    WholeFile.write(file, text);
  }
}
