package io.sweepstake.problems.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import io.sweepstake.sweeps.study.Seeds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private static final int KILLS_OF_A_RUN = 4;

  /** An endless one is killed while it starts, or soon after. */
  private static final long ENDLESS_MILLIS = 5_000;

  /** As Java says that a process was killed: 128 and the number of the signal. */
  private static final int KILLED = 128 + 9;

  private static final long PATIENCE_MINUTES = 15;

  @TempDir Path temp;

  /**
   * What an undisturbed run left.
   *
   * @param millis that it took
   */
  private record Calm(List<String> left, long millis) {}

  private static String all() {
    return String.join(",", Arrays.stream(Work.values()).map(Work::name).toList());
  }

  @Test
  void whateverIsKilledEndsAsIfNothingHadBeen() throws Exception {
    Path template = Files.createDirectory(temp.resolve("template"));
    toItsEnd(Work.SWEEP, template);
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
    record("killed: " + kills + ", " + all + " in all");
  }

  private Calm calm(Work work, Path at) throws IOException, InterruptedException {
    if (work.endless()) {
      return new Calm(work.left(at), ENDLESS_MILLIS);
    }
    long begun = System.nanoTime();
    toItsEnd(work, at);
    return new Calm(work.left(at), (System.nanoTime() - begun) / 1_000_000);
  }

  /** How often it was killed. */
  private int disturbed(Work work, int round, Path template, Calm calm) throws Exception {
    RandomGenerator random = Seeds.generator(SEED, "kill", round);
    Path at = prepared(work, template, "round-" + round);
    List<Long> killed = new ArrayList<>();
    boolean ended = false;
    while (!ended && killed.size() < KILLS_OF_A_RUN && !work.done(at)) {
      long moment = random.nextLong(calm.millis());
      Process process = started(work, at);
      process.waitFor(moment, TimeUnit.MILLISECONDS);
      int code = process.destroyForcibly().waitFor();
      if (code == KILLED) {
        killed.add(moment);
      } else {
        assertThat(code).as(said(at)).isZero();
        ended = true;
      }
    }
    String story =
        "seed " + SEED + " round " + round + ": " + work + " killed after " + killed + " ms";
    if (!ended && !work.endless() && !work.done(at)) {
      toItsEnd(work, at);
    }
    assertThat(work.left(at)).as(story).isEqualTo(calm.left());
    record(story + " of " + calm.millis() + ": equal");
    remove(at);
    return killed.size();
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
    List<String> command = work.command(at);
    Process process = started(work, at);
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    int code = process.destroyForcibly().waitFor();
    assertThat(ended).as(command + " hangs; it said: " + said(at)).isTrue();
    assertThat(code).as(command + " said: " + said(at)).isZero();
  }

  private Process started(Work work, Path at) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("--add-opens") || flag.startsWith("-Djdk."))
            .toList());
    // Most of such a run is the start of Spark, which the first compiler serves well enough; it
    // knows no vectors, so the loops are the plain ones.
    words.addAll(List.of("-Xmx900m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    words.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(work.command(at));
    Path typed = Files.writeString(at.resolve("typed"), work.typed());
    ProcessBuilder process = new ProcessBuilder(words).directory(at.toFile());
    process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    process.redirectInput(typed.toFile());
    process.redirectErrorStream(true).redirectOutput(at.resolve("said").toFile());
    return process.start();
  }

  private static String said(Path at) throws IOException {
    return Files.readString(at.resolve("said"));
  }
}
