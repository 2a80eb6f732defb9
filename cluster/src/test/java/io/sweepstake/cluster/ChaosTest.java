package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.jobs.cli.Main;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills every kind of process, as {@code kill -9} does, while a real sweep runs on a real cluster,
 * and compares what is left with a sweep that nobody disturbed.
 *
 * <p>{@code -Dsweepstake.chaos.minutes=30} goes on for so long, {@code -Dsweepstake.chaos.seed=7}
 * kills others at other times; a failure names its seed.
 */
@Tag("spark")
@Tag("slow")
class ChaosTest {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("sweepstake.chaos.minutes", "0"));
  private static final long SEED = Long.getLong("sweepstake.chaos.seed", 1);
  private static final int TRIALS = 8;

  @TempDir Path directory;
  private SparkHome home;
  private MiniCluster cluster;

  /** Who is killed. */
  private enum Victim {
    EXECUTOR,
    WORKER,
    MASTER,
    DRIVER
  }

  @BeforeEach
  void startCluster() throws IOException {
    home = SparkHome.linking(Artifacts.sparkHome(), Artifacts.sparkJars());
    cluster =
        MiniCluster.start(
            home, new MiniCluster.Size(2, 1, 1024), directory.resolve("cluster"), START);
  }

  @AfterEach
  void stopCluster() {
    cluster.close();
  }

  @Test
  void whateverIsKilledTheStudyEndsAsIfNothingHadBeen() throws Exception {
    Path calm = directory.resolve("calm");
    StringWriter said = new StringWriter();
    int code = Main.run(new PrintWriter(said), new PrintWriter(said), arguments(calm));
    assertThat(code).as(said.toString()).isZero();
    History undisturbed = history(calm);
    assertThat(undisturbed.completedCount()).isGreaterThan(2);
    assertThat(undisturbed.prunedCount()).isPositive();

    long until = System.nanoTime() + (long) (MINUTES * 60e9);
    long seed = SEED;
    do {
      Path study = directory.resolve("chaos-" + seed);
      List<String> killed = new ArrayList<>();
      disturb(study, new Random(seed), killed);
      History left = history(study);
      String story = "seed " + seed + ", killed " + killed;
      System.out.println("chaos: " + story);
      assertThat(contents(left)).as(story).isEqualTo(contents(undisturbed));
      assertContinued(study, story);
      seed++;
    } while (System.nanoTime() < until);
  }

  /** Sweeps until the study is done, killing something whenever it has come a little further. */
  private void disturb(Path study, Random random, List<String> killed) throws Exception {
    List<Victim> victims = new ArrayList<>(Arrays.asList(Victim.values()));
    Collections.shuffle(victims, random);
    Driver driver = driver(arguments(study));
    try {
      for (Victim victim : victims) {
        long commits = commits(study);
        int further = 1 + random.nextInt(3);
        awaitCommits(driver, study, commits + further);
        SortedMap<Integer, Trial> kept = finished(study);
        killed.add(victim + " after " + commits(study) + " commits");
        switch (victim) {
          case EXECUTOR -> killAnExecutor(random);
          case WORKER -> cluster.replaceWorker(random.nextInt(2));
          case MASTER -> cluster.replaceMaster();
          case DRIVER -> {
            driver.kill();
            driver.close();
            assertThat(finished(study)).as("what was finished is kept").containsAllEntriesOf(kept);
            driver =
                driver(
                    "resume",
                    study.toString(),
                    "--target-trials=" + TRIALS,
                    "--parallelism=2",
                    "--synchronous",
                    "--finalists=0");
          }
        }
      }
      assertThat(driver.ended(PATIENCE)).as(killed + "; it said: " + driver.said()).isTrue();
      assertThat(driver.exitCode()).as(killed + "; it said: " + driver.said()).isZero();
    } finally {
      driver.close();
    }
  }

  private void killAnExecutor(Random random) {
    List<ProcessHandle> executors = cluster.executors();
    if (!executors.isEmpty()) {
      executors.get(random.nextInt(executors.size())).destroyForcibly();
    }
  }

  private Driver driver(String... arguments) throws IOException {
    return Driver.start(home, cluster, List.of(), Map.of(), directory, List.of(arguments));
  }

  private static String[] arguments(Path study) {
    return new String[] {
      "sweep",
      "--setting=additive-1x2-uniform",
      "--trials=" + TRIALS,
      "--iterations=400",
      "--param=width=24",
      "--param=profiles=2048",
      "--sampler=tpe",
      "--pruner=median:startup=2,warmup=100,interval=100",
      "--parallelism=2",
      "--synchronous",
      "--finalists=0",
      "--study=" + study
    };
  }

  private static void awaitCommits(Driver driver, Path study, long wanted) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (commits(study) < wanted && !driver.ended(Duration.ofMillis(50))) {
      assertThat(System.nanoTime()).as(driver.said()).isLessThan(deadline);
    }
  }

  private static History history(Path study) {
    return ParquetTrialStore.view(
        new org.apache.hadoop.fs.Path(study.toUri()), new Configuration(false));
  }

  private static SortedMap<Integer, Trial> finished(Path study) {
    SortedMap<Integer, Trial> finished = new TreeMap<>();
    history(study).finished().forEach(trial -> finished.put(trial.number(), trial));
    return finished;
  }

  /** All that a study says, but for when, where, how fast and in how many attempts. */
  private static List<String> contents(History history) {
    return history.trials().stream()
        .map(
            trial ->
                String.join(
                    " | ",
                    "" + trial.number(),
                    trial.point().toString(),
                    "" + trial.seed(),
                    trial.ask().toString(),
                    "told " + trial.tellIndex(),
                    trial.state().label(),
                    metrics(trial.state()).toString(),
                    trial.curve().stream().map(ChaosTest::content).toList().toString(),
                    trial.decisions().stream().map(Decision::toString).toList().toString()))
        .toList();
  }

  private static SortedMap<String, Double> metrics(TrialState state) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    state.metrics().asMap().forEach((metric, value) -> metrics.put(metric.name(), value));
    metrics.keySet().removeIf(name -> name.endsWith("seconds"));
    return metrics;
  }

  private static String content(Measurement measurement) {
    return measurement.step() + " " + measurement.metrics();
  }

  /** Nothing that a trial had measured was trained again: at each rung it was judged once. */
  private static void assertContinued(Path study, String story) throws IOException {
    Map<Integer, Integer> measured = new HashMap<>();
    for (JsonNode commit : log(study)) {
      for (JsonNode row : commit.get("rows")) {
        JsonNode trial = row.get("trial");
        int number = trial.get("number").asInt();
        int measurements = trial.path("curve").size();
        assertThat(measurements)
            .as(story + ": measurements of trial " + number + ", commit by commit")
            .isGreaterThanOrEqualTo(measured.getOrDefault(number, 0));
        measured.put(number, measurements);
      }
    }
    assertThat(measured.values()).as(story).anyMatch(count -> count > 0);
  }

  private static long commits(Path study) throws IOException {
    return Files.isDirectory(study.resolve("events")) ? log(study).size() : 0;
  }

  private static List<JsonNode> log(Path study) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> commits = new ArrayList<>();
    try (Stream<Path> segments = Files.list(study.resolve("events"))) {
      for (Path segment : segments.filter(Files::isRegularFile).sorted().toList()) {
        String text = Files.readString(segment);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
          JsonNode commit = json.readTree(line);
          // A driver's first line notes what it found, and a checkpoint repeats what was.
          if (commit.has("rows") && !commit.has("checkpoint")) {
            commits.add(commit);
          }
        }
      }
    }
    return commits;
  }
}
