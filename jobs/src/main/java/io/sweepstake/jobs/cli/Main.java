package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.ProblemExamples;
import io.sweepstake.jobs.cli.option.ProblemOptions;
import io.sweepstake.sweeps.problem.ProblemKinds;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program: {@code sweepstake COMMAND …}.
 *
 * <p>Results go to standard output, progress and errors to standard error. The exit code is 0 on
 * success, 2 when the command line itself is wrong, 1 on any other failure.
 */
@Command(
    name = "sweepstake",
    description = "Hyper-parameter sweeps on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SweepCommand.class,
      ResumeCommand.class,
      GridCommand.class,
      QueryCommand.class,
      BestCommand.class,
      ParetoCommand.class,
      ImportanceCommand.class,
      ParamsCommand.class,
      PrunersCommand.class,
      SamplersCommand.class,
      SettingsCommand.class,
      ImportCommand.class,
      ReplayCommand.class,
    },
    footer = {"", "Examples:", "  sweepstake sweep -f study.yaml", "  sweepstake help sweep"})
public final class Main implements Runnable {
  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show the whole stack trace of an error.")
  private boolean stackTrace;

  @Option(
      names = Plugins.OPTION,
      scope = ScopeType.INHERIT,
      paramLabel = "JAR",
      description = "A jar with problems of its own; repeatable.")
  private List<String> plugins = List.of();

  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] arguments) {
    StandardError.restore();
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code;
    try (Interruption unused = Interruption.ofWhatSaysNothing(err)) {
      code = run(out, err, arguments);
      out.flush();
    }
    if (output.lost()) {
      err.println("sweepstake: " + output.reason());
      code = Math.max(code, 1);
    }
    err.flush();
    // In Spark's deploy mode cluster, leaving through exit would count as a failure.
    if (code != 0 || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      System.exit(code);
    }
  }

  /** Runs one command line and returns its exit code; never throws. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Main main = new Main();
    ErrorBoundary boundary = new ErrorBoundary(() -> main.stackTrace);
    try {
      Plugins.load(arguments);
    } catch (IllegalArgumentException missing) {
      return boundary.handleEarly(missing, err, arguments);
    }
    try {
      return commands(main, boundary).setOut(out).setErr(err).execute(arguments);
    } catch (OutOfMemoryError
        | StackOverflowError
        | LinkageError
        | ServiceConfigurationError fatal) {
      return boundary.handleError(fatal, err, arguments);
    } catch (CommandLine.InitializationException wrapped) {
      Throwable cause = wrapped;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof ServiceConfigurationError broken) {
        return boundary.handleError(broken, err, arguments);
      }
      throw wrapped;
    }
  }

  /** Every command with its options, as this program understands them. */
  public static CommandLine commands() {
    return commands(new Main(), new ErrorBoundary(() -> false));
  }

  private static CommandLine commands(Main main, ErrorBoundary boundary) {
    CommandLine commands = new CommandLine(main);
    ServiceLoader.load(Subcommand.class).forEach(commands::addSubcommand);
    commands.addSubcommand(new HelpCommand());
    ProblemOptions.declare(commands);
    ProblemExamples.add(commands, ProblemKinds.all());
    Sentences.complete(commands);
    return commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(32)
        .setAbbreviatedOptionsAllowed(false)
        .setExecutionStrategy(GivenPlaces::checked)
        .setParameterExceptionHandler(boundary)
        .setExecutionExceptionHandler(boundary);
  }

  @Override
  public void run() {
    List<String> names = new ArrayList<>(spec.subcommands().keySet());
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given; choose one of " + String.join(", ", names));
  }
}
