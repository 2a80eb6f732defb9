package io.sweepstake.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A standalone cluster on this machine that outlives the program that starts it.
 *
 * <p>Its directory says which processes it has, each by its id and the time of its start, so that
 * an id that has been given to another process since is never taken for ours.
 *
 * @param directory of the file about the processes, of the secret, of logs, and of the workers'
 *     files
 */
public record StandingCluster(Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(200);

  public StandingCluster {
    directory = directory.toAbsolutePath();
  }

  /**
   * What is known of a cluster that was started.
   *
   * @param processes the master first
   */
  public record Running(URI master, URI webPage, List<StandingProcess> processes) {
    /** Those that still run. */
    public List<StandingProcess> alive() {
      return processes.stream().filter(process -> process.handle().isPresent()).toList();
    }

    public int workers() {
      return processes.size() - 1;
    }

    /** What the master says now; nothing if it does not answer. */
    public Optional<MasterStatus> status() {
      return MasterStatus.of(HttpClient.newHttpClient(), webPage);
    }
  }

  /**
   * The ports that a master listens at, on this machine's own address.
   *
   * @param master from 1024 to 65535, or 0 for any that is free
   * @param webPage likewise
   */
  public record Ports(int master, int webPage) {
    public Ports {
      check("port", master);
      check("web-port", webPage);
      if (master == webPage && master != 0) {
        throw new IllegalArgumentException("web-port: must not be the master's, was " + webPage);
      }
    }

    private static void check(String name, int port) {
      if (port != 0 && (port < 1024 || port > 65535)) {
        throw new IllegalArgumentException(
            name + ": must be from 1024 to 65535, or 0 for any, was " + port);
      }
    }
  }

  /**
   * Starts the cluster and waits until all workers have registered.
   *
   * @param workers settings of Spark for the workers
   * @throws IllegalArgumentException if a port is taken
   * @throws IOException if it runs already, a process ends, or the workers are not there within the
   *     time; nothing new is left running then
   */
  public Running start(
      SparkHome home,
      MiniCluster.Size size,
      Map<String, String> workers,
      Ports ports,
      Duration within)
      throws IOException {
    Files.createDirectories(directory);
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new IOException("mini-cluster in " + directory + ": is being started or stopped");
      }
      Optional<Running> earlier = read();
      if (earlier.isPresent() && !earlier.get().alive().isEmpty()) {
        throw new IOException(
            "mini-cluster: already runs at "
                + earlier.get().master()
                + ", "
                + earlier.get().alive().size()
                + " of "
                + earlier.get().processes().size()
                + " processes; stop it first");
      }
      return started(commands(home, size, workers, ports), within);
    }
  }

  private DaemonCommands commands(
      SparkHome home, MiniCluster.Size size, Map<String, String> workers, Ports ports) {
    try (ServerSocket master = bind("port", ports.master());
        ServerSocket page = bind("web-port", ports.webPage())) {
      return new DaemonCommands(
          home, size, workers, directory, master.getLocalPort(), page.getLocalPort());
    } catch (IOException e) {
      throw new IllegalArgumentException("mini-cluster: no port is free", e);
    }
  }

  private static ServerSocket bind(String name, int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getByName(MiniCluster.LOOPBACK));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          name
              + ": must be free, was "
              + port
              + ", where another program listens; choose another, or 0 for any",
          e);
    }
  }

  private Running started(DaemonCommands commands, Duration within) throws IOException {
    WorkerFiles.prepare(directory, commands.size().workers());
    ClusterSecret secret = ClusterSecret.random();
    secret.write(secretFile());
    Map<String, String> environment = commands.home().environment(secret);
    List<Daemon> daemons = new ArrayList<>();
    Running running = new Running(commands.masterUrl(), commands.webPage(), List.of());
    try {
      running = add(running, daemons, "master", commands.master(), environment);
      for (int worker = 1; worker <= commands.size().workers(); worker++) {
        running = add(running, daemons, "worker-" + worker, commands.worker(worker), environment);
      }
      await(running, daemons, within);
      return running;
    } catch (IOException | RuntimeException e) {
      end(running);
      throw e;
    }
  }

  private Running add(
      Running running,
      List<Daemon> daemons,
      String name,
      List<String> command,
      Map<String, String> environment)
      throws IOException {
    Daemon daemon = Daemon.start(name, StandingProcess.detached(command), environment, directory);
    daemons.add(daemon);
    List<StandingProcess> processes = new ArrayList<>(running.processes());
    processes.add(StandingProcess.of(name, daemon.pid()));
    Running more = new Running(running.master(), running.webPage(), List.copyOf(processes));
    write(more); // at once: whoever is killed here leaves nothing that cannot be stopped
    return more;
  }

  private static void await(Running running, List<Daemon> daemons, Duration within)
      throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      Optional<MasterStatus> status = running.status();
      if (status.isPresent() && status.get().aliveWorkers() == running.workers()) {
        return;
      }
      for (Daemon daemon : daemons) {
        if (daemon.ended(POLL.dividedBy(daemons.size()))) {
          throw new IOException("mini-cluster: a process has ended; " + daemon.lastWords());
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "mini-cluster: the workers did not register within "
                + within.toSeconds()
                + " s; "
                + daemons.get(daemons.size() - 1).lastWords());
      }
    }
  }

  /**
   * The cluster, if any of its processes runs; what one that has ended left behind is no cluster.
   */
  public Optional<Running> running() throws IOException {
    return read().filter(running -> !running.alive().isEmpty());
  }

  /**
   * Ends all processes: workers with their executors first, then the master.
   *
   * @return what ran until now; nothing if nothing did
   */
  public Optional<Running> stop() throws IOException {
    Optional<Running> running = running();
    if (running.isPresent()) {
      end(running.get());
    }
    forget();
    return running;
  }

  private void end(Running running) throws IOException {
    for (int k = running.processes().size() - 1; k >= 0; k--) {
      running.processes().get(k).end();
    }
    forget();
  }

  private void forget() throws IOException {
    Files.deleteIfExists(file());
    Files.deleteIfExists(secretFile());
  }

  /** Where the {@link ClusterSecret} is while the cluster runs. */
  public Path secretFile() {
    return directory.resolve("secret");
  }

  private Path file() {
    return directory.resolve("cluster.json");
  }

  private void write(Running running) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("master", running.master().toString());
    root.put("web-page", running.webPage().toString());
    ArrayNode processes = root.putArray("processes");
    for (StandingProcess process : running.processes()) {
      processes
          .addObject()
          .put("name", process.name())
          .put("pid", process.pid())
          .put("started", process.started().toString());
    }
    Path draft = directory.resolve("_cluster.json");
    try (FileChannel out =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      out.write(ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root)));
      // A machine that fails now must not leave an empty file, which would be in the way.
      out.force(true);
    }
    Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Optional<Running> read() throws IOException {
    if (!Files.exists(file())) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(file().toFile());
      List<StandingProcess> processes = new ArrayList<>();
      for (JsonNode process : root.required("processes")) {
        processes.add(
            new StandingProcess(
                process.required("name").asText(),
                process.required("pid").asLong(),
                Instant.parse(process.required("started").asText())));
      }
      return Optional.of(
          new Running(
              URI.create(root.required("master").asText()),
              URI.create(root.required("web-page").asText()),
              processes));
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          file()
              + ": is damaged; end the cluster's processes by hand, if any, and delete it: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }
}
