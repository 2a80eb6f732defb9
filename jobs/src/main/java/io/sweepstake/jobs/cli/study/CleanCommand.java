package io.sweepstake.jobs.cli.study;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.AtLeast;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.config.ShellWord;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.report.Bytes;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.run.UnfinishedRun;
import io.sweepstake.jobs.upkeep.Leftovers;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Frees what nothing needs of a study. */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "List what a study holds that nothing needs, and with --yes delete it.",
      "",
      "That is what trials left that are not among the best (nor on the front, the default, or the"
          + " one that is named), checkpoints that no trial goes on from, and files that were never"
          + " finished. All tables stay: trials can be queried, reported and resumed as before."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake clean studies/first",
      "  sweepstake clean studies/first --keep 20 --yes"
    })
public final class CleanCommand implements Subcommand {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Option(
      names = "--keep",
      paramLabel = "K",
      defaultValue = "10",
      description = "How many of the best trials keep what they left (default: 10).")
  private int keep;

  @Option(names = "--yes", description = "Delete what is listed.")
  private boolean yes;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    AtLeast.check("keep", keep, 1);
    PrintWriter err = spec.commandLine().getErr();
    StudyView study = StudyView.of(directory, err::println);
    if (new UnfinishedRun(new StudyFolder(directory)).exists()) {
      throw new IOException(
          directory
              + ": has a run that did not come to its report, which may need any of its files; go on"
              + " with: sweepstake resume "
              + ShellWord.of(directory));
    }
    Leftovers listed = Leftovers.of(study, keep);
    print(listed);
    if (!yes) {
      err.println(sizes(listed, "could be freed") + "; nothing was deleted, --yes does");
      return 0;
    }
    try (ParquetTrialStore store =
        ParquetTrialStore.open(new Path(directory), new Configuration(), err::println)) {
      Leftovers.of(StudyView.of(directory), keep).free(store);
    }
    err.println(sizes(listed, "were freed"));
    return 0;
  }

  private String sizes(Leftovers listed, String what) {
    return Bytes.of(listed.bytes())
        + " in "
        + Counted.of(listed.files().size(), "file")
        + " "
        + what
        + ", "
        + Bytes.of(listed.kept())
        + " are needed";
  }

  private void print(Leftovers listed) {
    List<List<Object>> rows = new ArrayList<>();
    for (Leftovers.Leftover file : listed.files()) {
      rows.add(List.of(file.path(), file.bytes(), file.kind().name().toLowerCase(Locale.ROOT)));
    }
    format.print(
        new ResultTable(List.of("file", "bytes", "what"), rows), spec.commandLine().getOut());
  }
}
