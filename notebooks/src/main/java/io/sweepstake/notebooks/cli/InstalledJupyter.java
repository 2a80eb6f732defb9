package io.sweepstake.notebooks.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Jupyter as this machine has it.
 *
 * @param program that opens it in a browser, given a folder
 */
record InstalledJupyter(Path program) {
  /**
   * The one on the path: its newer face, or else its older one.
   *
   * @throws IllegalArgumentException saying what to install, where there is neither
   */
  static InstalledJupyter of(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    return Stream.of("jupyter-lab", "jupyter-notebook")
        .flatMap(face -> onPath(path, face).stream())
        .findFirst()
        .map(InstalledJupyter::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--open: needs Jupyter, and neither jupyter-lab nor jupyter-notebook is on the"
                        + " PATH: 'pip install notebook' in a virtual environment that is active, or"
                        + " 'apt install jupyter-notebook', brings it"));
  }

  private static Optional<Path> onPath(String path, String program) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Opens a folder, and waits until Jupyter ends.
   *
   * @param study that notebooks find at hand; null for their own
   * @return Jupyter's exit code, 130 when interrupted
   * @throws IOException if Jupyter cannot be started
   */
  int open(Path folder, Path study) throws IOException {
    ProcessBuilder process = new ProcessBuilder(program.toString(), folder.toString()).inheritIO();
    if (study != null) {
      process.environment().put("SWEEPSTAKE_STUDY", study.toAbsolutePath().normalize().toString());
    }
    try {
      return process.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }
}
