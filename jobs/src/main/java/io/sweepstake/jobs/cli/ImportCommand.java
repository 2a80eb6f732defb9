package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.config.ShellWord;
import io.sweepstake.jobs.run.Import;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.transfer.ForeignTrial;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes over the trials of other studies. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Take over the trials of other studies, of CSV files or of Optuna's journals, into a study.",
      "They keep their values, are never run, and tell the sampler where it is good; --trials does",
      "not count them. Parameters are matched by name. A trial is left out, and it is said why,"
          + " when a value is",
      "outside this study's range, or was another one than this study holds fixed.",
      "",
      "With --remove trials that came from somewhere count for nothing any more, as if they had not"
          + " been",
      "imported; what was asked for while they counted stays. Imported again they are new trials."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake import studies/second --from studies/first",
      "  sweepstake import studies/second --from optuna.csv",
      "  sweepstake import studies/second --from optuna.journal",
      "  sweepstake import studies/second --remove optuna.csv"
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The directory of the study to fill.")
  private String directory;

  @ArgGroup(multiplicity = "1")
  private Sources sources;

  /** Where trials come from, or came from. */
  private static final class Sources {
    @Option(
        names = "--from",
        required = true,
        paramLabel = "DIR|FILE",
        description =
            "Another study, its trials.csv, Optuna's trials_dataframe() or its journal; repeatable.")
    private List<String> from;

    @Option(
        names = "--remove",
        required = true,
        paramLabel = "DIR|FILE",
        description =
            "Remove what was imported from there, which need not exist any more; repeatable.")
    private List<String> removed;
  }

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path path = new Path(directory);
    if (sources.from != null && !path.getFileSystem(new Configuration()).exists(path)) {
      throw new IllegalArgumentException(
          directory
              + ": there is no such study to fill; one that begins with these trials is swept by:"
              + " sweepstake sweep --study "
              + ShellWord.of(directory)
              + " --import "
              + ShellWord.of(sources.from.get(0))
              + " and what it is of, such as --setting");
    }
    StudyDefinition definition =
        StudyDefinition.of(
            StudyView.of(directory, spec.commandLine().getErr()::println).history().spec());
    Import importing = new Import(definition, directory);
    if (sources.removed != null) {
      remove(importing);
    } else {
      take(importing, definition);
    }
    return 0;
  }

  private void remove(Import importing) throws IOException {
    importing
        .remove(sources.removed, spec.commandLine().getErr()::println)
        .forEach(
            (source, numbers) ->
                spec.commandLine()
                    .getErr()
                    .println("removed " + Counted.of(numbers.size(), "trial") + " from " + source));
  }

  private void take(Import importing, StudyDefinition definition) throws IOException {
    Map<String, List<ForeignTrial>> trials = importing.all(sources.from);
    try (ParquetTrialStore store =
        ParquetTrialStore.open(
            new Path(directory), new Configuration(), spec.commandLine().getErr()::println)) {
      Study study = new Study(store, definition.sampler(), InstantSource.system());
      for (Map.Entry<String, List<ForeignTrial>> source : trials.entrySet()) {
        RunConsole.lines(source.getKey(), importing.into(study, source.getValue()))
            .forEach(spec.commandLine().getErr()::println);
      }
    }
  }
}
