package io.sweepstake.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** Runs {@code first-sweep.ipynb} from the first cell to the last, on a study of its own. */
@Tag("spark")
class FirstSweepTest {
  private static final Path NOTEBOOK = Path.of("first-sweep.ipynb");

  /** Where to leave the notebook with its new outputs, to be looked at and committed. */
  private static final Path EXECUTED = Path.of("target", "first-sweep.ipynb");

  @TempDir Path directory;

  @AfterEach
  void stopSpark() {
    System.clearProperty("sweepstake.study");
    Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session.get().stop();
    }
  }

  @Test
  void everyCellRunsOnAFreshStudy() throws Exception {
    System.setProperty("sweepstake.study", directory.resolve("study").toString());
    Notebook notebook = Notebook.read(NOTEBOOK);

    try {
      NotebookRunner.run(notebook);
    } finally {
      Files.createDirectories(EXECUTED.getParent());
      notebook.write(EXECUTED);
    }

    List<Notebook.CodeCell> cells = notebook.codeCells();
    String columns = cells.get(2).outputText();
    assertThat(columns).contains("number", "state", "objective", "params_", "revenue", "regret");
    assertThat(cells.get(3).outputText()).contains("COMPLETE");
    assertThat(cells.get(4).outputText()).containsPattern("trial \\d+ earns 0\\.\\d{4}");
    assertThat(cells.get(cells.size() - 1).showsImage()).isTrue();
  }

  @Test
  void theCommittedNotebookHoldsTheOutputOfARealRun() throws IOException {
    List<Notebook.CodeCell> cells = Notebook.read(NOTEBOOK).codeCells();

    assertThat(cells.get(3).outputText()).contains("COMPLETE");
    assertThat(cells.get(cells.size() - 1).showsImage()).isTrue();
  }
}
