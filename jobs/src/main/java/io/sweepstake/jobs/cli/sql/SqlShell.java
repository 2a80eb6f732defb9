package io.sweepstake.jobs.cli.sql;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.Completer;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/**
 * Reads statements from a person: lines can be edited, go on until a semicolon, are completed by
 * Tab and are there again next time.
 */
final class SqlShell {
  private static final Set<String> GOODBYES =
      Set.of("exit", "quit", "\\q", ".exit", ".quit", "exit;", "quit;");

  /** As other shells have it. */
  private static final Set<String> CALLS_FOR_HELP =
      Set.of("help", "?", "\\?", "\\h", ".help", "help;", "?;");

  private final Terminal terminal;
  private final LineReader reader;

  /**
   * A shell on a terminal.
   *
   * @param history where what was typed is kept
   */
  SqlShell(Terminal terminal, Completer completer, Path history) {
    this.terminal = terminal;
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("sweepstake")
            .parser(new UntilSemicolon())
            .completer(completer)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  -> ")
            .variable(LineReader.HISTORY_FILE, history)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            // An exclamation mark is SQL.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  /** Answers a statement, or throws what is wrong with it. */
  interface Answers {
    void answer(String sql) throws IOException;

    /** The views that a statement may name. */
    Collection<String> views() throws IOException;

    /** Ends the answering of a statement, which then throws; called on another thread. */
    default void cancel() {}
  }

  /**
   * Has statements answered until the person leaves; a mistake is told, and is not the end. Ctrl-C
   * cancels the statement that is being answered, and those behind it on the line.
   */
  void run(Answers answers) {
    PrintWriter out = terminal.writer();
    AtomicBoolean cancelled = new AtomicBoolean();
    terminal.handle(
        Terminal.Signal.INT,
        signal -> {
          cancelled.set(true);
          answers.cancel();
        });
    while (true) {
      String typed;
      try {
        typed = reader.readLine("sql> ").strip();
      } catch (UserInterruptException abandoned) {
        continue;
      } catch (EndOfFileException end) {
        return;
      }
      if (isOneOf(GOODBYES, typed)) {
        return;
      }
      cancelled.set(false);
      if (isOneOf(CALLS_FOR_HELP, typed)) {
        help(answers, out);
        continue;
      }
      for (String statement : Statements.of(typed + "\n;").whole()) {
        try {
          answers.answer(statement);
        } catch (IOException | RuntimeException mistake) {
          out.println(cancelled.get() ? "cancelled" : sentence(mistake));
        }
        out.flush();
        if (cancelled.get()) {
          break;
        }
      }
    }
  }

  private static void help(Answers answers, PrintWriter out) {
    try {
      out.println("views: " + String.join(", ", answers.views()));
    } catch (IOException | RuntimeException mistake) {
      out.println(sentence(mistake));
    }
    out.println("  DESCRIBE trials;  shows the columns of one; docs/columns.md says what they are");
    out.println("  SELECT number, objective FROM trials ORDER BY objective LIMIT 5;");
    out.println("a statement ends with a semicolon and may go over several lines");
    out.println("Tab completes views, columns and functions; arrows fetch what was typed before");
    out.println("Ctrl-C ends a statement; exit, quit or Ctrl-D ends the shell");
    out.flush();
  }

  /** Whatever goes wrong with a statement, the next may go well. */
  private static String sentence(Exception mistake) {
    return mistake.getMessage() == null ? mistake.toString() : mistake.getMessage();
  }

  private static boolean isOneOf(Set<String> words, String line) {
    return words.contains(line.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Where a person's statements are kept, as the XDG base directories have it; made if need be.
   *
   * @param state the value of {@code XDG_STATE_HOME}, or null
   */
  static Path history(String state, Path home) throws IOException {
    Path root = state == null || state.isBlank() ? home.resolve(".local/state") : Path.of(state);
    return Files.createDirectories(root.resolve("sweepstake")).resolve("sql-history");
  }

  /** A line goes on until its statement ends. */
  private static final class UntilSemicolon implements Parser {
    private final DefaultParser words = new DefaultParser();

    UntilSemicolon() {
      words.setEscapeChars(null);
      words.setQuoteChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE
          && !isOneOf(GOODBYES, line)
          && !isOneOf(CALLS_FOR_HELP, line)
          && !Statements.of(line).rest().isEmpty()) {
        throw new EOFError(-1, cursor, "a statement ends in a semicolon", ";");
      }
      return words.parse(line, cursor, context);
    }
  }
}
