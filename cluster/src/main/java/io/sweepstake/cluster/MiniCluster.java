package io.sweepstake.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A real Spark standalone cluster on this machine: a master and workers, each a process of its own,
 * reachable from this machine only, and used by who has its {@link #secret}.
 *
 * <p>All processes end with {@link #close}, and with this program if it is told to stop. Files,
 * logs among them, stay in the cluster's directory.
 */
public final class MiniCluster implements AutoCloseable {
  static final String LOOPBACK = "127.0.0.1";

  private static final Duration POLL = Duration.ofMillis(200);

  /** After which the master takes a worker for dead, and a new master stops asking for one. */
  private static final int SILENCE_SECONDS = 15;

  /** Where a master notes its workers and applications for the one that takes its place. */
  private static final String MEMORY = "master-memory";

  private final SparkHome home;
  private final Size size;
  private final Path directory;
  private final DaemonCommands commands;
  private final ClusterSecret secret = ClusterSecret.random();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Daemon> daemons = new ArrayList<>(); // the master first
  private int replaced;
  private final Thread atExit = new Thread(this::stop, "stop mini-cluster");

  /**
   * How large a cluster is.
   *
   * @param workers at least 1
   * @param coresPerWorker at least 1; may be more than the machine has
   * @param megabytesPerWorker memory that a worker offers to executors, at least 512
   */
  public record Size(int workers, int coresPerWorker, int megabytesPerWorker) {
    public Size {
      if (workers < 1 || coresPerWorker < 1 || megabytesPerWorker < 512) {
        throw new IllegalArgumentException(
            "mini-cluster: workers and cores must be at least 1 and memory at least 512 MB,"
                + " were %d, %d and %d".formatted(workers, coresPerWorker, megabytesPerWorker));
      }
    }
  }

  private MiniCluster(SparkHome home, Size size, Path directory, DaemonCommands commands) {
    this.home = home;
    this.size = size;
    this.directory = directory;
    this.commands = commands;
  }

  /**
   * Starts a cluster and waits until all workers have registered.
   *
   * @param directory for logs and the workers' files; made if it does not exist
   * @throws IOException if a process ends, or the workers are not there within the time; nothing is
   *     left running then
   */
  public static MiniCluster start(SparkHome home, Size size, Path directory, Duration within)
      throws IOException {
    return start(home, size, Map.of(), directory, within);
  }

  /**
   * The same with settings of Spark for the workers, such as what they offer besides cores and
   * memory.
   */
  public static MiniCluster start(
      SparkHome home, Size size, Map<String, String> workers, Path directory, Duration within)
      throws IOException {
    Files.createDirectories(directory);
    MiniCluster cluster;
    try (ServerSocket first = freePort();
        ServerSocket second = freePort()) {
      cluster =
          new MiniCluster(
              home,
              size,
              directory,
              new DaemonCommands(
                  home,
                  size,
                  mortal(directory, workers),
                  directory,
                  first.getLocalPort(),
                  second.getLocalPort()));
    }
    Runtime.getRuntime().addShutdownHook(cluster.atExit);
    try {
      cluster.startDaemons();
      cluster.awaitWorkers(within);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static ServerSocket freePort() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK));
  }

  private void startDaemons() throws IOException {
    forget();
    WorkerFiles.prepare(directory, size.workers());
    daemons.add(daemon("master", commands.master()));
    for (int worker = 1; worker <= size.workers(); worker++) {
      daemons.add(daemon("worker-" + worker, commands.worker(worker)));
    }
  }

  /** What the master of an earlier cluster in this directory remembered is not gone on with. */
  private void forget() throws IOException {
    Path memory = directory.resolve(MEMORY);
    if (Files.exists(memory)) {
      try (Stream<Path> all = Files.walk(memory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static Map<String, String> mortal(Path directory, Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("spark.worker.timeout", String.valueOf(SILENCE_SECONDS));
    all.put("spark.deploy.recoveryMode", "FILESYSTEM");
    all.put("spark.deploy.recoveryDirectory", directory.resolve(MEMORY).toString());
    return all;
  }

  private Daemon daemon(String name, List<String> command) throws IOException {
    return Daemon.start(name, command, home.environment(secret), directory);
  }

  private void awaitWorkers(Duration within) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      Optional<MasterStatus> status = MasterStatus.of(client, webPage());
      if (status.isPresent() && status.get().aliveWorkers() == size.workers()) {
        return;
      }
      for (Daemon daemon : daemons) {
        if (daemon.ended(POLL.dividedBy(daemons.size()))) {
          throw new IOException("mini-cluster: a process has ended; " + daemon.lastWords());
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "mini-cluster: %s of %d workers after %d s; %s"
                .formatted(
                    status.map(MasterStatus::aliveWorkers).map(String::valueOf).orElse("none"),
                    size.workers(),
                    within.toSeconds(),
                    daemons.get(daemons.size() - 1).lastWords()));
      }
    }
  }

  /** As for {@code --master}: {@code spark://127.0.0.1:PORT}. */
  public URI master() {
    return commands.masterUrl();
  }

  /** Without which nobody can use the cluster. */
  public ClusterSecret secret() {
    return secret;
  }

  /** The master's web page. */
  public URI webPage() {
    return commands.webPage();
  }

  /** What the master says now; nothing if it does not answer. */
  public Optional<MasterStatus> status() {
    return MasterStatus.of(client, webPage());
  }

  /** The process ids of the workers, in the order in which they were started. */
  public List<Long> workers() {
    return daemons.stream().skip(1).map(Daemon::pid).toList();
  }

  /**
   * Kills the master, as {@code kill -9} does, and starts another in its place, which remembers the
   * workers and applications of the first.
   */
  public synchronized void replaceMaster() throws IOException {
    daemons.get(0).kill();
    daemons.set(0, daemon("master-" + ++replaced, commands.master()));
  }

  /**
   * Kills a worker, as {@code kill -9} does, and starts another in its place. The executors of the
   * first end by themselves.
   *
   * @param number from 0
   */
  public synchronized void replaceWorker(int number) throws IOException {
    daemons.get(number + 1).kill();
    daemons.set(
        number + 1,
        daemon("worker-" + (number + 1) + "-" + ++replaced, commands.worker(number + 1)));
  }

  /** The processes of executors, as far as the workers that started them live. */
  public synchronized List<ProcessHandle> executors() {
    return daemons.stream().skip(1).flatMap(worker -> worker.children().stream()).toList();
  }

  /** Ends all processes: workers with their executors first, then the master. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This program is ending: the hook is running, or has run.
      return;
    }
  }

  private synchronized void stop() {
    for (int k = daemons.size() - 1; k >= 0; k--) {
      daemons.get(k).close();
    }
  }
}
