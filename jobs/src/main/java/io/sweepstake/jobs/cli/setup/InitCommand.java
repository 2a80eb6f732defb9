package io.sweepstake.jobs.cli.setup;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.cli.option.ProblemOptions;
import io.sweepstake.jobs.config.ShellWord;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.config.SweepSchema;
import io.sweepstake.jobs.config.SweepTemplate;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKinds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A sweep as a file, to be changed and run. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write a sweep of a problem as a YAML file, with every key and what it means, for 'sweep -f'.",
      "Keys are the names of sweep's options. With --out there is a JSON schema beside the file, by",
      "which editors complete keys and mark mistakes."
    },
    footer = {"", "Examples:", "  sweepstake init --out study.yaml"})
public final class InitCommand implements Subcommand {
  /** What says which file it is, and no part of it; hyper-parameters stand at the end. */
  private static final Set<String> NOT_THERE =
      Set.of(ProblemKinds.KEY, "param", "params", "device");

  @Option(
      names = "--out",
      paramLabel = "YAML",
      description = "The file to write, with its schema beside it (default: standard output).")
  private Path out;

  @Option(names = "--schema", description = "Print the JSON schema alone.")
  private boolean schema;

  @Mixin private ProblemOptions problem;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    OutputPlace.requireFile("--out", out);
    Problem chosen = problem.chosen();
    Map<String, Object> given = new LinkedHashMap<>();
    problem.addTo(given);
    Map<String, String> meanings = meanings();
    PrintWriter print = spec.commandLine().getOut();
    if (schema) {
      print.print(SweepSchema.of(chosen, meanings));
    } else if (out == null) {
      print.print(text(chosen, given, meanings, "FILE", List.of()));
    } else {
      Path beside = beside();
      WholeFile.create(out, text(chosen, given, meanings, out.toString(), editors(beside)));
      WholeFile.create(beside, SweepSchema.of(chosen, meanings));
      print.println(
          out
              + ", with its schema "
              + beside
              + "; run it: sweepstake sweep -f "
              + ShellWord.of(out.toString()));
    }
    print.flush();
    return 0;
  }

  private static String text(
      Problem problem,
      Map<String, ?> given,
      Map<String, String> meanings,
      String file,
      List<String> first) {
    Map<String, String> shown = new LinkedHashMap<>(meanings);
    shown.keySet().removeAll(NOT_THERE);
    ProblemKinds.all().forEach(kind -> kind.fields().forEach(field -> shown.remove(field.key())));
    List<String> about = new ArrayList<>(first);
    about.add("A sweep of " + problem.name() + ": sweepstake sweep -f " + ShellWord.of(file));
    about.add("Keys behind a # hold anyway or are examples; flags win over what stands here.");
    return SweepTemplate.of(problem, given, shown, about);
  }

  /** What editors with a server for YAML look for in the first line. */
  private static List<String> editors(Path schema) {
    return List.of("yaml-language-server: $schema=" + schema.getFileName());
  }

  private Path beside() {
    String name = String.valueOf(out.getFileName()).replaceFirst("\\.ya?ml$", "");
    Path beside = out.resolveSibling(name + ".schema.json");
    for (Path file : List.of(out, beside)) {
      if (Files.exists(file)) {
        throw new IllegalArgumentException(
            "--out: must name a file that is not there yet, " + file + " is");
      }
    }
    return beside;
  }

  /** What the help says of each key. */
  private Map<String, String> meanings() {
    CommandSpec sweep = spec.root().subcommands().get("sweep").getCommandSpec();
    Map<String, String> meanings = new LinkedHashMap<>();
    for (OptionSpec option : sweep.options()) {
      for (String name : option.names()) {
        String key = name.replaceFirst("^--?", "");
        if (SweepConfig.keys().contains(key)) {
          meanings.put(key, meaning(option));
        }
      }
    }
    return meanings;
  }

  private static String meaning(OptionSpec option) {
    String choices =
        option.completionCandidates() == null
            ? ""
            : StreamSupport.stream(option.completionCandidates().spliterator(), false)
                .collect(Collectors.joining(", "));
    return String.join(" ", option.description())
        .replace("${COMPLETION-CANDIDATES}", choices)
        .replace("%%", "%");
  }
}
