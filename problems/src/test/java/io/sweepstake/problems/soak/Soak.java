package io.sweepstake.problems.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import io.sweepstake.jobs.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A process that has studies made, asked and thrown away, one after another, and says after each
 * what it holds: {@code Soak DIRECTORY MINUTES}.
 */
final class Soak {
  private static final double MIB = 1 << 20;

  private final Path home;

  private Soak(Path home) {
    this.home = home;
  }

  /**
   * What a process holds after a round.
   *
   * @param minute since the start
   * @param resident MiB of the machine's memory
   * @param heap MiB in use after a collection
   * @param outside MiB of classes and code
   * @param threads alive
   * @param descriptors open
   * @param files in its directories, temporary ones among them
   */
  record Held(
      int round,
      double minute,
      double resident,
      double heap,
      double outside,
      int threads,
      long descriptors,
      long files) {
    String line() {
      return String.format(
          Locale.ROOT,
          "%d,%.1f,%.0f,%.1f,%.1f,%d,%d,%d",
          round,
          minute,
          resident,
          heap,
          outside,
          threads,
          descriptors,
          files);
    }

    static Held of(String line) {
      String[] cells = line.split(",");
      return new Held(
          Integer.parseInt(cells[0]),
          Double.parseDouble(cells[1]),
          Double.parseDouble(cells[2]),
          Double.parseDouble(cells[3]),
          Double.parseDouble(cells[4]),
          Integer.parseInt(cells[5]),
          Long.parseLong(cells[6]),
          Long.parseLong(cells[7]));
    }
  }

  public static void main(String[] arguments) throws IOException {
    Soak soak = new Soak(Path.of(arguments[0]));
    double minutes = Double.parseDouble(arguments[1]);
    long begun = System.nanoTime();
    double minute = 0;
    for (int round = 0; minute < minutes; round++) {
      soak.round();
      minute = (System.nanoTime() - begun) / 60e9;
      System.out.println("held," + soak.held(round, minute).line());
    }
    System.exit(0); // as the program does
  }

  private void round() throws IOException {
    Path study = home.resolve("study");
    Path exported = home.resolve("best.onnx");
    run(
        "sweep",
        "--setting=additive-1x2-uniform",
        "--family=rochetnet",
        "--iterations=50",
        "--trials=3",
        "--sampler=tpe:startup=2",
        "--pruner=median:startup=2,warmup=10,interval=10",
        "--finalists=0",
        "--retrain=0",
        "--study=" + study);
    run("resume", study, "--more", 1);
    run("query", study, "SELECT state, count(*), max(objective) FROM trials GROUP BY state");
    run("evaluate", study, "--top=1", "--profiles=256");
    run("best", study, "--format=csv");
    run("replay", study, "--format=csv");
    run("report", study);
    run("export", study, "--to", exported);
    Files.delete(exported);
    try (Stream<Path> all = Files.walk(study)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void run(Object... arguments) {
    StringWriter said = new StringWriter();
    String[] words = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    int code = Main.run(new PrintWriter(said), new PrintWriter(said), words);
    if (code != 0) {
      throw new IllegalStateException(List.of(words) + " ended with " + code + ": " + said);
    }
  }

  private Held held(int round, double minute) throws IOException {
    // Twice: what the first one lets go of may hold others.
    System.gc();
    System.gc();
    var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var memory = ManagementFactory.getMemoryMXBean();
    try (Stream<Path> files = Files.walk(home)) {
      return new Held(
          round,
          minute,
          resident(),
          memory.getHeapMemoryUsage().getUsed() / MIB,
          memory.getNonHeapMemoryUsage().getUsed() / MIB,
          ManagementFactory.getThreadMXBean().getThreadCount(),
          system.getOpenFileDescriptorCount(),
          files.count());
    }
  }

  private static double resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("/proc/self/status: has no line VmRSS");
  }
}
