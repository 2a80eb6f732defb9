package io.sweepstake.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the notebooks one after the other, on a study that the first one makes: under Jupyter where
 * it is, else in a shell of their own. What they put out is left in {@code target}, to be looked at
 * and committed.
 */
@Tag("spark")
class NotebooksTest {
  private static final List<String> JAVA =
      List.of(
          "first-sweep.ipynb",
          "reading-trials.ipynb",
          "what-is-earned.ipynb",
          "what-the-auction-learned.ipynb");
  private static final String PYTHON = "trials-in-pandas.ipynb";
  private static final Path EXECUTED = Path.of("target", "notebooks");

  @TempDir Path directory;

  @AfterEach
  void stopSpark() {
    System.clearProperty("sweepstake.study");
    OpenStudy.close();
  }

  @Test
  void everyCellRunsUnderJupyter() throws Exception {
    assumeThat(Jupyter.isHere()).as("no Jupyter: notebooks run in a shell of their own").isTrue();
    Jupyter jupyter = Jupyter.in(directory.resolve("jupyter"));
    Path study = directory.resolve("study");
    List<String> notebooks = new ArrayList<>(JAVA);

    assertThat(jupyter.execute(study, EXECUTED, JAVA)).isEmpty();
    if (Jupyter.pythonHas("pandas", "pyarrow", "matplotlib", "ipykernel")) {
      // By itself: nbconvert takes the first notebook's kernel for all.
      assertThat(jupyter.execute(study, EXECUTED, List.of(PYTHON))).isEmpty();
      notebooks.add(PYTHON);
    }

    for (String notebook : notebooks) {
      assertThat(Notebook.read(EXECUTED.resolve(notebook)).codeCells())
          .as(notebook)
          .anyMatch(Notebook.CodeCell::showsImage);
    }
    saysWhatItFound(EXECUTED);
  }

  @Test
  void everyCellRunsInAShellOfItsOwn() throws Exception {
    assumeThat(Jupyter.isHere()).as("Jupyter runs the notebooks").isFalse();
    System.setProperty("sweepstake.study", directory.resolve("study").toString());
    Files.createDirectories(EXECUTED);

    for (String name : JAVA) {
      Notebook notebook = Notebook.read(Path.of(name));
      try {
        NotebookRunner.run(notebook);
      } finally {
        notebook.write(EXECUTED.resolve(name));
      }
    }

    saysWhatItFound(EXECUTED);
  }

  private static void saysWhatItFound(Path folder) throws IOException {
    assertThat(text(folder, "first-sweep.ipynb"))
        .contains("item-wise Myerson", "params_learning_rate", "COMPLETE");
    assertThat(text(folder, "reading-trials.ipynb")).contains("last_step", "best", "COMPLETE|");
    assertThat(text(folder, "what-is-earned.ipynb"))
        .contains("truthful_revenue", "attacked_profiles");
    assertThat(text(folder, "what-the-auction-learned.ipynb"))
        .containsPattern("bids 0\\.42 and 0\\.77: item 1 with \\d\\.\\d{3}");
  }

  @Test
  void theCommittedNotebooksHoldTheOutputOfARealRun() throws IOException {
    saysWhatItFound(Path.of(""));
    List<String> all = new ArrayList<>(JAVA);
    all.add(PYTHON);
    for (String notebook : all) {
      assertThat(Notebook.read(Path.of(notebook)).codeCells())
          .as(notebook)
          .anyMatch(Notebook.CodeCell::showsImage);
    }
  }

  private static String text(Path folder, String notebook) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Notebook.CodeCell cell : Notebook.read(folder.resolve(notebook)).codeCells()) {
      text.append(cell.outputText()).append('\n');
    }
    return text.toString();
  }
}
