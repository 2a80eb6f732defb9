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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real drivers, stopped by SIGSTOP at any moment, robbed, and woken by SIGCONT: in this process
 * namespace, in one of their own on a host of the same name, where the machine seems to have
 * started at another time, and on a host that is called localhost as others are. A process drives
 * several studies, each of which is taken over: {@code -Dtakeovers=200} takes over so often under
 * each condition.
 */
@Tag("slow")
class ProcessTakeoverTest {
  private static final int TAKEOVERS = Integer.getInteger("takeovers", 2);

  /** Of a process; a start of one takes longer than all that is done then. */
  private static final int STUDIES = Math.min(25, TAKEOVERS);

  private static final StoreOptions OPTIONS =
      new StoreOptions(Duration.ofMillis(250), 4, Duration.ofMillis(100));
  private static final Duration EXPIRY = Duration.ofSeconds(5);
  private static final int REFUSED = 3;

  /** Trials that a driver tells before anybody looks. */
  private static final int FIRST = 2;

  @TempDir Path temp;
  private final Map<String, String> shown = new HashMap<>();

  /**
   * A driver of studies that tells some trials of each, waits for a line, tells trials until it is
   * refused, and says what it has told.
   */
  public static final class Teller {
    private static final CountDownLatch GO = new CountDownLatch(1);

    private Teller() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      List<Thread> threads = new ArrayList<>();
      for (String study : args) {
        Thread thread = new Thread(() -> tellOf(Path.of(study)));
        // What is not a refusal leaves a line that no told trial looks like.
        thread.setUncaughtExceptionHandler((of, thrown) -> System.out.println(thrown));
        thread.start();
        threads.add(thread);
      }
      if (System.in.read() < 0) {
        System.exit(1); // Nobody is there any more.
      }
      GO.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      System.exit(REFUSED);
    }

    private static void tellOf(Path path) {
      StudyDirectory study = ParquetTrialStoreTest.directory(path);
      try (ParquetTrialStore store =
          ParquetTrialStore.open(study, OPTIONS, terms(ProcessTable.OF_THIS_MACHINE))) {
        Random random = new Random();
        for (int k = 0; !System.out.checkError(); k++) {
          if (k == FIRST) {
            GO.await();
          }
          System.out.println(tell(name(study), store, random.nextDouble()));
        }
      } catch (StudyLockedException refused) {
        System.out.println(name(study) + " refused " + refused.getMessage());
      } catch (InterruptedException nobodyDoes) {
        throw new IllegalStateException(nobodyDoes);
      }
    }
  }

  private static String name(StudyDirectory study) {
    return Path.of(study.root.toUri()).getFileName().toString();
  }

  /** Ends a trial and asks for another: a line that tells of the ended one. */
  private static String tell(String study, ParquetTrialStore store, double revenue) {
    Snapshot base = store.read();
    if (base.history().open().isEmpty()) {
      base = store.commit(base, List.of(asked(base.history().size(), base.history().told())));
    }
    Trial open = base.history().open().get(0);
    return told(
        study,
        store.commit(base, List.of(completed(open, revenue))).history().trial(open.number()));
  }

  private static String told(String study, Trial trial) {
    return study + " told " + trial.number() + " " + trial.state();
  }

  /** A process of the class path of these tests. */
  private static final class Child {
    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    Child(List<StudyDirectory> studies, List<String> prefix) throws IOException {
      List<String> command = new ArrayList<>(prefix);
      command.add(ProcessHandle.current().info().command().orElseThrow());
      command.addAll(
          List.of(
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              Teller.class.getName()));
      studies.forEach(study -> command.add(study.root.toUri().getPath()));
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Waits until it has told trials of a study. */
    void awaitTold(String study, int count) throws IOException {
      while (lines.stream().filter(line -> line.startsWith(study + " ")).count() < count) {
        String line = out.readLine();
        assertThat(line).as("after %s", lines).contains(" told ");
        lines.add(line);
      }
    }

    void go() throws IOException {
      process.outputWriter().append('\n').flush();
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
    List<StudyDirectory> studies = new ArrayList<>();
    for (int k = 0; k < STUDIES; k++) {
      studies.add(ParquetTrialStoreTest.directory(temp.resolve("study-" + k)));
      ParquetTrialStore.create(studies.get(k), SPEC, OPTIONS).close();
    }
    for (int done = 0; done < TAKEOVERS; done += STUDIES) {
      Child child = new Child(studies, prefix);
      try {
        takeOver(child, studies, terms, random);
      } finally {
        child.end();
      }
      for (StudyDirectory study : studies) {
        check(study);
      }
    }
  }

  private void takeOver(Child child, List<StudyDirectory> studies, Lease.Terms terms, Random random)
      throws Exception {
    for (StudyDirectory study : studies) {
      child.awaitTold(name(study), FIRST);
    }
    each(
        studies,
        study ->
            assertThatThrownBy(() -> ParquetTrialStore.open(study, OPTIONS, terms))
                .as("while it lives")
                .isInstanceOf(StudyLockedException.class)
                .hasMessageContaining("another driver writes to this study: process "));
    child.go();
    LockSupport.parkNanos(random.nextInt(200_000_000));
    child.signal("STOP");
    Map<String, ParquetTrialStore> stores = new ConcurrentHashMap<>();
    try {
      each(studies, study -> stores.put(name(study), openOnceSilent(study, terms)));
      tellAll(stores, random);
      tellAll(stores, random);
      child.signal("CONT");
      child.readAll();
      tellAll(stores, random);
    } finally {
      stores.values().forEach(ParquetTrialStore::close);
    }
    assertThat(child.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(child.process.exitValue()).isEqualTo(REFUSED);
    for (StudyDirectory study : studies) {
      String last =
          child.lines.stream()
              .filter(line -> line.startsWith(name(study) + " "))
              .reduce((one, next) -> next)
              .orElseThrow();
      assertThat(last)
          .startsWith(name(study) + " refused ")
          .contains("another driver took this study over: process ");
      child.lines.remove(last);
    }
    child.lines.forEach(this::show);
  }

  /** Does something with all studies at the same time, as it waits most of the time. */
  private static void each(List<StudyDirectory> studies, Consumer<StudyDirectory> work)
      throws ExecutionException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(studies.size());
    try {
      List<Future<?>> works = new ArrayList<>();
      studies.forEach(study -> works.add(threads.submit(() -> work.accept(study))));
      for (Future<?> future : works) {
        future.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private void tellAll(Map<String, ParquetTrialStore> stores, Random random) {
    stores.forEach((study, store) -> show(tell(study, store, random.nextDouble())));
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
    String[] words = line.split(" ", 4);
    assertThat(words[1]).as(line).isEqualTo("told");
    assertThat(shown.put(words[0] + " told " + words[2] + " ", line)).as("told once").isNull();
  }

  private void check(StudyDirectory study) throws IOException {
    History history = ParquetTrialStore.view(study.root, new Configuration(false));
    Map<String, String> kept = new HashMap<>();
    history
        .finished()
        .forEach(
            trial ->
                kept.put(name(study) + " told " + trial.number() + " ", told(name(study), trial)));
    shown.forEach(
        (trial, line) -> {
          if (trial.startsWith(name(study) + " ")) {
            assertThat(kept.get(trial)).isEqualTo(line);
          }
        });
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
