package io.sweepstake.notebooks.cli;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.notebooks.kernel.KernelSpec;
import io.sweepstake.notebooks.kernel.NotebookKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        "The study that notebooks read (default: studies/notebook beside them, which the first one "
            + "makes)."
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
    if (!deed.open) {
      tellJupyter(home);
      return 0;
    }
    Path notebooks = home.resolve("notebooks");
    if (!Files.isDirectory(notebooks)) {
      throw new IllegalArgumentException(
          "--open: the notebooks are in a checkout of the sources, and "
              + home
              + " is none; after --install a Jupyter that you start has the kernel, too");
    }
    if (study != null && Files.exists(study) && !Files.isDirectory(study)) {
      throw new IllegalArgumentException("--study: must be a directory, was the file " + study);
    }
    InstalledJupyter jupyter = InstalledJupyter.of(System.getenv());
    tellJupyter(home);
    return jupyter.open(notebooks, study);
  }

  private void tellJupyter(Path home) throws IOException {
    Path kernel =
        new KernelSpec(
                List.of(
                    home.resolve("sweepstake").toString(),
                    "notebook",
                    "--kernel",
                    KernelSpec.CONNECTION))
            .writeTo(KernelSpec.userData(System.getenv()));
    spec.commandLine().getErr().println("kernel " + KernelSpec.NAME + ": " + kernel);
  }

  private static Path home() {
    String home = System.getProperty("sweepstake.home");
    if (home == null) {
      throw new IllegalArgumentException(
          "notebook: is for the launcher, ./sweepstake, which Jupyter is told to start");
    }
    return Path.of(home);
  }
}
