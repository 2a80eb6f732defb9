package io.sweepstake.sweeps.store.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes that can be seen from here: Linux's {@code /proc}. On other systems nothing is
 * known of any process.
 */
public final class ProcessTable {
  public static final ProcessTable OF_THIS_MACHINE =
      new ProcessTable(Path.of("/proc"), ProcessHandle.current().pid());

  /** Whether a process lives. */
  public enum Life {
    LIVES,
    GONE,
    UNKNOWN
  }

  private final Path proc;
  private final long pid;

  public ProcessTable(Path proc, long pid) {
    this.proc = proc;
    this.pid = pid;
  }

  /** This process; empty where the system does not tell all that is needed. */
  public Optional<ProcessIdentity> self() {
    return identity(pid);
  }

  /** A process of this table that lives now. */
  public Optional<ProcessIdentity> identity(long number) {
    try {
      // A /proc of another namespace than ours tells of other processes under our numbers.
      if (!link("self").equals(Long.toString(pid))) {
        return Optional.empty();
      }
      String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      String namespaces = link("self/ns/pid");
      if (Files.isSymbolicLink(proc.resolve("self/ns/time"))) {
        namespaces += " " + link("self/ns/time");
      }
      return Optional.of(
          new ProcessIdentity(boot, namespaces, number, Stat.of(proc, number).ticks()));
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException notTold) {
      return Optional.empty();
    }
  }

  private String link(String name) throws IOException {
    return Files.readSymbolicLink(proc.resolve(name)).toString();
  }

  /** Whether another process lives; unknown unless it is, or was, of this table. */
  public Life life(ProcessIdentity other) {
    Optional<ProcessIdentity> self = self();
    if (self.isEmpty() || !self.get().besides(other)) {
      return Life.UNKNOWN;
    }
    try {
      Stat stat = Stat.of(proc, other.pid());
      boolean another = stat.ticks() != other.startTicks();
      return another || (stat.ended() && threads(other.pid()) <= 1) ? Life.GONE : Life.LIVES;
    } catch (NoSuchFileException noSuchNumber) {
      // Unless other people's processes are hidden from us.
      return Files.isReadable(proc.resolve("1/stat")) ? Life.GONE : Life.UNKNOWN;
    } catch (IOException | IllegalArgumentException notTold) {
      return Life.UNKNOWN;
    }
  }

  private long threads(long number) throws IOException {
    try (Stream<Path> tasks = Files.list(proc.resolve(number + "/task"))) {
      return tasks.count();
    }
  }

  /** Of {@code /proc/PID/stat}: its third and its 22nd field. */
  private record Stat(char state, long ticks) {
    static Stat of(Path proc, long number) throws IOException {
      String line = Files.readString(proc.resolve(number + "/stat"));
      // The second field is a name in parentheses, which may hold anything.
      String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
      if (fields.length < 20 || fields[0].length() != 1) {
        throw new IllegalArgumentException("stat: must have at least 22 fields, was " + line);
      }
      return new Stat(fields[0].charAt(0), Long.parseLong(fields[19]));
    }

    boolean ended() {
      return state == 'Z' || state == 'X';
    }
  }
}
