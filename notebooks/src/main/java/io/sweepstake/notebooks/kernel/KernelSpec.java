package io.sweepstake.notebooks.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.jobs.config.Home;
import io.sweepstake.jobs.export.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What Jupyter knows of the kernel: how to start it.
 *
 * @param command its words; Jupyter puts a file's name in place of {@value #CONNECTION}
 */
public record KernelSpec(List<String> command) {
  /** Name of the kernel, in notebooks and as a directory. */
  public static final String NAME = "sweepstake";

  /** Stands for the file in which Jupyter says where it listens. */
  public static final String CONNECTION = "{connection_file}";

  private static final ObjectMapper JSON = new ObjectMapper();

  public KernelSpec {
    command = List.copyOf(command);
    if (!command.contains(CONNECTION)) {
      throw new IllegalArgumentException(
          "kernel: its command must have " + CONNECTION + ", was " + command);
    }
  }

  /**
   * Writes it where Jupyter looks.
   *
   * @param data a directory of Jupyter's data
   * @return the directory of the kernel
   * @throws IOException if it cannot be written
   */
  public Path writeTo(Path data) throws IOException {
    Path kernel = Files.createDirectories(data.resolve("kernels").resolve(NAME));
    ObjectNode spec = JSON.createObjectNode();
    ArrayNode words = spec.putArray("argv");
    command.forEach(words::add);
    spec.put("display_name", "Java with Sweepstake");
    spec.put("language", "java");
    spec.put("interrupt_mode", "message");
    WholeFile.write(kernel.resolve("kernel.json"), spec.toPrettyString() + "\n");
    return kernel;
  }

  /**
   * The directory of a user's own data of Jupyter: {@code JUPYTER_DATA_DIR}, else as the operating
   * system has it.
   */
  public static Path userData(Map<String, String> environment) {
    String said = environment.get("JUPYTER_DATA_DIR");
    if (said != null && !said.isBlank()) {
      return Path.of(said);
    }
    Path home = Home.directory(environment);
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")) {
      return home.resolve("Library/Jupyter");
    }
    String shared = environment.get("XDG_DATA_HOME");
    return (shared == null || shared.isBlank() ? home.resolve(".local/share") : Path.of(shared))
        .resolve("jupyter");
  }
}
