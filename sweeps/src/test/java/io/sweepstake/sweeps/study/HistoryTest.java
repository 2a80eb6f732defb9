package io.sweepstake.sweeps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A history put together at once, or looked back at, is the one that grew row by row. */
class HistoryTest {
  private static final Metric LOSS = Metric.of("loss");
  private static final StudySpec SPEC =
      StudySpec.of(
          "line",
          SearchSpace.of(FloatParam.uniform("x", 0, 1)),
          Objective.of(Goal.minimize(LOSS)),
          3);

  private static Trial asked(int number, int toldBefore) {
    Point point = Point.ofNumbers(SPEC.space(), new double[] {number % 10 / 10.0});
    return Trial.asked(
        number, point, SPEC.seed(), new Ask(toldBefore, "random"), Instant.ofEpochSecond(number));
  }

  private static Trial ended(Trial trial) {
    Instant when = trial.timing().asked().plusSeconds(5);
    return switch (trial.number() % 7) {
      case 3 -> trial.failed(TrialState.Cause.DIVERGED, "NaN", when);
      case 5 -> trial.pruned("late", when);
      default -> trial.completed(Metrics.of(LOSS, (trial.number() * 37) % 101), when);
    };
  }

  /** Up to ten in flight, told in any order; all histories on the way. */
  private static List<History> grown(int trials) {
    Random random = new Random(1);
    List<History> all = new ArrayList<>();
    History history = History.empty(SPEC);
    while (history.told() < trials) {
      boolean ask = history.size() < trials && history.open().size() < 10 && random.nextBoolean();
      if (ask) {
        history = history.with(asked(history.size(), history.told()));
      } else if (!history.open().isEmpty()) {
        List<Trial> open = history.open();
        history = history.with(ended(open.get(random.nextInt(open.size()))));
      }
      all.add(history);
    }
    return all;
  }

  private static void assertSame(History actual, History expected) {
    assertThat(actual.trials()).isEqualTo(expected.trials());
    assertThat(actual.finished()).isEqualTo(expected.finished());
    assertThat(actual.open()).isEqualTo(expected.open());
    assertThat(actual.best()).isEqualTo(expected.best());
    assertThat(actual.failedCount()).isEqualTo(expected.failedCount());
    assertThat(actual.prunedCount()).isEqualTo(expected.prunedCount());
  }

  @Test
  void putTogetherIsGrown() {
    List<History> all = grown(150);
    for (History history : all.subList(all.size() - 60, all.size())) {
      assertSame(History.of(SPEC, history.trials()), history);
    }
    assertSame(History.of(SPEC, List.of()), History.empty(SPEC));
  }

  @Test
  void seenByIsTheHistoryOfThatMoment() {
    List<History> all = grown(80);
    History last = all.get(all.size() - 1);
    for (History then : all) {
      assertSame(last.seenBy(then.size(), then.told()), then);
    }
  }

  @Test
  void refusesGapsInBothOrders() {
    History history = grown(20).get(grown(20).size() - 1);
    List<Trial> gap = new ArrayList<>(history.trials());
    gap.remove(7);
    assertThatThrownBy(() -> History.of(SPEC, gap))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have number 7, was 8");
    List<Trial> twice = new ArrayList<>(history.trials());
    twice.set(3, twice.get(3).withTellIndex(twice.get(4).tellIndex()));
    assertThatThrownBy(() -> History.of(SPEC, twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have different places");
    List<Trial> beyond = new ArrayList<>(Collections.singletonList(ended(asked(0, 0))));
    assertThatThrownBy(() -> History.of(SPEC, beyond)).hasMessageContaining("trial 0 has -1");
    List<Trial> late = List.of(ended(asked(0, 0)).withTellIndex(1));
    assertThatThrownBy(() -> History.of(SPEC, late)).hasMessageContaining("trial 0 has 1");
  }

  /** Many rows in flight at once: what used to copy all their numbers for each of them. */
  @Test
  void aLongHistoryIsPutTogetherInMemoryProportionalToItsLength() {
    List<Trial> trials = new ArrayList<>();
    for (int number = 0; number < 200_000; number++) {
      trials.add(ended(asked(number, number)).withTellIndex(number));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(History.of(SPEC, trials).told()).isEqualTo(200_000);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes / trials.size()).as("bytes a row; quadratic, 400,000").isLessThan(2_000);
  }

  /** 33,000 rows are beyond two levels of 32-wide nodes and their last: 32³ + 32. */
  @Test
  void everyRowIsFoundHoweverMany() {
    History history = History.empty(SPEC);
    List<Trial> asked = new ArrayList<>();
    int[] lookedBack = {0, 31, 32, 33, 1055, 1056, 1057, 32_799, 32_800, 32_801, 32_999};
    for (int number = 0; number < 33_000; number++) {
      Trial trial = ended(asked(number, number)).withTellIndex(number);
      asked.add(trial);
      history = history.with(trial);
    }
    assertThat(history.trials()).isEqualTo(asked);
    assertThat(history.finished()).isEqualTo(asked);
    for (int size : lookedBack) {
      assertThat(History.of(SPEC, asked.subList(0, size)).trials())
          .isEqualTo(asked.subList(0, size));
    }
    History open = History.of(SPEC, asked.stream().map(Trial::unfinished).toList());
    for (int number : lookedBack) {
      History told = open.with(asked.get(number));
      assertThat(told.trial(number).finished()).isTrue();
      assertThat(open.trial(number).finished()).as("the old stays as it is").isFalse();
      assertThat(told.open()).hasSize(32_999);
      assertThat(told.finished()).containsExactly(asked.get(number).withTellIndex(0));
    }
    History all = history;
    assertThatThrownBy(() -> all.trial(33_000))
        .hasMessage("index 33000 of 33000 trials")
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> all.trial(-1)).hasMessage("index -1 of 33000 trials");
  }

  @Test
  void countsAreOfWhatBecameOfTrials() {
    List<History> all = grown(70);
    History history = all.get(all.size() - 1);
    // Numbers modulo 7: 3 fails, 5 is pruned.
    assertThat(history.failedCount()).isEqualTo(10);
    assertThat(history.prunedCount()).isEqualTo(10);
    assertThat(history.completedCount()).isEqualTo(50);
    assertThat(history.removedCount()).isZero();
    // The loss of number k is 37 k modulo 101.
    assertThat(history.best()).hasValueSatisfying(best -> assertThat(best.number()).isZero());
    StudySpec without = SPEC.without(new StudySpec.Removal(70, List.of(0, 3, 5)));
    History fewer = history.in(without);
    assertThat(fewer.removedCount()).isEqualTo(3);
    assertThat(fewer.completedCount()).isEqualTo(49);
    assertThat(fewer.failedCount()).isEqualTo(9);
    assertThat(fewer.prunedCount()).isEqualTo(9);
    assertThat(fewer.best()).isPresent().isNotEqualTo(history.best());
    assertThat(fewer.seenBy(70, 70).trial(0).removed()).isTrue();
    assertThat(fewer.seenBy(69, 70).trial(0)).as("before it went").isEqualTo(history.trial(0));
    assertSame(fewer.in(SPEC), history);
  }

  @Test
  void nothingFollowsAnEndAndNoNumberIsSkipped() {
    History history = History.empty(SPEC).with(ended(asked(0, 0)));
    assertThatThrownBy(() -> history.with(asked(0, 0)))
        .hasMessage("history: trial 0 has ended, nothing can follow");
    assertThatThrownBy(() -> history.with(asked(2, 0)))
        .hasMessage("history: the next trial must have number 1, was 2");
    Trial gone = ended(asked(1, 1)).in(SPEC.without(new StudySpec.Removal(2, List.of(1))));
    assertThat(history.with(gone).removedCount()).isEqualTo(1);
    assertThat(history.with(gone).completedCount()).isEqualTo(1);
  }
}
