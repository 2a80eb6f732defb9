package io.sweepstake.jobs.cli.sql;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.config.Home;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.spark.QueriedStudy;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.jobs.spark.StudyQuery;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A shell over studies. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Ask studies in Spark SQL, one statement after another.",
      "",
      "On a terminal a statement goes on until its semicolon; Tab completes views, columns and"
          + " functions, arrows fetch what was typed before, 'help' says what there is; 'exit',"
          + " 'quit' or Ctrl-D ends, a mistake does not. What is piped in is answered statement by"
          + " statement; the first that is wrong ends it.",
      "",
      "The views are those of 'query'. Of several studies each begins with a column, study.",
      "'SHOW VIEWS;' lists them, and 'DESCRIBE trials;' the columns, which docs/columns.md"
          + " explains."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake sql studies/first",
      "  sweepstake sql studies/first studies/wide",
      "  echo 'SELECT study, max(objective) FROM trials GROUP BY study' | sweepstake sql studies/*"
    })
public final class SqlCommand implements Subcommand {
  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "DIR",
      description = "The directories of studies.")
  private List<String> directories;

  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<QueriedStudy> studies = new ArrayList<>();
    for (String directory : directories) {
      if (studies.stream().anyMatch(study -> study.directory().equals(directory))) {
        throw new IllegalArgumentException("sql: studies must be different, two are " + directory);
      }
      studies.add(StudyView.of(directory, err::println).queried());
    }
    boolean interactive = System.console() != null;
    List<String> piped = interactive ? List.of() : piped(System.in);
    if (!interactive && piped.isEmpty()) {
      return 0;
    }
    if (!interactive && studies.size() == 1) {
      for (String statement : piped) {
        SparkWorkers.read(studies.get(0), statement);
      }
    }
    try (SparkWorkers workers = spark.open(Runtime.getRuntime().availableProcessors())) {
      StudyQuery query = workers.query(studies);
      if (interactive) {
        shell(query);
      } else {
        for (String statement : piped) {
          format.print(query.answer(statement), out);
        }
      }
    }
    return 0;
  }

  private static List<String> piped(InputStream in) throws IOException {
    return Statements.all(new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  private void shell(StudyQuery query) throws IOException {
    Path history = SqlShell.history(System.getenv("XDG_STATE_HOME"), Home.directory());
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      PrintWriter out = terminal.writer();
      SqlCompleter completer =
          new SqlCompleter(
              () -> {
                try {
                  return query.columns();
                } catch (IOException unreadable) {
                  throw new UncheckedIOException(unreadable);
                }
              },
              query.functions());
      new SqlShell(terminal, completer, history)
          .run(
              new SqlShell.Answers() {
                @Override
                public void answer(String sql) throws IOException {
                  format.print(query.answer(sql), out);
                }

                @Override
                public Collection<String> views() throws IOException {
                  return query.columns().keySet();
                }

                @Override
                public void cancel() {
                  query.cancel();
                }
              });
    }
  }
}
