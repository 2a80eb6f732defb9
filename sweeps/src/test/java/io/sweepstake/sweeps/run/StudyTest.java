package io.sweepstake.sweeps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.sampler.FixedParamsSampler;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.sampler.tpe.TpeOptions;
import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.InMemoryTrialStore;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {
  private static final FloatParam X = FloatParam.uniform("x", -5, 5);
  private static final IntParam N = IntParam.uniform("n", 1, 8);
  private static final Metric LOSS = Metric.of("loss");
  private static final Metric WEIGHT = Metric.of("weight");
  private static final StudySpec SPEC =
      StudySpec.of("bowl", SearchSpace.of(X, N), Objective.of(Goal.minimize(LOSS)), 5)
          .withSampler(Strategy.of("tpe"));
  private static final StudySpec CONSTRAINED =
      StudySpec.of(
          "bowl",
          SearchSpace.of(X, N),
          Objective.of(Goal.minimize(LOSS)).subjectTo(Constraint.atMost(WEIGHT, 1)),
          5);

  @TempDir Path directory;

  private static double loss(Trial trial) {
    return trial.point().get(X) * trial.point().get(X) + trial.point().get(N);
  }

  private ParquetTrialStore open(StudySpec spec) {
    return ParquetTrialStore.openOrCreate(
        new org.apache.hadoop.fs.Path(directory.resolve("study").toUri()),
        new Configuration(false),
        spec);
  }

  @Test
  void aStudyBeginsWithTheDefaultPointWhateverIsEnqueuedAndReplays() {
    Study study = Study.inMemory(SPEC);
    Point point = Point.of(SPEC.space(), Map.of("x", 0.5, "n", 4));
    assertThat(study.beginWith(point)).isPresent();
    study.enqueue(Map.of("x", 1.0, "n", 3));
    assertThat(study.beginWith(point)).as("it has trials").isEmpty();
    for (int k = 0; k < 20; k++) {
      Trial trial = study.ask().orElseThrow();
      study.tell(trial.number(), loss(trial));
    }
    assertThat(study.history().trial(0).point()).isEqualTo(point);
    assertThat(study.history().trials())
        .extracting(trial -> trial.ask().source())
        .startsWith("default", "enqueued", "startup");
    Replay replay = new Replay(study.history(), new TpeSampler());
    assertThat(replay.suggestions()).isEqualTo(18);
    assertThat(replay.differences()).isEmpty();
  }

  @Test
  void asksAndTellsLikeASweep() throws InterruptedException {
    Study study = Study.inMemory(SPEC);
    for (int k = 0; k < 40; k++) {
      Trial trial = study.ask().orElseThrow();
      assertThat(trial.number()).isEqualTo(k);
      study.tell(trial.number(), loss(trial));
    }
    Study swept = Study.inMemory(SPEC);
    History history =
        swept.run(
            trial -> Metrics.of(LOSS, loss(trial)),
            SweepPlan.synchronous(Budget.additional(40), 1));
    assertThat(history.trials())
        .extracting(Trial::point)
        .isEqualTo(study.history().trials().stream().map(Trial::point).toList());
    assertThat(study.best()).map(Trial::number).isEqualTo(history.best().map(Trial::number));
    assertThat(study.best().orElseThrow().state().metrics().value(LOSS).orElseThrow())
        .isLessThan(2.5);
    assertThat(study.history().trial(0).timing().duration()).isPresent();
  }

  @Test
  void manyAskedForAtOnceDiffer() {
    Study study = Study.inMemory(SPEC);
    for (int k = 0; k < 3; k++) {
      study.ask(10).forEach(trial -> study.tell(trial.number(), loss(trial)));
    }
    List<Trial> asked = study.ask(10);
    assertThat(asked).hasSize(10).extracting(Trial::point).doesNotHaveDuplicates();
    assertThat(asked).extracting(trial -> trial.ask().source()).containsOnly("tpe");
    double mean = asked.stream().mapToDouble(t -> t.point().get(X)).average().orElseThrow();
    double spread =
        Math.sqrt(asked.stream().mapToDouble(t -> Math.pow(t.point().get(X) - mean, 2)).sum() / 10);
    assertThat(spread).as("the liar drives them apart").isGreaterThan(0.3);
    assertThat(new Replay(study.history(), new TpeSampler()).differences()).isEmpty();
  }

  @Test
  void aTrialIsToldOnce() {
    Study study = Study.inMemory(SPEC);
    study.ask();
    study.tell(0, 1.5);
    assertThatThrownBy(() -> study.tell(0, 0.5))
        .hasMessage("trial 0: must be running to be told, was COMPLETE; a trial is told once");
    Trial kept = study.tellUnlessEnded(0, new TrialState.Failed(TrialState.Cause.BUG, "late"));
    assertThat(kept.state().metrics().value(LOSS)).hasValue(1.5);
    assertThatThrownBy(() -> study.tell(1, 0.5))
        .hasMessage("trial 1: there is none, the study has 1");
    study.enqueue(Map.of("x", 1.0));
    assertThatThrownBy(() -> study.tell(1, 0.5))
        .hasMessage("trial 1: must be running to be told, was WAITING; ask for it first");
    study.ask();
    assertThatThrownBy(() -> study.tell(1, new TrialState.Running()))
        .hasMessageContaining("what is told must be an end, was RUNNING");
    assertThat(study.tellUnlessEnded(1, new TrialState.Completed(Metrics.of(LOSS, 3))).finished())
        .isTrue();
  }

  @Test
  void nanFailsInfinityIsAValueAndAGapIsRefused() {
    Study study = Study.inMemory(CONSTRAINED);
    study.ask(4);
    study.tell(0, Map.of(LOSS, Double.NaN, WEIGHT, 0.5));
    assertThat(study.history().trial(0).state())
        .isEqualTo(new TrialState.Failed(TrialState.Cause.DIVERGED, "loss was NaN"));
    study.tell(1, Map.of(LOSS, Double.POSITIVE_INFINITY, WEIGHT, 0.5));
    assertThat(study.best()).map(Trial::number).hasValue(1);
    study.tell(
        2, Map.of(LOSS, Double.NEGATIVE_INFINITY, WEIGHT, 0.5, Metric.of("aux"), Double.NaN));
    assertThat(study.best()).map(Trial::number).hasValue(2);
    assertThatThrownBy(() -> study.tell(3, Map.of(LOSS, 1.0)))
        .hasMessage("trial 3: reported no weight, which the objective needs");
    assertThatThrownBy(() -> study.tell(3, 1.0))
        .hasMessage("trial 3: one value was told, the objective needs [loss, weight]");
    assertThat(study.history().trial(3).finished()).isFalse();
  }

  @Test
  void anEvaluationThatGivesNanDiverged() throws InterruptedException {
    History history =
        Study.inMemory(SPEC)
            .run(
                trial -> Metrics.of(LOSS, trial.number() == 1 ? Double.NaN : 1),
                SweepPlan.synchronous(Budget.additional(2), 1));
    assertThat(((TrialState.Failed) history.trial(1).state()).cause())
        .isEqualTo(TrialState.Cause.DIVERGED);
  }

  @Test
  void theBestIsFeasible() {
    Study study = Study.inMemory(CONSTRAINED);
    study.ask(2);
    study.tell(0, Map.of(LOSS, 0.0, WEIGHT, 2.0));
    assertThat(study.best()).isEmpty();
    study.tell(1, Map.of(LOSS, 9.0, WEIGHT, 1.0));
    assertThat(study.best()).map(Trial::number).hasValue(1);
  }

  @Test
  void prunedAndFailedTrialsAreTold() {
    Study study = Study.inMemory(SPEC);
    study.ask(3);
    study.measured(0, new Measurement(1, Metrics.of(LOSS, 7), 10));
    study.measured(0, new Measurement(2, Metrics.of(LOSS, 6), 20));
    assertThat(study.prune(0, "hopeless").state())
        .isEqualTo(new TrialState.Pruned(2, Metrics.of(LOSS, 6), "hopeless"));
    assertThat(study.prune(1, "at once").state())
        .isEqualTo(new TrialState.Pruned(0, Metrics.NONE, "at once"));
    assertThat(study.fail(2, "no data").state())
        .isEqualTo(new TrialState.Failed(TrialState.Cause.BUG, "no data"));
    assertThat(study.history().prunedCount()).isEqualTo(2);
  }

  @Test
  void enqueuedPointsComeFirstAndWhatTheyLeaveOpenIsSampled() {
    Study study = Study.inMemory(SPEC);
    study.enqueue(Map.of("x", 0.25, "n", 2));
    study.enqueue(Map.of("n", 3));
    List<Trial> asked = study.ask(3);
    assertThat(asked.get(0).point()).isEqualTo(Point.of(SPEC.space(), Map.of("x", 0.25, "n", 2)));
    assertThat(asked.get(1).point().get(N)).isEqualTo(3);
    assertThat(asked.get(1).point().get(X)).isBetween(-5.0, 5.0);
    assertThat(asked).extracting(t -> t.ask().source()).startsWith("enqueued", "enqueued");
    assertThat(asked.get(2).ask().source()).isEqualTo("startup");
    study.tell(0, 1.0);
    assertThat(new Replay(study.history(), new TpeSampler()).differences()).isEmpty();
    assertThatThrownBy(() -> study.enqueue(Map.of("x", 5.5)))
        .hasMessage("x: must be in [-5.0, 5.0], was 5.5");
    assertThatThrownBy(() -> study.enqueue(Map.of("x", Double.NaN))).hasMessageContaining("NaN");
    assertThat(study.history().size()).isEqualTo(3);
  }

  @Test
  void whatExistsIsNotEnqueuedAgainWhenSoWished() {
    Study study = Study.inMemory(SPEC);
    Map<String, Object> wish = Map.of("x", 0.25, "n", 2);
    assertThat(study.enqueueIfNew(wish)).isPresent();
    assertThat(study.enqueueIfNew(wish)).as("waiting").isEmpty();
    study.ask();
    assertThat(study.enqueueIfNew(wish)).as("running").isEmpty();
    study.tell(0, 1.0);
    assertThat(study.enqueueIfNew(wish)).as("finished").isEmpty();
    assertThat(study.enqueueIfNew(Map.of("x", 0.25))).as("in part").isEmpty();
    assertThat(study.enqueueIfNew(Map.of("x", 0.25, "n", 3))).isPresent();
    study.enqueue(wish);
    assertThat(study.history().size()).isEqualTo(3);
  }

  @Test
  void someParametersMayBeHeldForAWhile() {
    InMemoryTrialStore store = new InMemoryTrialStore(SPEC);
    Sampler held =
        new FixedParamsSampler(
            new TpeSampler(TpeOptions.DEFAULT.withStartup(5)),
            PartialPoint.of(SPEC.space(), Map.of("n", 4)));
    Study study = new Study(store, held, InstantSource.system());
    for (int k = 0; k < 20; k++) {
      Trial trial = study.ask().orElseThrow();
      assertThat(trial.point().get(N)).isEqualTo(4);
      study.tell(k, loss(trial));
    }
    Study free = Study.in(store);
    assertThat(free.ask(30)).extracting(t -> t.point().get(N)).doesNotContainSequence(4, 4, 4, 4);
  }

  @Test
  void heldParametersOfAFiniteSpaceEndWithIt() {
    CategoricalParam kind = CategoricalParam.of("kind", "a", "b");
    StudySpec spec =
        StudySpec.of("finite", SearchSpace.of(N, kind), Objective.of(Goal.minimize(LOSS)), 5);
    Sampler held =
        new FixedParamsSampler(
            new RandomSampler(), PartialPoint.of(spec.space(), Map.of("kind", "b")));
    Study study = new Study(new InMemoryTrialStore(spec), held, InstantSource.system());
    List<Trial> asked = study.ask(100);
    assertThat(asked).hasSize(8).extracting(Trial::point).doesNotHaveDuplicates();
    assertThat(asked).allMatch(trial -> trial.point().get(kind).equals("b"));
    assertThat(study.ask()).isEmpty();
  }

  @Test
  void aTrialMayBeToldByAnotherProcess() {
    Trial asked;
    try (Study study = Study.in(open(SPEC))) {
      asked = study.ask().orElseThrow();
      study.enqueue(Map.of("x", 2.0));
    }
    try (Study study = Study.in(open(SPEC))) {
      assertThat(study.history().trial(0).point()).isEqualTo(asked.point());
      study.tell(0, 3.0);
      assertThat(study.ask().orElseThrow().point().get(X)).isEqualTo(2.0);
    }
    try (Study study = Study.in(open(SPEC))) {
      assertThat(study.best()).map(Trial::number).hasValue(0);
      assertThatThrownBy(() -> study.tell(0, 1.0)).hasMessageContaining("COMPLETE");
    }
  }

  @Test
  void severalThreadsShareAStudy() throws Exception {
    Study study = Study.inMemory(SPEC);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int k = 0; k < 8; k++) {
        all.add(
            threads.submit(
                () -> {
                  for (int j = 0; j < 25; j++) {
                    Trial trial = study.ask().orElseThrow();
                    study.tell(trial.number(), loss(trial));
                  }
                  study.enqueueIfNew(Map.of("x", 1.5, "n", 2));
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(study.history().told()).isEqualTo(200);
    assertThat(study.history().size()).as("asked or enqueued once").isBetween(200, 201);
    assertThat(study.history().trials().stream().filter(t -> t.ask().source().equals("enqueued")))
        .hasSize(1);
    assertThat(new Replay(study.history(), new TpeSampler()).differences()).isEmpty();
  }

  @Test
  void knownPointsTakeOverTheirMetricsWhenSoWished() throws InterruptedException {
    SearchSpace space = SearchSpace.of(IntParam.uniform("n", 0, 3));
    StudySpec spec =
        StudySpec.of("cached", space, Objective.of(Goal.minimize(LOSS)), 5)
            .withSampler(Strategy.of("scripted", Map.of("duplicates", "cache")));
    int[] script = {2, 2, 1, 2, 1, 3};
    Sampler scripted =
        (history, random) ->
            history.size() < script.length
                ? Optional.of(
                    new Suggestion(Point.of(space, Map.of("n", script[history.size()])), "script"))
                : Optional.empty();
    List<Integer> ran = new ArrayList<>();
    Study study = new Study(new InMemoryTrialStore(spec), scripted, InstantSource.system());
    History history =
        study.run(
            trial -> {
              ran.add((int) trial.point().find("n").orElseThrow());
              return Metrics.of(LOSS, 10.0 * ran.get(ran.size() - 1));
            },
            SweepPlan.synchronous(Budget.additional(10), 1));
    assertThat(ran).containsExactly(2, 1, 3);
    assertThat(history.told()).isEqualTo(6);
    assertThat(history.trials())
        .extracting(trial -> trial.ask().source())
        .containsExactly("script", "cache", "script", "cache", "cache", "script");
    assertThat(history.trial(4).state()).isEqualTo(history.trial(2).state());
    assertThat(history.trial(4).provenance().attributes()).containsEntry("cached_from", "2");
    assertThat(new Replay(history, scripted).differences()).isEmpty();

    study.enqueue(Map.of("n", 3));
    assertThat(study.ask()).as("known, and the script is at its end").isEmpty();
    assertThat(study.history().trial(6).ask().source()).isEqualTo("enqueued");
    assertThat(study.history().trial(6).state()).isEqualTo(history.trial(5).state());
    assertThat(new Replay(study.history(), scripted).differences()).isEmpty();
  }

  @Test
  void aContinuousPointIsNeverKnown() {
    StudySpec spec = SPEC.withSampler(Strategy.of("fixed", Map.of("duplicates", "cache")));
    Sampler same =
        (history, random) ->
            Optional.of(new Suggestion(Point.of(SPEC.space(), Map.of("x", 1.0, "n", 1)), "fixed"));
    Study study = new Study(new InMemoryTrialStore(spec), same, InstantSource.system());
    study.ask();
    study.tell(0, 1.0);
    assertThat(study.ask()).isPresent();
  }

  @Test
  void askingForKnownPointsForEverEnds() {
    SearchSpace space = SearchSpace.of(IntParam.uniform("n", 0, 3));
    StudySpec spec =
        StudySpec.of("stuck", space, Objective.of(Goal.minimize(LOSS)), 5)
            .withSampler(Strategy.of("stuck", Map.of("duplicates", "cache")));
    Sampler same =
        (history, random) -> Optional.of(new Suggestion(Point.of(space, Map.of("n", 1)), "stuck"));
    Study study = new Study(new InMemoryTrialStore(spec), same, InstantSource.system());
    study.tell(study.ask().orElseThrow().number(), 1.0);
    assertThat(study.ask()).isEmpty();
  }
}
