package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several studies at the same time, on real trainings, short ones. */
@Tag("spark")
class GridCommandTest {
  private static final List<String> SETTINGS =
      List.of("additive-1x2-uniform", "unit-1x2-uniform", "additive-1x2:uniform(0,2)");
  private static final List<String> STUDIES =
      List.of(
          "additive-1x2-uniform-regretnet",
          "unit-1x2-uniform-regretnet",
          "additive-1x2-uniform-0-2-regretnet");

  @TempDir Path studies;

  @Test
  void everySettingGetsItsStudyAndItsShareAndTheSameCommandDoesNothingMore() throws IOException {
    Run grid =
        Run.of(
            command(
                4, 200, "--finalists", 1, "--sampler", "random", "--pruner", "median:startup=99"));

    assertThat(grid.err())
        .contains("3 studies of 4 trials, 2 at a time", "unit-1x2-uniform: trial");
    assertThat(grid.code()).isZero();
    assertThat(grid.lines()).hasSize(4);
    assertThat(grid.lines().get(0)).startsWith("setting,bidders,family,trials,failed,best_trial");
    assertThat(grid.lines().get(1)).startsWith("additive-1x2-uniform,1,regretnet,4,0,");
    assertThat(studies.resolve("grid.csv")).hasContent(grid.out());
    for (String study : STUDIES) {
      assertThat(history(study).completedCount()).isEqualTo(4);
      assertThat(studies.resolve(study)).isDirectoryContaining("glob:**/report.html");
    }
    assertFair();

    // Without its sampler and pruner, which are the studies' own.
    Run again = Run.of(command(4, 200, "--finalists", 1));
    assertThat(again.code()).isZero();
    assertThat(again.out()).isEqualTo(grid.out());
    assertThat(again.err()).doesNotContain("attacking", " in 0.", "trial 0:");
    Run more = Run.of(command(5, 200, "--finalists", 0));
    assertThat(more.code()).isZero();
    assertThat(STUDIES).allSatisfy(study -> assertThat(history(study).told()).isEqualTo(5));
  }

  /** On two slots, of three studies none may be far behind while all still have trials to start. */
  private void assertFair() {
    record Start(Instant when, String study, long millis) {}
    List<Start> starts = new ArrayList<>();
    Map<String, Long> had = new LinkedHashMap<>();
    long longest = 0;
    for (String study : STUDIES) {
      had.put(study, 0L);
      for (Trial trial : history(study).trials()) {
        long millis = trial.timing().duration().orElseThrow().toMillis();
        longest = Math.max(longest, millis);
        starts.add(new Start(trial.timing().started(), study, millis));
      }
    }
    starts.sort(Comparator.comparing(Start::when));
    // Everyone starts one before anyone starts a third.
    List<String> first = starts.subList(0, 5).stream().map(Start::study).toList();
    assertThat(first).containsAll(STUDIES);
    for (Start start : starts.subList(0, 7)) {
      had.merge(start.study(), start.millis(), Long::sum);
    }
    List<Long> times = had.values().stream().sorted().toList();
    assertThat(times.get(2) - times.get(0)).isLessThanOrEqualTo(2 * longest);
  }

  @Test
  void aStudyThatFailsDoesNotStopTheOthers() throws IOException {
    Files.writeString(studies.resolve(STUDIES.get(1)), "in the way");

    Run grid = Run.of(command(2, 20, "--finalists", 0, "--log", "json"));

    assertThat(grid.code()).isEqualTo(1);
    List<String> events = grid.err().lines().toList();
    assertThat(events).allMatch(line -> line.startsWith("{\"time\":"));
    assertThat(events).filteredOn(line -> line.contains("\"search_started\"")).hasSize(2);
    assertThat(events).filteredOn(line -> line.contains("\"trial_finished\"")).hasSize(4);
    assertThat(events)
        .filteredOn(line -> line.contains("\"study_ended\""))
        .hasSize(3)
        .filteredOn(line -> line.contains("\"complete\":false"))
        .singleElement()
        .satisfies(line -> assertThat(line).contains(STUDIES.get(1)));
    assertThat(grid.err())
        .contains("unit-1x2-uniform: failed: ", "not every study has come to its");
    assertThat(grid.lines().get(2)).startsWith("unit-1x2-uniform,1,regretnet,,,");
    assertThat(history(STUDIES.get(0)).completedCount()).isEqualTo(2);
    assertThat(history(STUDIES.get(2)).completedCount()).isEqualTo(2);

    Files.delete(studies.resolve(STUDIES.get(1)));
    assertThat(Run.of(command(2, 20, "--finalists", 0)).code()).isZero();
    assertThat(history(STUDIES.get(1)).completedCount()).isEqualTo(2);
  }

  @Test
  @Tag("slow")
  void aGridWhoseDriverWasKilledGoesOnByTheSameCommand() throws Exception {
    Object[] command = command(4, 3000, "--finalists", 0);
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-") || flag.startsWith("-Xmx"))
        .forEach(line::add);
    line.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", classPath())));
    line.add(Main.class.getName());
    Stream.of(command).map(String::valueOf).forEach(line::add);
    Process driver = new ProcessBuilder(line).redirectErrorStream(true).start();
    int told = 0;
    try (BufferedReader output = driver.inputReader(StandardCharsets.UTF_8)) {
      for (String next = output.readLine(); next != null && told < 4; next = output.readLine()) {
        told += next.matches("\\S+: trial \\d+: .*") ? 1 : 0;
      }
      driver.destroyForcibly().waitFor();
    }
    assertThat(told).isEqualTo(4);
    Map<String, List<Trial>> before = new LinkedHashMap<>();
    for (String study : STUDIES) {
      before.put(study, history(study).finished());
    }
    int finished = before.values().stream().mapToInt(List::size).sum();
    assertThat(finished).isBetween(4, 11);

    Run resumed = Run.of(command);

    assertThat(resumed.code()).isZero();
    for (String study : STUDIES) {
      History after = history(study);
      assertThat(after.size()).isEqualTo(4);
      assertThat(after.completedCount()).isEqualTo(4);
      for (Trial trial : before.get(study)) {
        Trial kept = after.trial(trial.number());
        assertThat(kept.timing().finished()).isEqualTo(trial.timing().finished());
        assertThat(kept.state()).isInstanceOf(TrialState.Completed.class);
        assertThat(kept.state().metrics()).isEqualTo(trial.state().metrics());
      }
    }
  }

  @Test
  void whatIsWrongIsRefusedBeforeAnythingBegins() {
    Object[][] wrong = {
      {"grid", "--settings", "uniform,unifrom", "--trials", 1, "--studies", studies},
      {"grid", "--settings", "uniform,uniform", "--trials", 1, "--studies", studies},
      {"grid", "--trials", 0, "--studies", studies},
      {
        "grid", "--settings", "uniform", "--trials", 1, "--studies", studies, "--family", "regetnet"
      },
      {
        "grid",
        "--setting",
        "additive-1x2-uniform",
        "--settings",
        "uniform",
        "--trials",
        1,
        "--studies",
        studies
      },
    };
    List<String> reasons =
        List.of(
            "there is no \"unifrom\"",
            "--settings: uniform is given twice",
            "trials: must be at least 1, was 0",
            "no family is called regetnet",
            "--setting: a grid has several, was given one; say --settings");
    for (int k = 0; k < wrong.length; k++) {
      Run run = Run.of(wrong[k]);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).hasLineCount(1).contains(reasons.get(k));
    }
    assertThat(studies).isEmptyDirectory();
  }

  private Object[] command(int trials, int iterations, Object... more) {
    Object[] grid = {
      "grid",
      "--settings",
      SETTINGS.get(0) + "," + SETTINGS.get(1),
      SETTINGS.get(2),
      "--trials",
      trials,
      "--iterations",
      iterations,
      "--parallelism",
      2,
      "--param",
      "profiles=256",
      "--param",
      "width=8",
      "--objective",
      "revenue - 5*regret",
      "--studies",
      studies,
      "--format",
      "csv"
    };
    return Stream.of(grid, more).flatMap(Stream::of).toArray();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private History history(String study) {
    return ParquetTrialStore.view(
        new org.apache.hadoop.fs.Path(studies.resolve(study).toString()), new Configuration());
  }
}
