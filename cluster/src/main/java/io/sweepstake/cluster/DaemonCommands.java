package io.sweepstake.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The command lines of a standalone cluster's processes on this machine, which have a {@link
 * ClusterSecret} in their environment.
 *
 * @param settings of Spark for all of them
 * @param directory of the workers' files
 * @param port of the master
 * @param webPort of the master's web page
 */
record DaemonCommands(
    SparkHome home,
    MiniCluster.Size size,
    Map<String, String> settings,
    Path directory,
    int port,
    int webPort) {
  DaemonCommands {
    Objects.requireNonNull(home, "home");
    Objects.requireNonNull(size, "size");
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(ClusterSecret.settings());
    settings = Map.copyOf(all);
  }

  /** As for {@code --master}. */
  URI masterUrl() {
    return URI.create("spark://" + MiniCluster.LOOPBACK + ":" + port);
  }

  URI webPage() {
    return URI.create("http://" + MiniCluster.LOOPBACK + ":" + webPort + "/");
  }

  List<String> master() {
    return java(
        settings,
        "org.apache.spark.deploy.master.Master",
        "--host",
        MiniCluster.LOOPBACK,
        "--port",
        Integer.toString(port),
        "--webui-port",
        Integer.toString(webPort));
  }

  /**
   * @param number from 1
   */
  List<String> worker(int number) {
    Map<String, String> own = new TreeMap<>(settings);
    own.put("spark.local.dir", WorkerFiles.blocks(directory, number).toString());
    return java(
        own,
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        MiniCluster.LOOPBACK,
        "--webui-port",
        "0",
        "--cores",
        Integer.toString(size.coresPerWorker()),
        "--memory",
        size.megabytesPerWorker() + "m",
        "--work-dir",
        WorkerFiles.work(directory, number).toString(),
        masterUrl().toString());
  }

  private static List<String> flags(Map<String, String> settings) {
    return new TreeMap<>(settings)
        .entrySet().stream()
            .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
            .toList();
  }

  private List<String> java(Map<String, String> settings, String... program) {
    List<String> command =
        new ArrayList<>(
            List.of(
                SparkHome.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // A master on the next free port would never be found.
                "-Dspark.port.maxRetries=0"));
    command.addAll(flags(settings));
    command.addAll(List.of("-cp", home.classPath()));
    command.addAll(List.of(program));
    return command;
  }
}
