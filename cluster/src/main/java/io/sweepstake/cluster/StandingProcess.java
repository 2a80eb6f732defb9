package io.sweepstake.cluster;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process that was started by another program than this one.
 *
 * @param name as in the name of its log
 * @param started when it was
 */
public record StandingProcess(String name, long pid, Instant started) {
  /**
   * Operating systems tell the time of a start from that of their own, which is set now and then.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final String DETACH = "setsid";

  /** A process of this machine, now. */
  static StandingProcess of(String name, long pid) {
    Instant started =
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().startInstant())
            .orElse(Instant.now());
    return new StandingProcess(name, pid, started);
  }

  /** A command line that a closing terminal does not end, where the machine knows how. */
  static List<String> detached(List<String> command) {
    boolean known =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, DETACH)));
    if (!known) {
      return command;
    }
    List<String> words = new ArrayList<>(List.of(DETACH));
    words.addAll(command);
    return words;
  }

  /** The process, if it still runs. */
  Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(at -> Duration.between(at, started).abs().compareTo(TOLERANCE) <= 0)
                    .orElse(false));
  }

  /** Ends the process and all it has started; harmless if it has ended. */
  void end() {
    Optional<ProcessHandle> handle = handle();
    if (handle.isEmpty()) {
      return;
    }
    // A worker's executors are its children: once it is dead they can no longer be found.
    List<ProcessHandle> all = handle.get().descendants().toList();
    handle.get().destroy();
    if (!ended(handle.get())) {
      handle.get().destroyForcibly();
      ended(handle.get());
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean ended(ProcessHandle process) {
    try {
      process.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException slow) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
