package io.sweepstake.notebooks;

import io.sweepstake.notebooks.kernel.KernelSpec;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Jupyter of this machine, which is told of the kernel of this build. */
final class Jupyter {
  private final Path nbconvert;
  private final Path data;

  private Jupyter(Path nbconvert, Path data) {
    this.nbconvert = nbconvert;
    this.data = data;
  }

  /** Whether notebooks can be executed here. */
  static boolean isHere() {
    return onPath("jupyter-nbconvert").isPresent();
  }

  /** With a kernel that runs this test's classes. */
  static Jupyter in(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add") || flag.startsWith("-Djdk"))
        .forEach(command::add);
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-Xmx1200m", "-Djava.awt.headless=true", "-cp", classes));
    command.addAll(
        List.of("io.sweepstake.jobs.cli.Main", "notebook", "--kernel", KernelSpec.CONNECTION));
    new KernelSpec(command).writeTo(folder);
    return new Jupyter(onPath("jupyter-nbconvert").orElseThrow(), folder);
  }

  /**
   * Executes notebooks, each in a kernel of its own, and leaves them with their outputs.
   *
   * @param study that they find at hand
   * @return what Jupyter said, if it failed
   */
  Optional<String> execute(Path study, Path into, List<String> notebooks)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(nbconvert.toString());
    command.addAll(List.of("--to", "notebook", "--execute", "--output-dir", into.toString()));
    command.add("--ExecutePreprocessor.startup_timeout=120");
    command.add("--ExecutePreprocessor.timeout=900");
    command.addAll(notebooks);
    Path said = Files.createTempFile("jupyter", ".txt");
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    process.environment().put("JUPYTER_PATH", data.toString());
    process.environment().put("SWEEPSTAKE_STUDY", study.toString());
    Process jupyter = process.start();
    boolean ended = jupyter.waitFor(25, TimeUnit.MINUTES);
    if (!ended) {
      jupyter.destroy();
    }
    String text = Files.readString(said);
    Files.delete(said);
    return ended && jupyter.exitValue() == 0 ? Optional.empty() : Optional.of(text);
  }

  /** Whether Python has these modules. */
  static boolean pythonHas(String... modules) throws IOException, InterruptedException {
    Optional<Path> python = onPath("python3");
    if (python.isEmpty()) {
      return false;
    }
    return new ProcessBuilder(python.get().toString(), "-c", "import " + String.join(", ", modules))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static Optional<Path> onPath(String program) {
    String path = System.getenv("PATH");
    return Stream.of((path == null ? "" : path).split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
