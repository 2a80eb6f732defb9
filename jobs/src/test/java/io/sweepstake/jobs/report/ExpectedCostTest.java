package io.sweepstake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.problem.Words;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExpectedCostTest {
  private static final ExpectedCost EIGHT =
      new ExpectedCost(Optional.empty(), 83_000, 0, OptionalInt.of(8), 3, false, 0);

  @Test
  void timeIsOfTheTrialsThatOnePlaceRuns() {
    assertThat(EIGHT.atPace(Optional.of(Duration.ofMillis(5640))).line(Words.PLAIN))
        .hasValue(
            "to expect: trials of about 5.6 s each on a core like one here, about 17 s in all;"
                + " on disk: 83 kB for the result of each trial, 664 kB in all");
  }

  @Test
  void onADevicePacksTakeTheirTime() {
    ExpectedCost packs =
        new ExpectedCost(
            Optional.of(Duration.ofSeconds(40)), 0, 0, OptionalInt.of(200), 64, false, 64);
    assertThat(packs.line(Words.PLAIN))
        .hasValue(
            "to expect: packs of up to 64 trials, of about 40 s each on a device, about 2 min 40 s"
                + " in all");
    assertThat(packs.fields())
        .containsEntry("seconds_each", 40.0)
        .containsEntry("seconds", 160.0)
        .containsEntry("pack", 64);
  }

  @Test
  void oneTrainingIsToldByItself() {
    assertThat(ExpectedCost.training(Optional.of(Duration.ofSeconds(75)), false))
        .isEqualTo("to expect: about 1 min 15 s of training, of a core like one here");
    assertThat(ExpectedCost.training(Optional.of(Duration.ofSeconds(3)), true))
        .isEqualTo("to expect: a few seconds of training");
  }

  @Test
  void aGuessHasTwoDigits() {
    assertThat(ExpectedCost.time(Optional.of(Duration.ofSeconds(12_345)), Optional.empty(), 0))
        .isEqualTo("trials of about 3 h 20 min in all");
  }

  @Test
  void aShortRunIsSaidToBeShort() {
    assertThat(EIGHT.atPace(Optional.of(EIGHT.little().minusMillis(1))).line(Words.PLAIN))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("to expect: a few seconds of trials; on disk: "));
  }

  @Test
  void whatHasNoEndHasNoSum() {
    ExpectedCost endless =
        new ExpectedCost(
            Optional.of(Duration.ofMinutes(3)), 0, 2_000_000, OptionalInt.empty(), 4, true, 0);
    assertThat(endless.line(Words.PLAIN))
        .hasValue(
            "to expect: trials of about 3 min 00 s each on a core like one here; on disk: 2.0 MB"
                + " for each checkpoint, at least 8.0 MB at a time");
  }

  @Test
  void whatIsNotKnownIsNotGuessed() {
    assertThat(EIGHT.line(Words.PLAIN))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("to expect: how long it takes is told when trials are under way;"));
  }

  @Test
  void anAttackIsToldByTheCoresThatShareIt() {
    assertThat(ExpectedCost.attack(Optional.of(Duration.ofSeconds(83)), 2))
        .isEqualTo("about 1 min 23 s of attacks on each, on 2 cores");
    assertThat(ExpectedCost.attack(Optional.of(Duration.ofSeconds(9)), 1))
        .isEqualTo("a few seconds of attacks");
    assertThat(ExpectedCost.attack(Optional.empty(), 1))
        .isEqualTo("how long it takes is told when it is under way");
  }

  @Test
  void whatIsLeftIsToldOnceSomethingIsDone() {
    assertThat(Durations.eta(0.25, 4_000_000_000L)).isEqualTo(", ETA 12 s");
    assertThat(Durations.eta(0, 4_000_000_000L)).isEmpty();
  }
}
