package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyLockedException;
import io.sweepstake.sweeps.study.Provenance;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/**
 * The right to write to a study: the file {@code driver.lock}, which names its owner and is touched
 * while the owner lives.
 *
 * <p>A lease is void when its process is known to be gone (same host, no such process, or another
 * one under its number) or, on another host, when it was not touched for {@link #EXPIRY} and is not
 * while we watch: the times of two hosts, or of one whose clock was set, need not agree, but who
 * touches it lives.
 */
final class Lease implements AutoCloseable {
  static final Duration EXPIRY = Duration.ofMinutes(2);
  private static final String FILE = "driver.lock";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Leases held in this process, whose number alone cannot tell them apart. */
  private static final Set<String> HELD_HERE = ConcurrentHashMap.newKeySet();

  private static final Duration POLL = Duration.ofMillis(250);

  private final StudyDirectory directory;
  private final Owner owner;

  /** Who holds a lease; {@code processStart} is empty where the platform does not tell. */
  private record Owner(String id, String host, long pid, String processStart) {
    static Owner me() {
      ProcessHandle process = ProcessHandle.current();
      return new Owner(
          UUID.randomUUID().toString(),
          Provenance.ofThisProcess().attributes().get("host"),
          process.pid(),
          start(process));
    }

    static String start(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toString).orElse("");
    }

    /** Whether the owner's process is gone; empty when it cannot be known from here. */
    Optional<Boolean> gone(String myHost) {
      if (!host.equals(myHost)) {
        return Optional.empty();
      }
      if (pid == ProcessHandle.current().pid()
          && processStart.equals(start(ProcessHandle.current()))) {
        return Optional.of(!HELD_HERE.contains(id));
      }
      Optional<ProcessHandle> process = ProcessHandle.of(pid);
      return Optional.of(
          process.isEmpty()
              || !process.get().isAlive()
              || !start(process.get()).equals(processStart));
    }

    String json() {
      ObjectNode node = JSON.createObjectNode();
      node.put("owner", id);
      node.put("host", host);
      node.put("pid", pid);
      node.put("process_start", processStart);
      return node.toPrettyString();
    }

    static Owner parse(String text) throws JsonProcessingException {
      JsonNode node = JSON.readTree(text);
      return new Owner(
          node.path("owner").asText(),
          node.path("host").asText(),
          node.path("pid").asLong(-1),
          node.path("process_start").asText());
    }
  }

  private Lease(StudyDirectory directory, Owner owner) {
    this.directory = directory;
    this.owner = owner;
  }

  /**
   * Takes the lease.
   *
   * @param watch how long one that seems to be another host's dead driver's is watched before it is
   *     taken for that; several times as long as a driver needs to touch it
   * @throws StudyLockedException when another driver holds it
   */
  static Lease acquire(StudyDirectory directory, Duration watch) throws IOException {
    Lease lease = new Lease(directory, Owner.me());
    // Before the file, so that nobody in this process can take it for a dead one's.
    HELD_HERE.add(lease.owner.id());
    try {
      for (int attempt = 0; attempt < 3; attempt++) {
        if (lease.create()) {
          return lease;
        }
        lease.removeIfVoid(watch);
      }
      throw new StudyLockedException(
          directory.root + ": several drivers want to write to this study at the same time");
    } catch (IOException | RuntimeException refused) {
      HELD_HERE.remove(lease.owner.id());
      throw refused;
    }
  }

  private boolean create() throws IOException {
    byte[] content = owner.json().getBytes(StandardCharsets.UTF_8);
    if (directory.isLocal()) {
      // Hadoop's local file system checks and then creates; the operating system does both at once.
      try {
        java.nio.file.Path path = java.nio.file.Path.of(directory.path(FILE).toUri());
        Files.write(path, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return true;
      } catch (FileAlreadyExistsException held) {
        return false;
      }
    }
    try (FSDataOutputStream out = directory.files.create(directory.path(FILE), false)) {
      out.write(content);
      StudyDirectory.sync(out);
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException held) {
      return false;
    }
  }

  private void removeIfVoid(Duration watch) throws IOException {
    String text;
    long touched;
    try {
      touched = directory.files.getFileStatus(directory.path(FILE)).getModificationTime();
      text = directory.readText(FILE);
    } catch (FileNotFoundException released) {
      return;
    }
    Duration age = Duration.between(Instant.ofEpochMilli(touched), Instant.now());
    Owner holder = null;
    try {
      holder = Owner.parse(text);
    } catch (JsonProcessingException halfWritten) {
      // Its owner died, or is still, writing it: only its age can tell.
    }
    Optional<Boolean> known = holder == null ? Optional.empty() : holder.gone(owner.host());
    boolean gone =
        known.isPresent() ? known.get() : age.abs().compareTo(EXPIRY) > 0 && silent(touched, watch);
    if (!gone) {
      throw new StudyLockedException(
          directory.root
              + ": another driver writes to this study: "
              + (holder == null ? "unknown" : "process " + holder.pid() + " on " + holder.host())
              + ", last seen "
              + Math.max(0, age.toSeconds())
              + " s ago (see "
              + FILE
              + ")");
    }
    // Whoever renames it first may go on; a fresh lease renamed by mistake is put back.
    Path taken = directory.path("_stale-" + owner.id() + ".lock");
    if (directory.files.rename(directory.path(FILE), taken)) {
      if (!directory.readText(taken.getName()).equals(text)) {
        directory.rename(taken, directory.path(FILE));
      } else {
        directory.delete(taken);
      }
    }
  }

  /** Whether nobody touches the lease for so long, whatever the clocks say. */
  private boolean silent(long touched, Duration watch) throws IOException {
    long deadline = System.nanoTime() + watch.toNanos();
    do {
      try {
        if (directory.files.getFileStatus(directory.path(FILE)).getModificationTime() != touched) {
          return false;
        }
        if (System.nanoTime() < deadline) {
          Thread.sleep(POLL.toMillis());
        }
      } catch (FileNotFoundException released) {
        return true;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while watching " + FILE);
      }
    } while (System.nanoTime() < deadline);
    return true;
  }

  /** Shows that the owner lives. */
  void touch() throws IOException {
    directory.files.setTimes(directory.path(FILE), System.currentTimeMillis(), -1);
  }

  /**
   * Checks that the lease is still this one's.
   *
   * @throws StudyLockedException when it was taken away
   */
  void check() throws IOException {
    try {
      if (Owner.parse(directory.readText(FILE)).equals(owner)) {
        return;
      }
    } catch (FileNotFoundException | JsonProcessingException lost) {
      throw lost(lost);
    }
    throw lost(null);
  }

  private StudyException lost(Exception cause) {
    StudyLockedException lost =
        new StudyLockedException(
            directory.root + ": another driver took this study over; this one may write no more");
    if (cause != null) {
      lost.initCause(cause);
    }
    return lost;
  }

  @Override
  public void close() throws IOException {
    if (HELD_HERE.remove(owner.id())) {
      try {
        check();
      } catch (StudyLockedException takenAway) {
        return;
      }
      directory.delete(directory.path(FILE));
    }
  }
}
