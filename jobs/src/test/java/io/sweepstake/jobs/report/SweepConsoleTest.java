package io.sweepstake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.problem.RunningTrials;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState.Cause;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepConsoleTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");
  private static final Objective OBJECTIVE =
      Objective.of(Goal.maximize(REVENUE)).subjectTo(Constraint.atMost(REGRET, 0.001));
  private static final String STUDY = "consoles";
  private static final Instant START = Instant.EPOCH;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final StringWriter written = new StringWriter();

  @Test
  void severalGoalsShowTheirValuesAndWhoIsOnTheFront() {
    Objective two = Objective.of(Goal.maximize(REVENUE), Goal.minimize(REGRET));
    assertThat(SweepConsole.outcome(completed(7, 0.88491, 0.00087), two))
        .startsWith("trial 7: 0.88491 / 8.70e-04");
    List<Trial> past = List.of(completed(0, 0.8, 0.01));
    try (SweepConsole console = new SweepConsole(console(false), STUDY, two, past)) {
      console.told(completed(1, 0.7, 0.02), progress(2, 2));
      console.told(completed(2, 0.7, 0.005), progress(3, 3));
    }
    assertThat(written.toString())
        .contains("trial 2: 0.70000 / 0.00500")
        .containsOnlyOnce("<- on the front")
        .doesNotContain("best");
  }

  @Test
  void aFinishedTrialIsOneLine() {
    assertThat(SweepConsole.outcome(completed(7, 0.88491, 0.00087), OBJECTIVE))
        .isEqualTo("trial 7: 0.88491 in 15 s (revenue 0.88491, regret 8.70e-04)");
    assertThat(SweepConsole.outcome(completed(8, 0.9, 0.02), OBJECTIVE))
        .isEqualTo(
            "trial 8: 0.90000 in 15 s (revenue 0.90000, regret 0.02000) (breaks the constraint)");
  }

  @Test
  void aFailedTrialSaysWhy() {
    Trial failed =
        started(3).failed(Cause.OUT_OF_MEMORY, "Java heap space\nat line", START.plusMillis(1500));
    assertThat(SweepConsole.outcome(failed, OBJECTIVE))
        .isEqualTo("trial 3 failed in 1.5 s: out of memory, Java heap space");
  }

  @Test
  void theWholeIsOneLineWithPaceAndTimeLeft() {
    Progress progress = progress(8, 6);
    Optional<Duration> left = progress.remaining().map(rest -> rest.minusSeconds(10));
    assertThat(SweepConsole.line(progress, Duration.ofSeconds(10), left, OBJECTIVE, " [8:35%]"))
        .isEqualTo(
            "8/20 trials, 2 running [8:35%], 1 failed, best 0.88491 (trial 7), 4.0 trials/min,"
                + " ETA 2 min 50 s, 1 min 40 s");
  }

  @Test
  void beforeTheFirstTrialThereIsNoPace() {
    Progress begun = new Progress(0, 0, 0, 0, 0, 2, 20, Optional.empty(), Duration.ofMillis(500));
    assertThat(SweepConsole.line(begun, Duration.ZERO, Optional.empty(), OBJECTIVE, ""))
        .isEqualTo("0/20 trials, 2 running, 0.5 s");
  }

  @Test
  void aPlainConsoleGetsOnlyWholeLines() {
    try (SweepConsole console = new SweepConsole(console(false), STUDY, OBJECTIVE, List.of())) {
      console.asked(started(0), progress(7, 5));
      console.told(completed(7, 0.88491, 0.00087), progress(8, 6));
    }
    assertThat(written.toString())
        .doesNotContain("\r", "\u001b")
        .contains("trial 7: 0.88491")
        .contains("<- best so far")
        .as("how far it is, when ten seconds have passed")
        .doesNotContain("8/20 trials");
  }

  @Test
  void oneThatBreaksTheConstraintIsNeverCalledTheBest() {
    Trial breaking = completed(7, 0.9, 0.02);
    Progress only =
        new Progress(1, 1, 1, 0, 0, 0, 20, Optional.of(breaking), Duration.ofSeconds(90));
    try (SweepConsole console = new SweepConsole(console(true), STUDY, OBJECTIVE, List.of())) {
      console.told(breaking, only);
    }
    assertThat(written.toString())
        .contains("(breaks the constraint)", "none keeps the constraint yet")
        .doesNotContain("best");
  }

  @Test
  void aTerminalGetsALineThatChangesInPlace() {
    try (SweepConsole console = new SweepConsole(console(true), STUDY, OBJECTIVE, List.of())) {
      console.asked(started(0), progress(7, 5));
      console.told(completed(7, 0.88491, 0.00087), progress(8, 6));
    }
    assertThat(written.toString()).contains("\r\u001b[K7/20 trials").endsWith("\r\u001b[K");
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    LiveConsole coloured = new LiveConsole(new PrintWriter(written), true, 100, true);
    try (SweepConsole console = new SweepConsole(coloured, STUDY, OBJECTIVE, List.of())) {
      console.told(completed(7, 0.88491, 0.00087), progress(8, 6));
    }
    assertThat(written.toString()).contains("\u001b[32m  <- best so far\u001b[0m");
    assertThat(console(true).in(LiveConsole.Colour.BAD, "x")).isEqualTo("x");
  }

  @Test
  void aQuietConsoleSaysWhatIsImportant() {
    LiveConsole quiet = LiveConsole.quiet(new PrintWriter(written));
    quiet.print("a");
    quiet.progress("b");
    quiet.show("c");
    quiet.important("d");
    quiet.named("study").print("e");
    quiet.named("study").important("f");
    assertThat(written.toString().lines()).containsExactly("d", "study: f");
  }

  @Test
  void beforeTheFirstTrialEndsItsStepsSayHowLongTheRestTakes() {
    FirstPace pace = new FirstPace();
    assertThat(pace.left(Map.of(0, at(100)), 20, 0)).isEmpty();
    // Two at a time, each at a tenth of itself in a minute: 19.5 trials at a fifth a minute.
    assertThat(pace.left(Map.of(0, at(200), 1, at(200)), 20, MINUTE)).isPresent();
    assertThat(pace.left(Map.of(0, at(200), 1, at(300)), 20, 2 * MINUTE))
        .hasValueSatisfying(left -> assertThat(left.toMinutes()).isEqualTo(130));
  }

  private static RunningTrials.Position at(long step) {
    return new RunningTrials.Position(step, 1000);
  }

  @Test
  void theChangingLineNeverWraps() {
    LiveConsole narrow = new LiveConsole(new PrintWriter(written), true, 24);
    narrow.show("x".repeat(100));
    assertThat(written.toString().replace("\r\u001b[K", "")).hasSize(23);
  }

  private LiveConsole console(boolean interactive) {
    return new LiveConsole(new PrintWriter(written), interactive, 100);
  }

  private static Progress progress(int told, int toldHere) {
    return new Progress(
        told,
        toldHere,
        told - 1,
        0,
        1,
        2,
        20,
        Optional.of(completed(7, 0.88491, 0.00087)),
        Duration.ofSeconds(90));
  }

  private static Trial started(int number) {
    SearchSpace space = SearchSpace.of(FloatParam.uniform("x", 0, 1));
    Point point = Point.of(space, Map.of("x", 0.5));
    return Trial.asked(number, point, 1, new Ask(0, "random"), START).started(START);
  }

  private static Trial completed(int number, double revenue, double regret) {
    return started(number)
        .completed(Metrics.of(REVENUE, revenue, REGRET, regret), START.plusSeconds(15));
  }
}
