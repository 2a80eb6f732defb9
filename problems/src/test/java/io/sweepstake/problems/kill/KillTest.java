package io.sweepstake.problems.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sweepstake.sweeps.study.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes of the program in local mode, killed as {@code kill -9} does at random moments of their
 * run, and started again by the same command until it ends: what is left is what a run leaves that
 * nobody disturbed. Clusters have {@code ChaosTest}.
 *
 * <p>{@code -Dkills=1000} goes on until so many were killed, {@code -Dkills.of=SWEEP,GRID} kills
 * only these, {@code -Dkills.seed=7} at other moments; {@code -Dkills.table=FILE} adds a line for
 * each run to a file.
 */
@Tag("slow")
class KillTest {
  private static final int KILLS = Integer.getInteger("kills", 12);
  private static final long SEED = Long.getLong("kills.seed", 1);
  private static final String TABLE = System.getProperty("kills.table", "");
  private static final List<Work> WORKS =
      Stream.of(System.getProperty("kills.of", all()).split(",")).map(Work::valueOf).toList();

  /** A run that is killed more often would hardly get further than Spark's start. */
  private static final int KILLS_OF_A_RUN = 6;

  /** An endless one is killed while it starts, or soon after. */
  private static final Duration ENDLESS = Duration.ofMillis(2_500);

  /** One that waits for somebody to look at it needs no processor. */
  private static final Duration ENDLESS_PATIENCE = Duration.ofSeconds(10);

  /** How often is looked how far one has come. */
  private static final long LOOK_MILLIS = 20;

  /** As Java says that a process was killed: 128 and the number of the signal. */
  private static final int KILLED = 128 + 9;

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** Within which one that hangs says what its threads do. */
  private static final long SAYING_SECONDS = 20;

  @TempDir Path temp;
  private Program program;
  private int written;

  /**
   * What an undisturbed run left.
   *
   * @param before how much of a processor it had had when it first wrote a file
   * @param whole and in all
   */
  private record Calm(List<String> left, Duration before, Duration whole) {
    /** Anywhere, or every other time where files are written. */
    Duration moment(RandomGenerator random) {
      long from = random.nextBoolean() ? before.toMillis() : 0;
      return Duration.ofMillis(random.nextLong(from, whole.toMillis()));
    }
  }

  private static String all() {
    return String.join(",", Arrays.stream(Work.values()).map(Work::name).toList());
  }

  @Test
  void whateverIsKilledEndsAsIfNothingHadBeen() throws Exception {
    Path template = Files.createDirectory(temp.resolve("template"));
    program = Program.rehearsed(temp.resolve("program"), Work.sweep(template.resolve("study")));
    copy(template.resolve("study"), template.resolve("other"));
    Files.writeString(template.resolve("foreign.csv"), Work.foreign());
    Map<Work, Calm> calm = new EnumMap<>(Work.class);
    Map<Work, Integer> kills = new EnumMap<>(Work.class);
    int all = 0;
    for (int round = 0; all < KILLS; round++) {
      Work work = WORKS.get(round % WORKS.size());
      if (!calm.containsKey(work)) {
        calm.put(work, calm(work, prepared(work, template, "calm-" + work)));
      }
      int more = disturbed(work, round, template, calm.get(work));
      kills.merge(work, more, Integer::sum);
      all += more;
    }
    record("killed: " + kills + ", " + all + " in all, " + written + " after they had written");
  }

  private Calm calm(Work work, Path at) throws IOException, InterruptedException {
    if (work.endless()) {
      return new Calm(work.left(at), Duration.ZERO, ENDLESS);
    }
    Process process = started(work, at);
    List<String> files = files(at);
    Duration before = Duration.ZERO;
    Duration whole = Duration.ofMillis(1);
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      whole = process.info().totalCpuDuration().orElse(whole);
      before = before.isZero() && !files(at).equals(files) ? whole : before;
    }
    assertThat(process.exitValue()).as(said(at)).isZero();
    return new Calm(work.left(at), before, whole);
  }

  /** How often it was killed. */
  private int disturbed(Work work, int round, Path template, Calm calm) throws Exception {
    RandomGenerator random = Seeds.generator(SEED, "kill", round);
    Path at = prepared(work, template, "round-" + round);
    List<Long> killed = new ArrayList<>(); // milliseconds of a processor
    boolean ended = false;
    while (!ended && killed.size() < KILLS_OF_A_RUN && !work.done(at)) {
      Duration moment = calm.moment(random);
      Process process = started(work, at);
      List<String> before = files(at);
      awaitMoment(process, moment, work, at);
      int code = process.destroyForcibly().waitFor();
      if (code == KILLED) {
        killed.add(moment.toMillis());
        written += files(at).equals(before) ? 0 : 1;
      } else {
        assertThat(code).as(said(at)).isZero();
        ended = true;
      }
    }
    String story = "seed " + SEED + " round " + round + ": " + work + " killed after " + killed;
    if (!ended && !work.endless() && !work.done(at)) {
      toItsEnd(work, at);
    }
    assertThat(work.left(at)).as(story).isEqualTo(calm.left());
    record(story + " of " + calm.whole().toMillis() + " processor ms: equal");
    remove(at);
    return killed.size();
  }

  /** Waits until it has ended or had so much of a processor, whatever else runs. */
  private static void awaitMoment(Process process, Duration moment, Work work, Path at)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Duration patience = work.endless() ? ENDLESS_PATIENCE : PATIENCE;
    while (process.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(moment) < 0
        && !process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() - begun > patience.toNanos()) {
        if (!work.endless()) {
          fail(hanging(process, at));
        }
        return;
      }
    }
  }

  private static void record(String story) throws IOException {
    System.out.println(story);
    if (!TABLE.isEmpty()) {
      Files.writeString(
          Path.of(TABLE), story + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** A directory to work in, with what the work needs. */
  private Path prepared(Work work, Path template, String name) throws IOException {
    Path at = temp.resolve(name);
    if (work == Work.SWEEP || work == Work.GRID || work == Work.REPRODUCE) {
      return Files.createDirectory(at);
    }
    copy(template, at);
    return at;
  }

  /** What there is, and how large and new it is, less what a process says. */
  private static List<String> files(Path at) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> there = Files.walk(at)) {
      for (Path file : there.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.equals(at.resolve("said"))) {
          files.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
      }
    } catch (NoSuchFileException | UncheckedIOException gone) {
      files.add("one that was there a moment ago");
    }
    return files;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void toItsEnd(Work work, Path at) throws IOException, InterruptedException {
    Process process = started(work, at);
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      fail(hanging(process, at));
    }
    assertThat(process.exitValue()).as(work.command(at) + " said: " + said(at)).isZero();
  }

  /** What one that does not end has said, how much of a processor it had, and its threads. */
  private static String hanging(Process process, Path at) throws IOException, InterruptedException {
    String had = process.info().totalCpuDuration().map(Duration::toString).orElse("unknown");
    new ProcessBuilder("kill", "-QUIT", "" + process.pid()).start().waitFor();
    process.waitFor(SAYING_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    return at + " hangs after " + had + " of a processor; it said: " + said(at);
  }

  private Process started(Work work, Path at) throws IOException {
    Path typed = Files.writeString(at.resolve("typed"), work.typed());
    ProcessBuilder process =
        new ProcessBuilder(program.words(work.command(at))).directory(at.toFile());
    process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    process.redirectInput(typed.toFile());
    process.redirectErrorStream(true).redirectOutput(at.resolve("said").toFile());
    return process.start();
  }

  private static String said(Path at) throws IOException {
    return Files.readString(at.resolve("said"));
  }
}
