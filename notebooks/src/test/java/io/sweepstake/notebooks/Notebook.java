package io.sweepstake.notebooks;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A Jupyter notebook, format 4: cells of text and of code, and what the code has put out. */
final class Notebook {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefaultPrettyPrinter LAYOUT =
      new DefaultPrettyPrinter() {
        @Override
        public DefaultPrettyPrinter createInstance() {
          return this;
        }

        @Override
        public void writeObjectFieldValueSeparator(com.fasterxml.jackson.core.JsonGenerator json)
            throws IOException {
          json.writeRaw(": ");
        }
      };

  static {
    LAYOUT.indentArraysWith(new DefaultIndenter(" ", "\n"));
    LAYOUT.indentObjectsWith(new DefaultIndenter(" ", "\n"));
  }

  private final ObjectNode root;

  private Notebook(ObjectNode root) {
    this.root = root;
  }

  static Notebook read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static Notebook parse(String json) throws IOException {
    JsonNode root = JSON.readTree(json);
    if (!(root instanceof ObjectNode object) || root.path("nbformat").asInt() != 4) {
      throw new IOException("notebook: wants an object with nbformat 4");
    }
    return new Notebook(object);
  }

  /** With outputs, in the layout that Jupyter writes. */
  void write(Path file) throws IOException {
    Files.writeString(file, JSON.writer(LAYOUT).writeValueAsString(root) + "\n");
  }

  List<CodeCell> codeCells() {
    List<CodeCell> cells = new ArrayList<>();
    for (JsonNode cell : root.withArray("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        cells.add(new CodeCell((ObjectNode) cell));
      }
    }
    return cells;
  }

  /** A cell of code. */
  static final class CodeCell {
    private final ObjectNode cell;

    private CodeCell(ObjectNode cell) {
      this.cell = cell;
    }

    String source() {
      return text(cell.path("source"));
    }

    /** Forgets earlier outputs. */
    void begin(int number) {
      cell.put("execution_count", number);
      cell.putArray("outputs");
    }

    void printed(String text) {
      ObjectNode output = outputs().addObject();
      output.put("output_type", "stream").put("name", "stdout");
      output.set("text", lines(text));
    }

    void showed(String text, Optional<byte[]> png) {
      ObjectNode output = outputs().addObject();
      output.put("output_type", "execute_result");
      output.set("execution_count", cell.get("execution_count"));
      output.putObject("metadata");
      ObjectNode data = output.putObject("data");
      png.ifPresent(bytes -> data.put("image/png", Base64.getEncoder().encodeToString(bytes)));
      data.set("text/plain", lines(text));
    }

    /** Everything printed and shown as text, in order. */
    String outputText() {
      StringBuilder text = new StringBuilder();
      for (JsonNode output : outputs()) {
        text.append(text(output.path("text"))).append(text(output.path("data").path("text/plain")));
      }
      return text.toString();
    }

    boolean showsImage() {
      for (JsonNode output : outputs()) {
        if (output.path("data").has("image/png")) {
          return true;
        }
      }
      return false;
    }

    private ArrayNode outputs() {
      return cell.withArray("outputs");
    }

    private static String text(JsonNode node) {
      if (!node.isArray()) {
        return node.asText();
      }
      StringBuilder text = new StringBuilder();
      node.forEach(line -> text.append(line.asText()));
      return text.toString();
    }

    private static ArrayNode lines(String text) {
      ArrayNode lines = JSON.createArrayNode();
      int start = 0;
      while (start < text.length()) {
        int newline = text.indexOf('\n', start);
        int end = newline < 0 ? text.length() : newline + 1;
        lines.add(text.substring(start, end));
        start = end;
      }
      return lines;
    }
  }
}
