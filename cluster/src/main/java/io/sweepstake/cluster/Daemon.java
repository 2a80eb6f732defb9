package io.sweepstake.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java process of the mini-cluster and its log file. */
final class Daemon implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int TAIL_LINES = 20;

  private final String name;
  private final Process process;
  private final Path log;

  private Daemon(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process whose output goes to {@code name.log} in a directory.
   *
   * @param environment all of it, nothing is inherited
   */
  static Daemon start(
      String name, List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Daemon(name, builder.start(), log);
  }

  /**
   * Waits for the process to end.
   *
   * @return whether it did within the time
   */
  boolean ended(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** Of a process that has ended. */
  int exitCode() {
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  /** What it has started itself. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** Ends the process as {@code kill -9} does, and nothing that it has started. */
  void kill() {
    process.destroyForcibly();
    ended(GRACE);
  }

  /** What the process said last, to put into an error message. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      int from = Math.max(0, lines.size() - TAIL_LINES);
      return name + " said:\n" + String.join("\n", lines.subList(from, lines.size()));
    } catch (IOException e) {
      return name + " left no readable log at " + log;
    }
  }

  /** Ends the process and all it has started; harmless if it has ended. */
  @Override
  public void close() {
    // A worker's executors are its children: once it is dead they can no longer be found.
    List<ProcessHandle> all = new ArrayList<>();
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      descendants.forEach(all::add);
    }
    process.destroy();
    if (!ended(GRACE)) {
      process.destroyForcibly();
      ended(GRACE);
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
