package io.sweepstake.cluster.cli;

import io.sweepstake.cluster.ClusterSecret;
import io.sweepstake.cluster.Installation;
import io.sweepstake.cluster.Redaction;
import io.sweepstake.cluster.SparkSubmit;
import io.sweepstake.cluster.Submission;
import io.sweepstake.cluster.profile.DeployMode;
import io.sweepstake.cluster.profile.Profile;
import io.sweepstake.cluster.profile.ProfileFile;
import io.sweepstake.jobs.cli.Subcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Runs a command of this program on a cluster. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run a command on a cluster: build the spark-submit line from a profile, and run it.",
      "What stands before -- is for the cluster, what stands after it is the command."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake submit --profile yarn --dry-run -- sweep --setting additive-2x2-uniform \\",
      "      --trials 40 --study hdfs:///studies/first",
      "  sweepstake submit --profile standalone --master spark://host:7077 --executors 4 -- \\",
      "      resume hdfs:///studies/first --more 100",
      "  sweepstake submit --profile mine.yaml --gpus-per-executor 2 --gpu-amount-per-task 0.5 \\",
      "      -- sweep -f study.yaml",
      "",
      "Profiles lie in cluster/profiles, with comments; copy one and change it. Spark is the one"
          + " of",
      "SPARK_HOME, or for standalone masters and this machine the one that this program brings."
    })
public final class SubmitCommand implements Subcommand {
  @Option(
      names = "--profile",
      required = true,
      paramLabel = "NAME|FILE",
      description = "The cluster: local, standalone, yarn, kubernetes, mini-cluster, or a file.")
  private String profile;

  @Option(
      names = "--dry-run",
      description = "Show the spark-submit line without secrets, and run nothing.")
  private boolean dryRun;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "The master, such as spark://host:7077.")
  private String master;

  @Option(
      names = "--deploy-mode",
      paramLabel = "MODE",
      description = "Where the driver runs: client, here, or cluster.")
  private String deployMode;

  @Option(names = "--executors", paramLabel = "N", description = "How many executors.")
  private String executors;

  @Option(
      names = "--executor-cores",
      paramLabel = "N",
      description = "Trials that an executor runs at a time.")
  private String executorCores;

  @Option(
      names = "--executor-memory",
      paramLabel = "SIZE",
      description = "Heap of an executor, such as 2g: 600m and 200m a trial.")
  private String executorMemory;

  @Option(names = "--driver-memory", paramLabel = "SIZE", description = "Heap of the driver.")
  private String driverMemory;

  @Option(
      names = "--gpus-per-executor",
      paramLabel = "N",
      description = "GPUs that each executor holds.")
  private String gpusPerExecutor;

  @Option(
      names = "--gpu-amount-per-task",
      paramLabel = "X",
      description = "How much of a GPU a trial takes: at most 0.5, or a whole number (default: 1).")
  private String gpuAmountPerTask;

  @Option(
      names = "--gpu-discovery-script",
      paramLabel = "PATH",
      description = "What finds the GPUs, where executors look for them themselves.")
  private String gpuDiscoveryScript;

  @Option(
      names = "--gpu-stage-level",
      description = "Let only trials ask for GPUs, not evaluations and queries.")
  private boolean gpuStageLevel;

  @Option(
      names = "--application",
      paramLabel = "JAR",
      description = "Another application jar: a file or a URI that the cluster can reach.")
  private String application;

  @Option(
      names = "--natives",
      paramLabel = "JARS",
      description = "Jars of native libraries, none, or the one built here (the default).")
  private String natives;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "Where a standalone cluster's secret is, readable by you alone.")
  private String secretFile;

  @Option(
      names = "--conf",
      paramLabel = "NAME=VALUE",
      description = "Any setting of Spark; repeatable.")
  private Map<String, String> conf = new LinkedHashMap<>();

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command to run, after --: sweep, resume, evaluate, query ...")
  private List<String> command = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Installation installation = Installation.ofThisProgram();
    Profile chosen = ProfileFile.read(installation, profile, given());
    ParseResult parsed = parse();
    List<String> notes =
        chosen.mode() == DeployMode.CLUSTER ? SharedPaths.notes(parsed) : List.of();
    notes.forEach(note -> say("note: " + note));
    Submission submission = chosen.submission(installation, command);
    if (dryRun) {
      show(submission);
      return 0;
    }
    Map<String, String> secret = secret(chosen);
    SparkSubmit spark = SparkSubmit.of(System.getenv(), installation, chosen.manager().module());
    say("submitting to " + chosen.master() + " by " + spark.description());
    ProcessBuilder driver = spark.driver(submission, chosen.onThisMachine());
    driver.environment().putAll(secret);
    return DriverProcess.run(driver);
  }

  private static Map<String, String> secret(Profile profile) throws IOException {
    return profile.secretFile().isPresent()
        ? ClusterSecret.in(profile.secretFile().get()).environment()
        : Map.of();
  }

  /** What was said here, which wins over the profile. */
  private Map<String, Object> given() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("master", master);
    given.put("deploy-mode", deployMode);
    given.put("executors", executors);
    given.put("executor-cores", executorCores);
    given.put("executor-memory", executorMemory);
    given.put("driver-memory", driverMemory);
    given.put("gpus-per-executor", gpusPerExecutor);
    given.put("gpu-amount-per-task", gpuAmountPerTask);
    given.put("gpu-discovery-script", gpuDiscoveryScript);
    given.put("gpu-stage-level", gpuStageLevel ? "true" : null);
    given.put("application", application);
    given.put("natives", natives);
    given.put("secret-file", secretFile);
    given.put("spark", conf.isEmpty() ? null : conf);
    given.values().removeIf(value -> value == null);
    return given;
  }

  /** Reads the command as the driver will, so that a slip is found before a cluster is asked. */
  private ParseResult parse() {
    CommandLine program = spec.commandLine().getParent();
    List<String> here = List.of("submit", "cluster", "help");
    if (command.isEmpty() || here.contains(command.get(0))) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "the command to run must be given after --, such as -- sweep --trials 20, "
              + (command.isEmpty() ? "was missing" : "was " + command.get(0)));
    }
    ParseResult parsed = program.parseArgs(command.toArray(String[]::new));
    ParseResult subcommand = parsed.subcommand();
    if (subcommand == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "the command to run must begin with its name, was " + command.get(0));
    }
    if (subcommand.hasMatchedOption("--master")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--master: must stand before --, with the profile, not after it");
    }
    return subcommand;
  }

  private void show(Submission submission) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        CommandText.of(
            "spark-submit",
            Redaction.of(submission.submitArguments()),
            command.size(),
            Path.of("").toAbsolutePath()));
    out.flush();
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("sweepstake: " + line);
    err.flush();
  }
}
