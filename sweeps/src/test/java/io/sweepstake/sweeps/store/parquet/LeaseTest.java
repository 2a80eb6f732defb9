package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.store.StudyLockedException;
import io.sweepstake.sweeps.store.driver.Driver;
import io.sweepstake.sweeps.store.driver.ProcessIdentity;
import io.sweepstake.sweeps.store.driver.ProcessTable;
import io.sweepstake.sweeps.study.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who is taken for dead. The lease is always that of another process, number 4711, whose file was
 * last touched at {@link #NOON}; what the system tells of processes is a folder made here, and time
 * passes as the test says.
 */
class LeaseTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration EXPIRY = Duration.ofMinutes(2);
  private static final String BOOT = "11111111-1111-1111-1111-111111111111";
  private static final String NAMESPACE = "pid:[4026531836]";

  @TempDir Path temp;
  private StudyDirectory study;
  private final List<String> notices = new ArrayList<>();
  private FakeTime time = new FakeTime(NOON.plusSeconds(1));

  @BeforeEach
  void study() throws IOException {
    study = ParquetTrialStoreTest.directory(Files.createDirectory(temp.resolve("study")));
  }

  /** Time that passes only while somebody pauses; what happens meanwhile can be said. */
  private static final class FakeTime implements Lease.Time {
    private Instant now;
    private long nanos;
    private Runnable meanwhile = () -> {};

    FakeTime(Instant now) {
      this.now = now;
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void pause(Duration length) {
      now = now.plus(length);
      nanos += length.toNanos();
      meanwhile.run();
    }

    Duration passed() {
      return Duration.ofNanos(nanos);
    }
  }

  /** What Linux tells a process of this number in a namespace. */
  private Path proc(String boot, String namespace, long self) throws IOException {
    Path proc = Files.createTempDirectory(temp, "proc");
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), boot + "\n");
    process(proc, 1, "init", 'S', 1);
    process(proc, self, "java", 'S', 900);
    Files.createDirectories(proc.resolve(self + "/ns"));
    Files.createSymbolicLink(proc.resolve(self + "/ns/pid"), Path.of(namespace));
    Files.createSymbolicLink(proc.resolve("self"), Path.of(Long.toString(self)));
    return proc;
  }

  private static void process(Path proc, long pid, String name, char state, long ticks)
      throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.createDirectories(folder.resolve("task/" + pid));
    Files.writeString(
        folder.resolve("stat"),
        pid
            + " ("
            + name
            + ") "
            + state
            + " 1 1 1 0 -1 0 0 0 0 0 9 9 0 0 20 0 30 0 "
            + ticks
            + " 5\n");
  }

  /** The lease of process 4711 of a namespace, on a host of this name. */
  private void heldBy4711(String boot, String namespace, long ticks, String host)
      throws IOException {
    Driver holder =
        new Driver(
            "0123456789abcdef",
            host,
            4711,
            Optional.of(new ProcessIdentity(boot, namespace, 4711, ticks)),
            Optional.of(NOON.minusSeconds(60)));
    study.write("driver.lock", holder.json().toString());
    touchedAt(NOON);
  }

  private void touchedAt(Instant when) {
    try {
      study.files.setTimes(study.path("driver.lock"), when.toEpochMilli(), -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void beats(Instant from) {
    time.meanwhile =
        () -> touchedAt(from.plusSeconds(time.passed().toSeconds() / BEAT.toSeconds() * 5));
  }

  /** As process 12 of what is seen there. */
  private Lease acquire(Path proc) throws IOException {
    return acquire(new ProcessTable(proc, 12));
  }

  private Lease acquire(ProcessTable table) throws IOException {
    return Lease.acquire(study, new Lease.Terms(BEAT, EXPIRY, table, time, notices::add));
  }

  private static String here() {
    return Provenance.ofThisProcess().attributes().get("host");
  }

  @Test
  void aDriverInAnotherContainerOfThisHostLivesWhileItTouchesItsLease() throws IOException {
    // There is no process 4711 here, and there need not be: numbers of another namespace.
    heldBy4711(BOOT, "pid:[4026532179]", 900, here());
    beats(NOON.plusSeconds(1));
    assertThatThrownBy(() -> acquire(proc(BOOT, NAMESPACE, 12)))
        .isInstanceOf(StudyLockedException.class)
        .hasMessageContaining("process 4711 on " + here() + ", since 2026-01-01T11:59:00Z")
        .hasMessageContaining("last seen")
        .hasMessageContaining("120 s after");
    assertThat(time.passed()).isLessThanOrEqualTo(BEAT.multipliedBy(2));
  }

  @Test
  void aDriverLivesWhateverTheClockHasBeenSetTo() throws IOException {
    // By the clock its process started, and touched its lease, an hour from when it did.
    heldBy4711(BOOT, NAMESPACE, 777, here());
    for (int hours : new int[] {1, -1}) {
      time = new FakeTime(NOON.plus(Duration.ofHours(hours)));
      Path proc = proc(BOOT, NAMESPACE, 12);
      process(proc, 4711, "java) S (x", 'S', 777);
      assertThatThrownBy(() -> acquire(proc))
          .isInstanceOf(StudyLockedException.class)
          .hasMessageContaining("process 4711")
          .hasMessageContaining("stop it");
      assertThat(time.passed()).isZero();
    }
  }

  @Test
  void aDriverOnAnotherMachineOfTheSameNameLivesWhileItTouchesItsLease() throws IOException {
    String other = "22222222-2222-2222-2222-222222222222";
    heldBy4711(other, NAMESPACE, 900, here());
    beats(NOON.minusSeconds(3600));
    assertThatThrownBy(() -> acquire(proc(BOOT, NAMESPACE, 12)))
        .isInstanceOf(StudyLockedException.class)
        .hasMessageContaining("process 4711");
  }

  @Test
  void aDeadProcessOfThisTableIsTakenFromAtOnce() throws IOException {
    heldBy4711(BOOT, NAMESPACE, 777, "a host renamed since");
    try (Lease lease = acquire(proc(BOOT, NAMESPACE, 12))) {
      assertThat(lease.tookOver()).isTrue();
    }
    assertThat(time.passed()).isZero();
    assertThat(study.exists("driver.lock")).isFalse();

    heldBy4711(BOOT, NAMESPACE, 777, here());
    Path reused = proc(BOOT, NAMESPACE, 12);
    process(reused, 4711, "another", 'S', 778);
    acquire(reused).close();

    heldBy4711(BOOT, NAMESPACE, 777, here());
    Path unreaped = proc(BOOT, NAMESPACE, 12);
    process(unreaped, 4711, "java", 'Z', 777);
    acquire(unreaped).close();
    assertThat(time.passed()).isZero();
  }

  @Test
  void aProcessThatMayOnlyBeHiddenIsNotTakenForDead() throws IOException {
    heldBy4711(BOOT, NAMESPACE, 777, here());
    Path hiding = proc(BOOT, NAMESPACE, 12);
    Files.delete(hiding.resolve("1/stat"));
    beats(NOON.plusSeconds(1));
    assertThatThrownBy(() -> acquire(hiding)).isInstanceOf(StudyLockedException.class);
  }

  @Test
  void theTableOfAnotherNamespaceIsNotAsked() throws IOException {
    // As in a container that sees its host's /proc: it lists others under our numbers.
    heldBy4711(BOOT, NAMESPACE, 777, here());
    Path proc = proc(BOOT, NAMESPACE, 12);
    beats(NOON.plusSeconds(1));
    assertThatThrownBy(() -> acquire(new ProcessTable(proc, 3)))
        .isInstanceOf(StudyLockedException.class);
  }

  @Test
  void whoFellSilentElsewhereIsWaitedForAndThenTakenFrom() throws IOException {
    heldBy4711(BOOT, "pid:[4026532179]", 900, "elsewhere");
    try (Lease lease = acquire(proc(BOOT, NAMESPACE, 12))) {
      assertThat(lease.tookOver()).isTrue();
    }
    assertThat(time.now()).isBetween(NOON.plus(EXPIRY), NOON.plus(EXPIRY).plusSeconds(1));
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("process 4711 on elsewhere", "waiting until 2026-01-01T12:02:00Z");
  }

  @Test
  void whoFellSilentLongAgoIsWatchedForThreeBeats() throws IOException {
    heldBy4711(BOOT, "pid:[4026532179]", 900, "elsewhere");
    time = new FakeTime(NOON.plus(Duration.ofDays(1)));
    acquire(proc(BOOT, NAMESPACE, 12)).close();
    assertThat(time.passed()).isBetween(BEAT.multipliedBy(3), BEAT.multipliedBy(3).plusSeconds(1));
  }

  @Test
  void aDriverThatEndsMeanwhileIsNotWaitedForLonger() throws IOException {
    heldBy4711(BOOT, "pid:[4026532179]", 900, "elsewhere");
    time.meanwhile =
        () -> {
          try {
            study.delete(study.path("driver.lock"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    acquire(proc(BOOT, NAMESPACE, 12)).close();
    assertThat(time.passed()).isLessThan(BEAT);
  }

  @Test
  void aLeaseOfAVersionThatNotedNoIdentityExpiresToo() throws IOException {
    study.write(
        "driver.lock",
        "{\"owner\":\"x\",\"host\":\"" + here() + "\",\"pid\":4711,\"process_start\":\"\"}");
    touchedAt(NOON);
    acquire(proc(BOOT, NAMESPACE, 12)).close();
    assertThat(time.now()).isAfterOrEqualTo(NOON.plus(EXPIRY));
  }

  @Test
  void oneHalfWrittenExpiresToo() throws IOException {
    study.write("driver.lock", "{\"owner\":");
    touchedAt(NOON);
    acquire(proc(BOOT, NAMESPACE, 12)).close();
    assertThat(time.now()).isAfterOrEqualTo(NOON.plus(EXPIRY));
  }

  @Test
  void touchingMovesTheTimeAndBringsARemovedFileBack() throws IOException {
    try (Lease lease = acquire(proc(BOOT, NAMESPACE, 12))) {
      touchedAt(NOON.minusSeconds(500));
      lease.touch();
      assertThat(study.files.getFileStatus(study.path("driver.lock")).getModificationTime())
          .isEqualTo(time.now().toEpochMilli());
      study.delete(study.path("driver.lock"));
      lease.touch();
      assertThat(study.exists("driver.lock")).isTrue();
    }
    assertThat(study.exists("driver.lock")).isFalse();
  }

  @Test
  void touchingTwiceAtATimeDoesNotWriteTheLeaseAgain() throws IOException {
    try (Lease lease = acquire(proc(BOOT, NAMESPACE, 12))) {
      String text = study.readText("driver.lock") + "\n";
      Files.writeString(Path.of(study.path("driver.lock").toUri()), text);
      touchedAt(time.now());
      lease.touch();
      assertThat(study.readText("driver.lock")).isEqualTo(text);
    }
  }

  @Test
  void anothersLeaseIsNeitherTouchedNorReleased() throws IOException {
    Lease lease = acquire(proc(BOOT, NAMESPACE, 12));
    heldBy4711(BOOT, "pid:[4026532179]", 900, "elsewhere");
    lease.touch();
    lease.close();
    lease.touch();
    assertThat(study.readText("driver.lock")).contains("4711");
    assertThat(study.files.getFileStatus(study.path("driver.lock")).getModificationTime())
        .isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void thisMachineTellsOfItsOwnProcesses() throws Exception {
    ProcessTable here = ProcessTable.OF_THIS_MACHINE;
    if (here.self().isEmpty()) {
      assertThat(System.getProperty("os.name")).isNotEqualTo("Linux");
      return;
    }
    ProcessIdentity me = here.self().get();
    assertThat(here.life(me)).isEqualTo(ProcessTable.Life.LIVES);
    Process child = new ProcessBuilder("sleep", "60").start();
    ProcessIdentity itself;
    try {
      itself = here.identity(child.pid()).orElseThrow();
      assertThat(here.life(itself)).isEqualTo(ProcessTable.Life.LIVES);
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(here.life(itself)).isEqualTo(ProcessTable.Life.GONE);
    assertThat(here.life(new ProcessIdentity(me.boot(), "pid:[1]", me.pid(), me.startTicks())))
        .isEqualTo(ProcessTable.Life.UNKNOWN);
  }
}
