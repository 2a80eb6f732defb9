package io.sweepstake.sweeps.store.parquet;

import static io.sweepstake.sweeps.store.TrialStoreContract.SPEC;
import static io.sweepstake.sweeps.store.TrialStoreContract.asked;
import static io.sweepstake.sweeps.store.TrialStoreContract.completed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.StudyLockedException;
import io.sweepstake.sweeps.store.driver.ProcessTable;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real drivers, stopped by SIGSTOP at any moment, robbed, and woken by SIGCONT: in this process
 * namespace, in one of their own on a host of the same name, where the machine seems to have
 * started at another time, and on a host that is called localhost as others are. {@code
 * -Dtakeovers=200} robs more of them.
 */
@Tag("slow")
class ProcessTakeoverTest {
  private static final int TAKEOVERS = Integer.getInteger("takeovers", 2);
  private static final StoreOptions OPTIONS =
      new StoreOptions(Duration.ofMillis(20), 4, Duration.ofMillis(100));
  private static final Duration EXPIRY = Duration.ofSeconds(1);
  private static final int REFUSED = 3;

  @TempDir Path temp;
  private final Map<Integer, String> shown = new HashMap<>();

  /** A driver that tells trials until it is refused, and says what it has told. */
  public static final class Teller {
    private Teller() {}

    public static void main(String[] args) {
      StudyDirectory study = ParquetTrialStoreTest.directory(Path.of(args[0]));
      try (ParquetTrialStore store =
          ParquetTrialStore.open(study, OPTIONS, terms(ProcessTable.OF_THIS_MACHINE))) {
        Random random = new Random();
        while (true) {
          System.out.println(tell(store, random.nextDouble()));
        }
      } catch (StudyLockedException refused) {
        System.out.println(refused.getMessage());
        System.exit(REFUSED);
      }
    }
  }

  /** Ends a trial and asks for another: a line that tells of the ended one. */
  private static String tell(ParquetTrialStore store, double revenue) {
    Snapshot base = store.read();
    if (base.history().open().isEmpty()) {
      base = store.commit(base, List.of(asked(base.history().size(), base.history().told())));
    }
    Trial open = base.history().open().get(0);
    return told(
        store.commit(base, List.of(completed(open, revenue))).history().trial(open.number()));
  }

  private static String told(Trial trial) {
    return "told " + trial.number() + " " + trial.state();
  }

  /** A process of the class path of these tests. */
  private static final class Child {
    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    Child(Path study, List<String> prefix) throws IOException {
      List<String> command = new ArrayList<>(prefix);
      command.add(ProcessHandle.current().info().command().orElseThrow());
      command.addAll(
          List.of(
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              Teller.class.getName(),
              study.toString()));
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Waits for lines that it prints. */
    void awaitLines(int count) throws IOException {
      while (lines.size() < count) {
        String line = out.readLine();
        assertThat(line).as("after %s", lines).startsWith("told ");
        lines.add(line);
      }
    }

    void readAll() throws IOException {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    }

    /** The driver itself, which another process may have forked. */
    private ProcessHandle driver() {
      return process.toHandle().children().findFirst().orElse(process.toHandle());
    }

    void signal(String name) throws Exception {
      run("kill", "-" + name, Long.toString(driver().pid()));
    }

    void end() {
      process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  /** As one that knows nothing of the other's process. */
  private static Lease.Terms fromElsewhere() {
    return terms(new ProcessTable(Path.of("/proc/none"), 1));
  }

  private static Lease.Terms terms(ProcessTable processes) {
    return new Lease.Terms(OPTIONS.heartbeat(), EXPIRY, processes, Lease.Time.REAL, notice -> {});
  }

  @Test
  void aStoppedDriverIsTakenOverFromAndLosesNothingItReported() throws Exception {
    takeOverFrom(List.of(), fromElsewhere());
  }

  @Test
  void aDriverInAProcessNamespaceOfItsOwnLivesUntilItIsStopped() throws Exception {
    takeOverFromOneIn(
        List.of("unshare", "--pid", "--fork", "--mount-proc"), terms(ProcessTable.OF_THIS_MACHINE));
  }

  @Test
  void aDriverForWhomTheMachineStartedAtAnotherTimeLivesUntilItIsStopped() throws Exception {
    takeOverFromOneIn(
        List.of("unshare", "--time", "--boottime", "100", "--fork"),
        terms(ProcessTable.OF_THIS_MACHINE));
  }

  @Test
  void aDriverOnAnotherMachineThatIsCalledLocalhostLivesUntilItIsStopped() throws Exception {
    takeOverFromOneIn(
        List.of("unshare", "--uts", "sh", "-c", "hostname localhost; exec \"$0\" \"$@\""),
        fromElsewhere());
  }

  private void takeOverFromOneIn(List<String> namespace, Lease.Terms terms) throws Exception {
    List<String> probe = new ArrayList<>(namespace);
    probe.add("true");
    assumeThat(runs(probe)).as("may make a namespace, which needs root").isTrue();
    takeOverFrom(namespace, terms);
  }

  private static boolean runs(List<String> command) throws InterruptedException {
    try {
      return run(command.toArray(String[]::new));
    } catch (IOException notThere) {
      return false;
    }
  }

  private void takeOverFrom(List<String> prefix, Lease.Terms terms) throws Exception {
    Random random = new Random(19);
    Path path = temp.resolve("study");
    StudyDirectory study = ParquetTrialStoreTest.directory(path);
    ParquetTrialStore.create(study, SPEC, OPTIONS).close();
    for (int k = 0; k < TAKEOVERS; k++) {
      Child child = new Child(path, prefix);
      try {
        child.awaitLines(3);
        assertThatThrownBy(() -> ParquetTrialStore.open(study, OPTIONS, terms))
            .as("while it lives")
            .isInstanceOf(StudyLockedException.class)
            .hasMessageContaining("another driver writes to this study: process ");
        LockSupport.parkNanos(random.nextInt(200_000_000));
        child.signal("STOP");
        try (ParquetTrialStore store = openOnceSilent(study, terms)) {
          for (int t = 0; t < 2; t++) {
            show(tell(store, random.nextDouble()));
          }
          child.signal("CONT");
          child.readAll();
          show(tell(store, random.nextDouble()));
        }
        assertThat(child.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.process.exitValue()).isEqualTo(REFUSED);
        assertThat(child.lines.remove(child.lines.size() - 1))
            .contains("another driver took this study over: process ");
        child.lines.forEach(this::show);
      } finally {
        child.end();
      }
      check(study);
    }
  }

  /** A process that is told to stop finishes what it has the system do. */
  private static ParquetTrialStore openOnceSilent(StudyDirectory study, Lease.Terms terms) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try {
        return ParquetTrialStore.open(study, OPTIONS, terms);
      } catch (StudyLockedException stillSeen) {
        if (System.nanoTime() > deadline) {
          throw stillSeen;
        }
      }
    }
  }

  private void show(String line) {
    String[] words = line.split(" ", 3);
    assertThat(shown.put(Integer.parseInt(words[1]), line)).as("told once").isNull();
  }

  private void check(StudyDirectory study) throws IOException {
    History history = ParquetTrialStore.view(study.root, new Configuration(false));
    shown.forEach((number, line) -> assertThat(told(history.trial(number))).isEqualTo(line));
    Set<Object> numbers = new HashSet<>();
    for (org.apache.hadoop.fs.Path part : study.list("trials", ".parquet")) {
      ParquetFile file = ParquetFile.read(study.files, part);
      for (Object[] row : file.rows()) {
        assertThat(numbers.add(row[file.columns().indexOf("number")])).isTrue();
      }
    }
    assertThat(numbers).hasSize(history.told());
  }
}
