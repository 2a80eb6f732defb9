package io.sweepstake.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.notebooks.NotebookRunner.CellFailedException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookRunnerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void cellsShareTheirVariablesAndKeepWhatTheyPrintAndShow() throws Exception {
    Notebook notebook =
        notebook(
            "import java.util.stream.IntStream;\nint n = 4;",
            "int square(int k) {\n  return k * k;\n}\nSystem.out.println(\"of \" + n);\nsquare(n)",
            "n",
            "IntStream.range(0, n).sum();");

    NotebookRunner.run(notebook);

    assertThat(notebook.codeCells().get(0).outputText()).isEmpty();
    assertThat(notebook.codeCells().get(1).outputText()).isEqualTo("of 4\n16");
    assertThat(notebook.codeCells().get(2).outputText()).isEqualTo("4");
    assertThat(notebook.codeCells().get(3).outputText()).isEqualTo("6");
  }

  @Test
  void imagesBecomePictures() throws Exception {
    Notebook notebook =
        notebook(
            "import java.awt.image.BufferedImage;",
            "new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB)");

    NotebookRunner.run(notebook);

    assertThat(notebook.codeCells().get(1).showsImage()).isTrue();
  }

  @Test
  void anExceptionNamesItsCell() throws IOException {
    Notebook notebook = notebook("int zero = 0;", "System.out.println(\"before\");\n1 / zero");

    assertThatExceptionOfType(CellFailedException.class)
        .isThrownBy(() -> NotebookRunner.run(notebook))
        .withMessage("cell 2: java.lang.ArithmeticException: / by zero");
    assertThat(notebook.codeCells().get(1).outputText()).isEqualTo("before\n");
  }

  @Test
  void codeThatDoesNotCompileNamesItsCellAndTheReason() throws IOException {
    assertThatExceptionOfType(CellFailedException.class)
        .isThrownBy(() -> NotebookRunner.run(notebook("int n = \"four\";")))
        .withMessageContaining("cell 1: does not compile: int n")
        .withMessageContaining("String cannot be converted to int");
    assertThatExceptionOfType(CellFailedException.class)
        .isThrownBy(() -> NotebookRunner.run(notebook("for (int k = 0; k < 3; k++) {")))
        .withMessageContaining("cell 1: is not complete");
    assertThatExceptionOfType(CellFailedException.class)
        .isThrownBy(() -> NotebookRunner.run(notebook("int f() { return g(); }")))
        .withMessageContaining("cell 1: does not compile");
  }

  @Test
  void outputsAreWrittenAndReadAgain() throws Exception {
    Notebook notebook = notebook("System.out.println(\"one\\ntwo\");");
    NotebookRunner.run(notebook);
    Path file = directory.resolve("out.ipynb");

    notebook.write(file);

    assertThat(Notebook.read(file).codeCells().get(0).outputText()).isEqualTo("one\ntwo\n");
  }

  private static Notebook notebook(String... cells) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
    ArrayNode all = root.putArray("cells");
    for (String cell : cells) {
      all.addObject().put("cell_type", "code").put("source", cell);
    }
    return Notebook.parse(root.toString());
  }
}
