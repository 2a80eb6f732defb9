package io.sweepstake.sweeps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.Deadline;
import io.sweepstake.sweeps.run.trial.Evaluation;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlineTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static History sweep(TrialFunction function, int trials) throws InterruptedException {
    Study study = Study.inMemory(SweepTest.SPEC);
    try (ThreadTrialExecutor threads = new ThreadTrialExecutor(function, 1)) {
      SweepPlan plan = SweepPlan.asynchronous(Budget.additional(trials), 1);
      return new Sweep(study, new NoPruner(), threads, plan, SweepListener.SILENT).run();
    }
  }

  private static TrialState.Failed failure(History history, int number) {
    return (TrialState.Failed) history.trial(number).state();
  }

  @Test
  void aTrialThatSleepsTooLongFailsOnceAndFreesItsWorker() throws InterruptedException {
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    TrialFunction function =
        Evaluation.eachTrial(
            trial -> {
              assertThat(begun.add(trial.number())).as("never tried again").isTrue();
              if (trial.number() == 1) {
                Thread.sleep(60_000);
              }
              return SweepTest.bowl(trial);
            });
    History history = sweep(new Deadline(function, LIMIT, GRACE), 4);
    assertThat(history.completedCount()).isEqualTo(3);
    assertThat(failure(history, 1))
        .isEqualTo(
            new TrialState.Failed(
                TrialState.Cause.TIMEOUT, "took longer than its deadline of 1 s"));
    assertThat(history.trial(1).attempt()).isZero();
    assertThat(history.trial(1).timing().duration()).isPresent(); // of a clock that may be slewed
  }

  @Test
  void aTrialThatHeedsNoInterruptIsAbandoned() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    TrialFunction hung =
        Evaluation.eachTrial(
            trial -> {
              while (trial.number() == 0 && release.getCount() > 0) {
                LockSupport.parkNanos(1_000_000); // returns at once when interrupted
              }
              return SweepTest.bowl(trial);
            });
    History history = sweep(new Deadline(hung, LIMIT, GRACE), 2);
    release.countDown();
    assertThat(failure(history, 0).cause()).isEqualTo(TrialState.Cause.TIMEOUT);
    assertThat(failure(history, 0).message())
        .isEqualTo(
            "took longer than its deadline of 1 s; it did not end within 1 s of an"
                + " interrupt, and its thread was abandoned");
    assertThat(history.trial(1).state()).isInstanceOf(TrialState.Completed.class);
  }

  @Test
  void whatItMeasuredUntilThenIsKept() {
    TrialFunction cooperative =
        (pack, upTo) -> {
          Trial trial = pack.get(0).measured(new Measurement(5, SweepTest.bowl(pack.get(0)), 1));
          while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(1_000_000);
          }
          return List.of(trial);
        };
    Trial sent = Study.inMemory(SweepTest.SPEC).ask().orElseThrow();
    Trial row =
        new Deadline(cooperative, LIMIT, Duration.ofSeconds(10))
            .advance(List.of(sent), Rung.END)
            .get(0);
    assertThat(row.curve()).hasSize(1);
    assertThat(((TrialState.Failed) row.state()).cause()).isEqualTo(TrialState.Cause.TIMEOUT);
  }

  @Test
  void timeSpentOnEarlierRungsCounts() {
    Trial sent = Study.inMemory(SweepTest.SPEC).ask().orElseThrow();
    Trial late = sent.measured(new Measurement(1, SweepTest.bowl(sent), 9_990));
    TrialFunction slow =
        (pack, upTo) -> {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
          return List.of(pack.get(0).completed(SweepTest.bowl(pack.get(0)), Instant.EPOCH));
        };
    TrialFunction within = new Deadline(slow, Duration.ofSeconds(10), Duration.ofSeconds(10));
    assertThat(within.advance(List.of(sent), Rung.END).get(0).state())
        .isInstanceOf(TrialState.Completed.class);
    assertThat(within.advance(List.of(late), Rung.END).get(0).state())
        .isInstanceOf(TrialState.Failed.class);
  }

  @Test
  void whatIsThrownIsThrown() {
    Trial trial = Study.inMemory(SweepTest.SPEC).ask().orElseThrow();
    TrialFunction lost =
        (pack, upTo) -> {
          throw new LostWorkerException("gone", null);
        };
    assertThatThrownBy(() -> lost.within(LIMIT).advance(List.of(trial), Rung.END))
        .isInstanceOf(LostWorkerException.class);
    TrialFunction full =
        (pack, upTo) -> {
          throw new OutOfMemoryError("heap");
        };
    assertThatThrownBy(() -> full.within(LIMIT).advance(List.of(trial), Rung.END))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void anInterruptedWorkerInterruptsItsTrial() throws InterruptedException {
    Trial trial = Study.inMemory(SweepTest.SPEC).ask().orElseThrow();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    TrialFunction sleeps =
        Evaluation.eachTrial(
            one -> {
              begun.countDown();
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException cancelled) {
                interrupted.countDown();
              }
              return Metrics.of(SweepTest.LOSS, 0);
            });
    List<Trial> rows = Collections.synchronizedList(new ArrayList<>());
    Thread worker =
        new Thread(
            () ->
                rows.addAll(
                    sleeps.within(Duration.ofMinutes(5)).advance(List.of(trial), Rung.END)));
    worker.start();
    begun.await();
    worker.interrupt();
    worker.join();
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(((TrialState.Failed) rows.get(0).state()).cause())
        .isEqualTo(TrialState.Cause.CANCELLED);
  }

  @Test
  void durationsReadWell() {
    assertThat(Deadline.text(Duration.ofMinutes(90))).isEqualTo("1 h 30 min");
    assertThat(Deadline.text(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
    assertThat(Deadline.text(Duration.ofMillis(2500))).isEqualTo("2.5 s");
    assertThat(Deadline.text(Duration.ofSeconds(3))).isEqualTo("3 s");
  }

  @Test
  void itsNumbersAreChecked() {
    TrialFunction any = Evaluation.eachTrial(SweepTest::bowl);
    assertThatThrownBy(() -> any.within(Duration.ZERO))
        .hasMessage("trial timeout: must be above 0, was PT0S");
  }
}
