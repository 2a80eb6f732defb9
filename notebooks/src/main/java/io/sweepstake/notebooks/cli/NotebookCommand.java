package io.sweepstake.notebooks.cli;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.notebooks.kernel.KernelSpec;
import io.sweepstake.notebooks.kernel.NotebookKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Notebooks in Jupyter. */
@Command(
    name = "notebook",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Java notebooks over studies, in Jupyter: cells run in a JVM of this program, with Spark and",
      "everything that the program is made of. Jupyter itself you install: 'pip install notebook'.",
      "The notebooks are in the folder notebooks of a checkout; docs/notebooks.md says more."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake notebook --install",
      "  sweepstake notebook --open --study studies/first"
    })
public final class NotebookCommand implements Subcommand {
  /** What is to be done. */
  static final class Deed {
    @Option(
        names = "--install",
        required = true,
        description = "Tell Jupyter of the kernel, for this user.")
    private boolean install;

    @Option(
        names = "--open",
        required = true,
        description = "The same, and open the notebooks in a browser.")
    private boolean open;

    @Option(names = "--kernel", required = true, hidden = true, paramLabel = "FILE")
    private Path kernel;
  }

  @ArgGroup(multiplicity = "1")
  private Deed deed;

  @Option(
      names = "--study",
      paramLabel = "DIR",
      description = {
        "The study that notebooks read (default: studies/notebook beside them, which the first one",
        "makes)."
      })
  private Path study;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (study != null && !deed.open) {
      throw new IllegalArgumentException("--study: is for --open, which was not given");
    }
    if (deed.kernel != null) {
      NotebookKernel.serve(deed.kernel);
      return 0;
    }
    Path home = home();
    Path kernel =
        new KernelSpec(
                List.of(
                    home.resolve("sweepstake").toString(),
                    "notebook",
                    "--kernel",
                    KernelSpec.CONNECTION))
            .writeTo(KernelSpec.userData(System.getenv()));
    spec.commandLine().getErr().println("kernel " + KernelSpec.NAME + ": " + kernel);
    return deed.open ? open(home.resolve("notebooks")) : 0;
  }

  private static Path home() {
    String home = System.getProperty("sweepstake.home");
    if (home == null) {
      throw new IllegalArgumentException(
          "notebook: is for the launcher, ./sweepstake, which Jupyter is told to start");
    }
    return Path.of(home);
  }

  private int open(Path notebooks) throws IOException {
    List<String> command = new ArrayList<>(jupyter());
    command.add(notebooks.toString());
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
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

  /** How Jupyter is started here: its newer face, or its older one. */
  private static List<String> jupyter() {
    for (String face : List.of("lab", "notebook")) {
      Optional<Path> found = onPath("jupyter-" + face);
      if (found.isPresent()) {
        return List.of(found.get().toString());
      }
    }
    throw new IllegalArgumentException(
        "notebook: needs Jupyter on the PATH ('pip install notebook'), found none");
  }

  private static Optional<Path> onPath(String program) {
    String path = System.getenv("PATH");
    return Stream.of((path == null ? "" : path).split(java.io.File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
