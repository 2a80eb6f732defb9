package io.sweepstake.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.run.trial.Evaluation;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.InMemoryTrialStore;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import io.sweepstake.sweeps.study.TrialState.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SparkTrialExecutorTest extends SparkTest {
  private static final FloatParam X = FloatParam.uniform("x", -1, 1);
  private static final Metric LOSS = Metric.of("loss");
  private static final SearchSpace SPACE = SearchSpace.of(X);
  private static final StudySpec SPEC =
      StudySpec.of("parabola", SPACE, Objective.of(Goal.minimize(LOSS)), 3);

  private static final TrialFunction PARABOLA =
      Evaluation.eachTrial(
          trial -> {
            double x = trial.point().get(X);
            return Metrics.of(LOSS, (x - 0.25) * (x - 0.25));
          });

  @Test
  void synchronousSweepsEqualThoseOnThreads() throws Exception {
    History onSpark;
    try (TrialExecutor executor =
        new SparkTrialExecutor(spark, PARABOLA, 2, Packing.SINGLE, "parabola")) {
      onSpark = sweep(executor, SweepPlan.synchronous(Budget.additional(12), 4));
    }
    History onThreads;
    try (TrialExecutor executor = new ThreadTrialExecutor(PARABOLA, 2)) {
      onThreads = sweep(executor, SweepPlan.synchronous(Budget.additional(12), 4));
    }
    assertThat(onSpark.trials())
        .extracting(Trial::point)
        .isEqualTo(onThreads.trials().stream().map(Trial::point).toList());
    assertThat(onSpark.trials())
        .extracting(Trial::state)
        .isEqualTo(onThreads.trials().stream().map(Trial::state).toList());
    assertThat(onSpark.best()).map(Trial::number).isEqualTo(onThreads.best().map(Trial::number));
  }

  @Test
  void rowsSayWhereTheyCameFrom() throws Exception {
    try (TrialExecutor executor =
        new SparkTrialExecutor(spark, PARABOLA, 2, Packing.SINGLE, "parabola")) {
      History history = sweep(executor, SweepPlan.asynchronous(Budget.additional(2), 2));
      Map<String, String> attributes = history.trial(0).provenance().attributes();
      assertThat(attributes)
          .containsEntry("spark_app", spark.sparkContext().applicationId())
          .containsEntry("executor", "driver")
          .containsEntry("task_attempt", "0")
          .containsKeys("commit", "version", "jdk", "os", "arch", "host");
    }
  }

  @Test
  void packsRunSideBySide() throws Exception {
    try (TrialExecutor executor =
        new SparkTrialExecutor(spark, new Meeting(), 2, Packing.SINGLE, "meeting")) {
      var first = executor.submit(new Pack(List.of(trial(0)), Rung.END)).toCompletableFuture();
      var second = executor.submit(new Pack(List.of(trial(1)), Rung.END)).toCompletableFuture();
      assertThat(first.get(60, TimeUnit.SECONDS)).extracting(Trial::number).containsExactly(0);
      assertThat(second.get(60, TimeUnit.SECONDS)).extracting(Trial::number).containsExactly(1);
    }
  }

  @Test
  void aQueryDoesNotWaitForTheTrialsThatWait() throws Exception {
    TrialFunction slow =
        Evaluation.eachTrial(
            trial -> {
              Thread.sleep(400);
              return Metrics.of(LOSS, 1);
            });
    // The first query of a session takes seconds, whoever else is there.
    Dataset<Row> query = spark.range(10).selectExpr("sum(id)");
    assertThat(query.first().getLong(0)).isEqualTo(45);
    try (TrialExecutor executor = new SparkTrialExecutor(spark, slow, 2, Packing.SINGLE, "slow")) {
      List<CompletableFuture<List<Trial>>> packs =
          IntStream.range(0, 40)
              .mapToObj(
                  k -> executor.submit(new Pack(List.of(trial(k)), Rung.END)).toCompletableFuture())
              .toList();
      assertThat(query.first().getLong(0)).isEqualTo(45);
      // With FIFO scheduling all would have ended: 40 trials of 0.4 s on two cores.
      assertThat(packs.stream().filter(CompletableFuture::isDone).count()).isLessThan(30);
    }
  }

  @Test
  void whatAPackThrowsIsARowOfEachTrial() throws Exception {
    assertThat(failureOf(new Throwing("no layer of width 0")))
        .satisfies(failed -> assertThat(failed.cause()).isEqualTo(Cause.BUG))
        .satisfies(failed -> assertThat(failed.message()).contains("no layer of width 0"));
    assertThat(failureOf(new Exhausting()).cause()).isEqualTo(Cause.OUT_OF_MEMORY);
  }

  @Test
  void aTrialBeyondItsDeadlineFailsAndFreesItsExecutor() throws Exception {
    TrialFunction sleepy =
        Evaluation.eachTrial(
            trial -> {
              if (trial.number() == 1) {
                Thread.sleep(120_000);
              }
              return Metrics.of(LOSS, 1);
            });
    try (TrialExecutor executor =
        new SparkTrialExecutor(
            spark, sleepy.within(Duration.ofSeconds(1)), 1, Packing.SINGLE, "sleepy")) {
      History history = sweep(executor, SweepPlan.asynchronous(Budget.additional(3), 1));
      TrialState.Failed failed = (TrialState.Failed) history.trial(1).state();
      assertThat(failed.cause()).isEqualTo(Cause.TIMEOUT);
      assertThat(failed.message()).isEqualTo("took longer than its deadline of 1 s");
      assertThat(history.trial(1).attempt()).isZero();
      assertThat(history.trial(1).provenance().attributes()).containsKey("executor");
      assertThat(history.completedCount()).isEqualTo(2);
    }
  }

  @Test
  void packsOfSeveralTrialsAreOneTask() throws Exception {
    try (TrialExecutor executor =
        new SparkTrialExecutor(spark, PARABOLA, 2, Packing.of(3), "packs")) {
      List<Trial> rows =
          executor
              .submit(new Pack(List.of(trial(0), trial(1), trial(2)), Rung.END))
              .toCompletableFuture()
              .get(60, TimeUnit.SECONDS);
      assertThat(rows).extracting(Trial::number).containsExactly(0, 1, 2);
      assertThat(executor.packing().most()).isEqualTo(3);
      History history = sweep(executor, SweepPlan.asynchronous(Budget.additional(13), 6));
      assertThat(history.completedCount()).isEqualTo(13);
    }
  }

  @Test
  void onlyALostExecutorIsALostWorker() {
    assertThat(
            SparkTrialExecutor.isLostExecutor(
                new SparkException(
                    "Job aborted due to stage failure: Task 0 in stage 1.0 failed 2 times, most"
                        + " recent failure: Lost task 0.1 in stage 1.0 (TID 2) (host executor 1):"
                        + " ExecutorLostFailure (executor 1 exited caused by one of the running"
                        + " tasks) Reason: Command exited with code 137")))
        .isTrue();
    assertThat(
            SparkTrialExecutor.isLostExecutor(
                new SparkException(
                    "Job aborted due to stage failure: Exiting due to error from cluster"
                        + " scheduler: Master removed our application: FAILED")))
        .isTrue();
    assertThat(
            SparkTrialExecutor.isLostExecutor(
                new SparkException("Job aborted due to stage failure: Task not serializable")))
        .isFalse();
  }

  @Test
  void parallelismMustBePositive() {
    assertThatThrownBy(() -> new SparkTrialExecutor(spark, PARABOLA, 0, Packing.SINGLE, "none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parallelism: must be at least 1, was 0");
  }

  private TrialState.Failed failureOf(TrialFunction function) throws Exception {
    try (TrialExecutor executor =
        new SparkTrialExecutor(spark, function, 1, Packing.SINGLE, "failing")) {
      List<Trial> rows =
          executor
              .submit(new Pack(List.of(trial(0)), Rung.END))
              .toCompletableFuture()
              .get(60, TimeUnit.SECONDS);
      return (TrialState.Failed) rows.get(0).state();
    }
  }

  private static Trial trial(int number) {
    return Trial.asked(
        number, Point.of(SPACE, Map.of("x", 0.5)), 3, new Ask(0, "random"), Instant.EPOCH);
  }

  private static History sweep(TrialExecutor executor, SweepPlan plan) throws Exception {
    return new Sweep(
            new InMemoryTrialStore(SPEC),
            new RandomSampler(),
            new NoPruner(),
            executor,
            plan,
            SweepListener.SILENT)
        .run();
  }

  /** Ends only when two trials are under way at the same time. */
  private record Meeting() implements TrialFunction {
    private static final CyclicBarrier DOOR = new CyclicBarrier(2);

    @Override
    public List<Trial> advance(List<Trial> pack, Rung upTo) {
      try {
        DOOR.await(30, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IllegalStateException("nobody came", e);
      }
      return pack.stream().map(t -> t.completed(Metrics.of(LOSS, 0), Instant.EPOCH)).toList();
    }
  }

  private record Throwing(String message) implements TrialFunction {
    @Override
    public List<Trial> advance(List<Trial> pack, Rung upTo) {
      throw new IllegalStateException(message);
    }
  }

  private record Exhausting() implements TrialFunction {
    @Override
    public List<Trial> advance(List<Trial> pack, Rung upTo) {
      throw new OutOfMemoryError("Java heap space");
    }
  }
}
