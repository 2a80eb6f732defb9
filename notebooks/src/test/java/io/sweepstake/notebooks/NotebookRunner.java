package io.sweepstake.notebooks;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * Runs a Java notebook in this JVM, cell by cell, as a Jupyter kernel would.
 *
 * <p>What a cell prints, and the value of the expression it ends with, become its outputs; images
 * become PNGs. The first cell that does not compile or throws ends the run.
 */
public final class NotebookRunner {
  /** A cell could not be run to its end. */
  static final class CellFailedException extends Exception {
    private static final long serialVersionUID = 1;

    CellFailedException(int cell, String reason) {
      super("cell " + cell + ": " + reason);
    }
  }

  private static Object value; // of the expression that was shown last; the shell runs in this JVM

  private NotebookRunner() {}

  /** Called by the shell itself, to hand out an object of which it would only tell the text. */
  public static void hold(Object shown) {
    value = shown;
  }

  /**
   * Runs all cells and records their outputs in the notebook.
   *
   * @throws CellFailedException naming the cell, counted from 1, and what went wrong; earlier
   *     cells' outputs are recorded
   */
  static void run(Notebook notebook) throws CellFailedException {
    try (JShell shell =
        JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build()) {
      shell.addToClasspath(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
      int number = 0;
      for (Notebook.CodeCell cell : notebook.codeCells()) {
        run(shell, cell, ++number);
      }
    }
  }

  private static void run(JShell shell, Notebook.CodeCell cell, int number)
      throws CellFailedException {
    cell.begin(number);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    PrintStream recorder = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(recorder);
    // Scala, and so Dataset.show, remembers the stream that it found first.
    scala.Console$.MODULE$.setOutDirect(recorder);
    try {
      evaluateAll(shell, cell.source(), number);
    } finally {
      scala.Console$.MODULE$.setOutDirect(console);
      System.setOut(console);
      if (printed.size() > 0) {
        cell.printed(printed.toString(StandardCharsets.UTF_8));
      }
    }
    if (value != null) {
      Optional<byte[]> png = png(value);
      cell.showed(png.isPresent() ? "image" : value.toString(), png);
      value = null;
    }
  }

  private static void evaluateAll(JShell shell, String source, int number)
      throws CellFailedException {
    String rest = source;
    Snippet last = null;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (!next.completeness().isComplete()) {
        throw new CellFailedException(number, "is not complete: " + rest.strip());
      }
      last = evaluate(shell, next, number);
      rest = next.remaining();
    }
    Optional<String> expression = expression(last);
    if (expression.isPresent()) {
      shell.eval(NotebookRunner.class.getName() + ".hold(" + expression.get() + ");");
    }
  }

  private static Snippet evaluate(JShell shell, CompletionInfo code, int number)
      throws CellFailedException {
    Snippet snippet = null;
    for (SnippetEvent event : shell.eval(code.source())) {
      if (event.exception() instanceof EvalException thrown) {
        throw new CellFailedException(
            number, thrown.getExceptionClassName() + ": " + thrown.getMessage());
      }
      if (event.exception() != null) {
        throw new CellFailedException(number, event.exception().toString());
      }
      if (event.status() != Snippet.Status.VALID && event.causeSnippet() == null) {
        throw new CellFailedException(number, diagnostics(shell, event.snippet()));
      }
      if (event.causeSnippet() == null) {
        snippet = event.snippet();
      }
    }
    return snippet;
  }

  private static String diagnostics(JShell shell, Snippet snippet) {
    StringBuilder text = new StringBuilder("does not compile: " + snippet.source().strip());
    shell
        .diagnostics(snippet)
        .forEach(each -> text.append("; ").append(each.getMessage(Locale.ENGLISH)));
    return text.toString();
  }

  /** What to evaluate for the value of a snippet: nothing for declarations and statements. */
  private static Optional<String> expression(Snippet snippet) {
    if (snippet instanceof VarSnippet variable
        && variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      return Optional.of(variable.name());
    }
    return snippet instanceof ExpressionSnippet named
        ? Optional.of(named.name())
        : Optional.empty();
  }

  private static Optional<byte[]> png(Object shown) {
    if (!(shown instanceof RenderedImage image)) {
      return Optional.empty();
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return Optional.of(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
