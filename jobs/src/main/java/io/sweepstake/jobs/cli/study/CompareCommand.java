package io.sweepstake.jobs.cli.study;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.jobs.report.Comparison;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.run.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets studies of one objective beside each other. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Set studies of one objective beside each other.",
      "",
      "What each has come to is a row: the trial that it names, as it was judged, else the best by"
          + " the trials' own measure. With --out it is also a page, which shows how each came"
          + " there, by trials and by time."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake compare studies/first studies/second",
      "  sweepstake compare studies/tpe studies/random --out compared.html"
    })
public final class CompareCommand implements Subcommand {
  @Parameters(
      index = "0..*",
      arity = "2..*",
      paramLabel = "DIR",
      description = "The studies' directories.")
  private List<String> directories;

  @Option(names = "--out", paramLabel = "FILE", description = "Also write a page, here.")
  private Path out;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    OutputPlace.requireFile("--out", out);
    for (String directory : directories) {
      if (Collections.frequency(directories, directory) > 1) {
        throw new IllegalArgumentException(
            "compare: studies must be different, two are " + directory);
      }
    }
    List<Comparison.Compared> studies = new ArrayList<>();
    for (String directory : directories) {
      StudyView study = StudyView.of(directory, err::println);
      studies.add(
          new Comparison.Compared(
              directory,
              study.history(),
              study.best(1).stream().findFirst(),
              study.verdict().map(Verdict::gained)));
    }
    Comparison comparison = new Comparison(studies);
    format.print(comparison.table(), spec.commandLine().getOut());
    if (out != null) {
      WholeFile.write(out, comparison.html());
      err.println("comparison: " + out);
    }
    return 0;
  }
}
