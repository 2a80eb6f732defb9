package io.sweepstake.cluster.cli;

import io.sweepstake.cluster.Installation;
import io.sweepstake.cluster.MasterStatus;
import io.sweepstake.cluster.MiniCluster;
import io.sweepstake.cluster.StandingCluster;
import io.sweepstake.cluster.StandingProcess;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.config.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A real cluster on this machine, to try a distributed sweep with. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "start|stop|status",
    description = {
      "Start, stop or look at a standalone Spark cluster on this machine: a master and workers,",
      "each a process of its own, reachable from this machine only. It runs until it is stopped."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake cluster start --workers 2 --cores 1",
      "  sweepstake submit --profile mini-cluster -- sweep --setting additive-1x2-uniform \\",
      "      --trials 4 --study studies/distributed",
      "  sweepstake cluster stop"
    })
public final class MiniClusterCommand implements Subcommand {
  private static final Duration WITHIN = Duration.ofSeconds(90);
  private static final Pattern MEMORY = Pattern.compile("(\\d{1,7})([mg])b?");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no action given; choose one of start, stop, status");
  }

  /** Where the cluster's files are. */
  static final class DirectoryOption {
    @Option(
        names = "--directory",
        paramLabel = "DIR",
        description = "Where its logs and files are (default: ~/.sweepstake/mini-cluster).")
    private Path directory;

    StandingCluster cluster() {
      return new StandingCluster(
          directory != null
              ? directory
              : Home.directory().resolve(".sweepstake").resolve("mini-cluster"));
    }

    /** How another command is told of a file of this cluster; it is not if it finds it itself. */
    private String option(String name, Path file) {
      return directory == null
          ? ""
          : " " + name + " " + CommandText.word(file.toString(), Path.of("").toAbsolutePath());
    }
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Start the cluster, and say how to use it.")
  int start(
      @Option(
              names = "--workers",
              paramLabel = "N",
              defaultValue = "2",
              description = "How many workers (default: 2).")
          int workers,
      @Option(
              names = "--cores",
              paramLabel = "N",
              defaultValue = "1",
              description = "Cores that each offers (default: 1).")
          int cores,
      @Option(
              names = "--memory",
              paramLabel = "SIZE",
              defaultValue = "1g",
              description = "Memory that each offers to executors, at least 600m (default: 1g).")
          String memory,
      @Option(
              names = "--gpus-per-worker",
              paramLabel = "N",
              defaultValue = "0",
              description = "GPUs that each offers (default: 0).")
          int gpus,
      @Option(
              names = "--gpu-discovery-script",
              paramLabel = "PATH",
              description = "What finds them (default: the one that asks nvidia-smi).")
          Path script,
      @Option(
              names = "--port",
              paramLabel = "N",
              defaultValue = "7077",
              description = "The master's port, 0 for any (default: 7077).")
          int port,
      @Option(
              names = "--web-port",
              paramLabel = "N",
              defaultValue = "8080",
              description = "The port of its web page, 0 for any (default: 8080).")
          int webPort,
      @CommandLine.Mixin DirectoryOption directory)
      throws IOException {
    Installation installation = Installation.ofThisProgram();
    MiniCluster.Size size = new MiniCluster.Size(workers, cores, megabytes(memory));
    Map<String, String> settings = new LinkedHashMap<>();
    if (gpus < 0) {
      throw new IllegalArgumentException("--gpus-per-worker: must be at least 0, was " + gpus);
    }
    if (gpus > 0) {
      Path finder = script == null ? installation.gpuDiscovery() : script.toAbsolutePath();
      settings.put("spark.worker.resource.gpu.amount", Integer.toString(gpus));
      settings.put("spark.worker.resource.gpu.discoveryScript", finder.toString());
    }
    StandingCluster.Running running =
        directory
            .cluster()
            .start(
                installation.spark(),
                size,
                settings,
                new StandingCluster.Ports(port, webPort),
                WITHIN);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "mini-cluster at %s: %d workers with %d core(s), %d MB%s each; web page %s%n",
        running.master(),
        workers,
        cores,
        size.megabytesPerWorker(),
        gpus > 0 ? ", " + gpus + " GPU(s)" : "",
        running.webPage());
    out.println(usage(running, gpus, directory));
    out.flush();
    return 0;
  }

  static String usage(StandingCluster.Running running, int gpus, DirectoryOption directory) {
    StandingCluster cluster = directory.cluster();
    return "try it:  ./sweepstake submit --profile mini-cluster"
        + (running.master().getPort() == 7077 ? "" : " --master " + running.master())
        + directory.option("--secret-file", cluster.secretFile())
        + (gpus > 0 ? " --gpus-per-executor " + gpus : "")
        + " -- \\\n           sweep --setting additive-1x2-uniform --trials 4 --iterations 2000"
        + " --study studies/distributed\n"
        + "stop it: ./sweepstake cluster stop"
        + directory.option("--directory", cluster.directory());
  }

  private static int megabytes(String memory) {
    Matcher size = MEMORY.matcher(memory);
    long megabytes =
        size.matches() ? Long.parseLong(size.group(1)) * (size.group(2).equals("g") ? 1024 : 1) : 0;
    if (megabytes < 600 || megabytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "--memory: must be such as 1g and at least 600m, was " + memory);
    }
    return (int) megabytes;
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "End all its processes; harmless if it is not running.")
  int stop(@CommandLine.Mixin DirectoryOption directory) throws IOException {
    Optional<StandingCluster.Running> ended = directory.cluster().stop();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        ended.isPresent()
            ? "mini-cluster at " + ended.get().master() + ": stopped"
            : "no mini-cluster is running");
    out.flush();
    return 0;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Say whether it runs; the exit code is 1 unless all of it does.")
  int status(@CommandLine.Mixin DirectoryOption directory) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Optional<StandingCluster.Running> found = directory.cluster().running();
    if (found.isEmpty()) {
      out.println("no mini-cluster is running; start one with: ./sweepstake cluster start");
      out.flush();
      return 1;
    }
    StandingCluster.Running running = found.get();
    Optional<MasterStatus> status = running.status();
    out.println(
        "mini-cluster at "
            + running.master()
            + ": "
            + status
                .map(
                    now ->
                        now.aliveWorkers()
                            + " of "
                            + running.workers()
                            + " workers, "
                            + now.coresUsed()
                            + " of "
                            + now.cores()
                            + " cores in use; web page "
                            + running.webPage())
                .orElse("the master does not answer"));
    List<StandingProcess> alive = running.alive();
    running.processes().stream()
        .filter(process -> !alive.contains(process))
        .forEach(
            process ->
                out.println(
                    process.name()
                        + " has ended; its log is "
                        + directory.cluster().directory().resolve(process.name() + ".log")));
    out.flush();
    return alive.size() == running.processes().size() && status.isPresent() ? 0 : 1;
  }
}
