package io.sweepstake.notebooks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * Runs cells of Java one after the other, in this JVM and on its class path. What a cell declares,
 * later ones see.
 *
 * <p>For one thread, but for {@link #stop}.
 */
public final class CellShell implements AutoCloseable {
  private static Object value; // of the expression that was held last; the shell runs in this JVM

  private final JShell shell;

  /** A shell that has seen nothing. */
  public CellShell() {
    shell = JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build();
    shell.addToClasspath(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
  }

  /** A cell could not be run to its end. */
  public static final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    FailedException(String reason) {
      super(reason);
    }
  }

  /** Called by the shell itself, to hand out an object of which it would only tell the text. */
  public static void hold(Object shown) {
    value = shown;
  }

  /**
   * Runs a cell.
   *
   * @return the value of the expression that it ends with, if it does and the value is not null
   * @throws FailedException saying what is wrong with the code, or what it threw
   */
  public Optional<Object> run(String cell) throws FailedException {
    String rest = cell;
    Snippet last = null;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (!next.completeness().isComplete()) {
        throw new FailedException("is not complete: " + rest.strip());
      }
      last = evaluate(next);
      rest = next.remaining();
    }
    value = null;
    expression(last)
        .ifPresent(name -> shell.eval(CellShell.class.getName() + ".hold(" + name + ");"));
    Optional<Object> held = Optional.ofNullable(value);
    value = null;
    return held;
  }

  private Snippet evaluate(CompletionInfo code) throws FailedException {
    Snippet snippet = null;
    for (SnippetEvent event : shell.eval(code.source())) {
      if (event.exception() instanceof EvalException thrown) {
        throw new FailedException(thrown.getExceptionClassName() + ": " + thrown.getMessage());
      }
      if (event.exception() != null) {
        throw new FailedException(event.exception().toString());
      }
      if (event.status() != Snippet.Status.VALID && event.causeSnippet() == null) {
        throw new FailedException(diagnostics(event.snippet()));
      }
      if (event.causeSnippet() == null) {
        snippet = event.snippet();
      }
    }
    return snippet;
  }

  private String diagnostics(Snippet snippet) {
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

  /** Whether a cell can be run as it is, or more must be written. */
  public boolean complete(String cell) {
    return shell.sourceCodeAnalysis().analyzeCompletion(cell).completeness().isComplete();
  }

  /**
   * What could stand at a place of a cell.
   *
   * @param words in the order of the alphabet, each in place of what stands from {@code from} on
   */
  public record Suggestions(List<String> words, int from) {
    public Suggestions {
      words = List.copyOf(words);
    }
  }

  /** How the word before a place of a cell could go on. */
  public Suggestions suggestions(String cell, int at) {
    int[] from = {at};
    List<String> words =
        shell.sourceCodeAnalysis().completionSuggestions(cell, at, from).stream()
            .map(SourceCodeAnalysis.Suggestion::continuation)
            .sorted()
            .distinct()
            .toList();
    return new Suggestions(words, from[0]);
  }

  /** The signatures that a place of a cell can mean; none where it means nothing. */
  public List<String> signatures(String cell, int at) {
    return shell.sourceCodeAnalysis().documentation(cell, at, false).stream()
        .map(SourceCodeAnalysis.Documentation::signature)
        .toList();
  }

  /** Ends the cell that is running, from another thread. */
  public void stop() {
    shell.stop();
  }

  @Override
  public void close() {
    shell.close();
  }
}
