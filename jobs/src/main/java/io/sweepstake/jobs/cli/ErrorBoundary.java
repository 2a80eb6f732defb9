package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.ConsoleOptions;
import io.sweepstake.jobs.config.Suggestion;
import io.sweepstake.jobs.event.Event;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The one place where errors become words: a single line that names the thing, the rule and the
 * value, without a stack trace unless asked for.
 */
final class ErrorBoundary implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final Pattern CHOICE =
      Pattern.compile(
          "Invalid value for option '([^']+)': expected one of \\[([^\\]]+)\\]"
              + " \\(case-insensitive\\) but was '(.*)'");
  private static final Pattern TWICE =
      Pattern.compile("option '(--[a-z-]+)' .*should be specified only once");

  /** How several of what an option takes one of are said. */
  private static final Map<String, String> SEVERAL =
      Map.of(
          "--objective", "several goals are one text, such as 'maximize gain, minimize loss'",
          "--setting", "several are swept by 'sweepstake grid --settings'");

  private static final Pattern EXCLUSIVE =
      Pattern.compile("Error: (.*) are mutually exclusive.*", Pattern.DOTALL);
  private static final Pattern UNKNOWN_TOPIC = Pattern.compile("Unknown subcommand '(.*)'\\.");
  private static final int LONGEST = 4000; // characters of a message, which may repeat a value
  private static final int USAGE = 2;
  private static final int FAILURE = 1;

  private final BooleanSupplier traced;

  /**
   * @param traced whether stack traces were asked for, once the command line is parsed
   */
  ErrorBoundary(BooleanSupplier traced) {
    this.traced = traced;
  }

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    String message =
        error instanceof UnmatchedArgumentException unmatched
            ? unmatched(command, unmatched)
            : topic(command, error.getMessage());
    List<String> words = List.of(arguments);
    String help = " (see '" + command.getCommandSpec().qualifiedName() + " --help')";
    String line = TypedName.in(plain(message), command.getCommandSpec(), words) + help;
    if (wantsJson(words)) {
      command.getErr().println(Event.error(oneLine(line)).json(Instant.now()));
    } else {
      print(command.getErr(), line, words.contains("--stacktrace") ? error : null);
    }
    return USAGE;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    if (!Interruption.underWay()) {
      String line = TypedName.in(message(error), command.getCommandSpec(), parsed.originalArgs());
      if (wantsJson(parsed)) {
        command.getErr().println(Event.error(oneLine(line)).json(Instant.now()));
      } else {
        print(command.getErr(), line, traced.getAsBoolean() ? error : null);
      }
    }
    return error instanceof IllegalArgumentException ? USAGE : FAILURE;
  }

  /** Whether the command that ran was to write JSON where errors go. */
  private static boolean wantsJson(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Object log = last.matchedOptionValue(ConsoleOptions.LOG, ConsoleOptions.Log.TEXT);
    return log == ConsoleOptions.Log.JSON;
  }

  /** The same of a command line that could not be read. */
  private static boolean wantsJson(List<String> words) {
    String line = String.join(" ", words).toLowerCase(Locale.ROOT);
    return line.matches("(.* )?" + ConsoleOptions.LOG + "[ =]json( .*)?");
  }

  /** The same of what picocli does not catch. */
  int handleError(Error error, PrintWriter err, String... arguments) {
    tell(error, err, arguments);
    return FAILURE;
  }

  /** The same of what is wrong before the command line can be read. */
  int handleEarly(IllegalArgumentException error, PrintWriter err, String... arguments) {
    tell(error, err, arguments);
    return USAGE;
  }

  private void tell(Throwable error, PrintWriter err, String... arguments) {
    if (wantsJson(List.of(arguments))) {
      err.println(Event.error(oneLine(message(error))).json(Instant.now()));
    } else {
      print(err, message(error), traced.getAsBoolean() ? error : null);
    }
  }

  /** One line for an error raised while a command ran. */
  static String message(Throwable error) {
    if (error instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (error instanceof NoSuchFileException missing && inNoDirectory(missing.getFile())) {
      return missing.getFile() + ": there is no such directory to write to";
    }
    if (error instanceof NoSuchFileException || error instanceof FileNotFoundException) {
      return error.getMessage() + (error instanceof NoSuchFileException ? ": no such file" : "");
    }
    if (error instanceof FileAlreadyExistsException there) {
      return there.getFile() + ": is there already";
    }
    if (error instanceof FileSystemException file) {
      return file.getFile()
          + ": "
          + (file.getReason() == null ? "cannot be used" : file.getReason());
    }
    if (error instanceof UncheckedIOException && error.getCause() != null) {
      return message(error.getCause());
    }
    if (error instanceof OutOfMemoryError) {
      return "out of memory: give the program more, for instance SWEEPSTAKE_JAVA_OPTS=-Xmx8g";
    }
    if (error instanceof ServiceConfigurationError) {
      String why = error.getCause() == null ? "" : ": " + error.getCause();
      return "META-INF/services of a jar: " + error.getMessage() + why;
    }
    if (error instanceof NoClassDefFoundError missing && missing.getMessage() != null) {
      return missing.getMessage().replace('/', '.') + ": this class is not on the class path";
    }
    if (error instanceof IllegalArgumentException
        && error.getCause() instanceof URISyntaxException path) {
      return path.getInput()
          + ": is no path; what stands before a colon names a file system (./a:b is a file's)";
    }
    if (error.getCause() instanceof ClassNotFoundException) {
      return error.getCause().getMessage()
          + "; a jar that has it must be on the class path, as of a file system such as s3a";
    }
    boolean foreseen =
        error instanceof IllegalArgumentException
            || error instanceof IOException
            || error.getClass().getName().startsWith("io.sweepstake.");
    if (foreseen && error.getMessage() != null) {
      return error.getMessage();
    }
    return Plugins.culprit(error)
            .map(brought -> brought + ", which a jar of " + Plugins.OPTION + " brought: ")
            .orElse("internal error, please report it with the output of --stacktrace: ")
        + error.getClass().getSimpleName()
        + (error.getMessage() == null ? "" : ": " + error.getMessage());
  }

  private static boolean inNoDirectory(String file) {
    Path parent = file == null ? null : Path.of(file).toAbsolutePath().getParent();
    return parent != null && !Files.isDirectory(parent);
  }

  /** picocli's way of putting it, in ours. */
  private static String plain(String message) {
    Matcher choice = CHOICE.matcher(message);
    if (choice.matches()) {
      String choices = choice.group(2).toLowerCase(Locale.ROOT);
      String value = choice.group(3);
      return choice.group(1)
          + ": must be one of "
          + choices
          + ", was "
          + value
          + Suggestion.nearest(value, List.of(choices.split(", ")))
              .map(nearest -> "; did you mean " + nearest + "?")
              .orElse("");
    }
    Matcher exclusive = EXCLUSIVE.matcher(message);
    if (exclusive.matches()) {
      return "only one of " + exclusive.group(1).replaceAll("=[A-Z]+", "") + " may be given";
    }
    Matcher twice = TWICE.matcher(message);
    if (twice.matches()) {
      String option = twice.group(1);
      return option
          + ": may be given only once"
          + (SEVERAL.containsKey(option) ? "; " + SEVERAL.get(option) : "");
    }
    return message
        .replaceFirst("^Invalid value for (?:option|positional parameter) '([^']+)'", "$1")
        .replaceFirst(
            "^(\\S+): '([^']*)' is not an? (?:int|long)$", "$1: must be a whole number, was $2")
        .replaceFirst(
            "^(?:option|positional parameter) .*\\(([A-Z]+)\\) requires at least (\\d+) values, but"
                + " only \\d+ were specified: \\[(.*)\\]$",
            "at least $2 of $1 must be given, were $3")
        .replaceFirst("^Missing required (?:option|parameter)s?: (.*)$", "$1 must be given")
        .replace("'", "");
  }

  private static void print(PrintWriter err, String message, Throwable trace) {
    err.println("sweepstake: " + oneLine(message));
    if (trace != null) {
      trace.printStackTrace(err);
    }
  }

  /** What is repeated of a file or a server has no say over the terminal. */
  private static String oneLine(String message) {
    String line =
        message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** What {@code sweepstake help NAME} says of a name that is no command. */
  private static String topic(CommandLine command, String message) {
    Matcher unknown = UNKNOWN_TOPIC.matcher(message);
    return unknown.matches() ? unknownCommand(command, unknown.group(1)) : message;
  }

  private static String unknownCommand(CommandLine command, String word) {
    return "unknown command "
        + word
        + Suggestion.clause(word, List.copyOf(command.getSubcommands().keySet()));
  }

  private static String unmatched(CommandLine command, UnmatchedArgumentException error) {
    String word = error.getUnmatched().get(0);
    if (error.isUnknownOption()) {
      List<String> options = new ArrayList<>();
      command
          .getCommandSpec()
          .options()
          .forEach(
              option -> {
                if (!option.hidden()) {
                  options.add(option.longestName());
                }
              });
      String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      return "unknown option "
          + name
          + Suggestion.nearest(name, options).map(o -> "; did you mean " + o + "?").orElse("");
    }
    if (!command.getSubcommands().isEmpty()) {
      return unknownCommand(command, word);
    }
    return "unexpected argument " + word;
  }
}
