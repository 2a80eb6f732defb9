package io.sweepstake.sweeps.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.store.InMemoryTrialStore;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who leaves with whom, where workers are fewer than trials. */
class DeparturesTest {
  /** At each of three rungs every other trial ends, by its number. */
  private static final Pruner HALVES =
      new Pruner() {
        @Override
        public List<Rung> rungs() {
          return List.of(new Rung(0, 10), new Rung(1, 20), new Rung(2, 40));
        }

        @Override
        public Decision decide(Trial trial, Rung rung, History history) {
          return (trial.number() >> rung.index()) % 2 == 0
              ? Decision.proceed("it is even")
              : Decision.stop("it is odd");
        }
      };

  private static Departures departures(int most, String... shape) {
    return new Departures(
        new Packing(most, Set.of(shape)), new Rungs(HALVES, InstantSource.system()));
  }

  private static Trial trial(int number, long reached) {
    Trial trial =
        Trial.asked(
                number,
                Point.decode(Ramp.SPEC.space(), new double[] {0.5, number % 2 * 0.9}),
                1,
                new Ask(0, "test"),
                Instant.EPOCH)
            .started(Instant.EPOCH);
    return reached == 0
        ? trial
        : trial.measured(new Measurement(reached, Metrics.of(Ramp.SCORE, 1), 0));
  }

  private static List<List<Integer>> numbers(List<Pack> packs) {
    return packs.stream().map(pack -> pack.trials().stream().map(Trial::number).toList()).toList();
  }

  @Test
  void thoseOnTheirWayToOneRungLeaveTogetherAndWhoComesLaterJoinsThem() {
    Departures departures = departures(4);
    departures.add(List.of(trial(0, 10), trial(1, 0), trial(2, 10), trial(3, 10)));
    assertThat(numbers(departures.next(1))).containsExactly(List.of(0, 2, 3));
    departures.add(List.of(trial(4, 0), trial(5, 10)));
    assertThat(numbers(departures.next(5))).containsExactly(List.of(1, 4), List.of(5));
    assertThat(departures.size()).isZero();
  }

  @Test
  void trialsOfAnotherShapeLeaveByThemselves() {
    Departures departures = departures(4, "shape");
    departures.add(List.of(trial(0, 0), trial(1, 0), trial(2, 0)));
    assertThat(numbers(departures.next(5))).containsExactly(List.of(0, 2), List.of(1));
  }

  @Test
  void theFewDoNotWaitForEver() {
    Departures departures = departures(4);
    departures.add(List.of(trial(0, 10)));
    List<List<Integer>> packs = new ArrayList<>();
    for (int k = 1; k < 20; k += 4) {
      departures.add(List.of(trial(k, 0), trial(k + 1, 0), trial(k + 2, 0), trial(k + 3, 0)));
      packs.addAll(numbers(departures.next(1)));
    }
    assertThat(packs).hasSize(5).element(3).isEqualTo(List.of(0));
  }

  @Test
  void whereEachTrialHasAWorkerNoneWaits() {
    Departures departures = departures(1);
    departures.add(List.of(trial(0, 0), trial(1, 0), trial(2, 0)));
    assertThat(departures.next(0)).hasSize(3);
  }

  @Test
  void packsStayFullerThanHalfThoughHalfOfThemEndsAtEachRung() throws InterruptedException {
    List<Integer> sizes = new ArrayList<>();
    Ramp ramp = new Ramp();
    History history;
    try (ThreadTrialExecutor executor =
        new ThreadTrialExecutor(
            (pack, upTo) -> {
              sizes.add(pack.size());
              return ramp.advance(pack, upTo);
            },
            1,
            Packing.of(8))) {
      history =
          new Sweep(
                  new InMemoryTrialStore(Ramp.SPEC),
                  new RandomSampler(),
                  HALVES,
                  executor,
                  SweepPlan.asynchronous(Budget.total(160), 16),
                  SweepListener.SILENT)
              .run();
    }
    assertThat(history.completedCount()).isEqualTo(20);
    assertThat(sizes.stream().mapToInt(Integer::intValue).average().getAsDouble())
        .isGreaterThan(5.5);
  }
}
