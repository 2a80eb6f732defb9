package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.run.Import;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.transfer.ForeignTrial;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
      "outside this study's range, or was another one than this study holds fixed."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake import studies/second --from studies/first",
      "  sweepstake import studies/second --from optuna.csv",
      "  sweepstake import studies/second --from optuna.journal"
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The directory of the study to fill.")
  private String directory;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR|FILE",
      description =
          "Another study, its trials.csv, Optuna's trials_dataframe() or its journal; repeatable.")
  private List<String> sources;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    StudyDefinition definition =
        StudyDefinition.of(
            StudyView.of(directory, spec.commandLine().getErr()::println).history().spec());
    Import importing = new Import(definition, directory);
    Map<String, List<ForeignTrial>> trials = importing.all(sources);
    try (ParquetTrialStore store =
        ParquetTrialStore.open(
            new Path(directory), new Configuration(), spec.commandLine().getErr()::println)) {
      Study study = new Study(store, definition.sampler(), InstantSource.system());
      for (Map.Entry<String, List<ForeignTrial>> source : trials.entrySet()) {
        RunConsole.lines(source.getKey(), importing.into(study, source.getValue()))
            .forEach(spec.commandLine().getErr()::println);
      }
    }
    return 0;
  }
}
