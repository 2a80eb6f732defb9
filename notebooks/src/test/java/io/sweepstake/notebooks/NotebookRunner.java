package io.sweepstake.notebooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Runs a Java notebook in this JVM, cell by cell, as the kernel does, without Jupyter.
 *
 * <p>What a cell prints, and the value of the expression it ends with, become its outputs. The
 * first cell that does not compile or throws ends the run.
 */
final class NotebookRunner {
  /** A cell could not be run to its end. */
  static final class CellFailedException extends Exception {
    private static final long serialVersionUID = 1;

    CellFailedException(int cell, String reason) {
      super("cell " + cell + ": " + reason);
    }
  }

  private NotebookRunner() {}

  /**
   * Runs all cells and records their outputs in the notebook.
   *
   * @throws CellFailedException naming the cell, counted from 1, and what went wrong; earlier
   *     cells' outputs are recorded
   */
  static void run(Notebook notebook) throws CellFailedException, IOException {
    try (CellShell shell = new CellShell()) {
      int number = 0;
      for (Notebook.CodeCell cell : notebook.codeCells()) {
        run(shell, cell, ++number);
      }
    }
  }

  private static void run(CellShell shell, Notebook.CodeCell cell, int number)
      throws CellFailedException, IOException {
    cell.begin(number);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    PrintStream recorder = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(recorder);
    // Scala, and so Dataset.show, remembers the stream that it found first.
    scala.Console$.MODULE$.setOutDirect(recorder);
    Optional<Object> value;
    try {
      value = shell.run(cell.source());
    } catch (CellShell.FailedException failed) {
      throw new CellFailedException(number, failed.getMessage());
    } finally {
      scala.Console$.MODULE$.setOutDirect(console);
      System.setOut(console);
      if (printed.size() > 0) {
        cell.printed(printed.toString(StandardCharsets.UTF_8));
      }
    }
    if (value.isPresent()) {
      Shown shown = Shown.of(value.get());
      cell.showed(shown.text(), shown.png());
    }
  }
}
