package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepFailedException;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.run.trial.ProcessorTime;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Schedule;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Points of a study run again with fresh seeds, the same for every point: the best of many trials
 * is that of the luckiest seed as well as of the best point.
 *
 * <p>They are the trials of a study of their own, in the folder {@value #FOLDER} of the study's: no
 * sampler of the study ever sees them, and one that is killed goes on where it was.
 */
final class Retraining {
  /** With how many seeds, where nobody says. */
  static final int SEEDS = 3;

  /** They are to cost less than the sweep's steps over so many, unless somebody asks for them. */
  private static final int PART = 4;

  static final String FOLDER = "retrained";

  private final StudyDefinition definition;
  private final String directory;
  private final RunListener listener;

  /**
   * What came of a point with a fresh seed.
   *
   * @param point the trial whose point it is
   * @param seed which of the seeds, from 1
   * @param row what came of it
   * @param artifact what it left, if it did
   */
  record Again(Trial point, int seed, Trial row, Optional<byte[]> artifact) {}

  Retraining(StudyDefinition definition, String directory, RunListener listener) {
    this.definition = definition;
    this.directory = directory;
    this.listener = listener;
  }

  /**
   * Looks whether an order can have what it asks for.
   *
   * @throws IllegalArgumentException saying why not
   */
  static void check(StudyDefinition definition, RunOrder order) {
    if (order.retrain().orElse(0) == 0) {
      return;
    }
    String why =
        order.finalists() == 0
            ? "there are no finalists"
            : definition.spec().objective().goals().size() > 1
                ? "several goals have no one best point"
                : definition.spec().pruner().name().equals("pbt")
                    ? "trials change their hyper-parameters on the way"
                    : definition.problem().judge(0).isEmpty() ? "nothing is judged anew" : "";
    if (!why.isEmpty()) {
      throw new IllegalArgumentException(
          "retrain: must be 0 where " + why + ", was " + order.retrain().getAsInt());
    }
  }

  /**
   * With how many seeds an order wants points run again. Where it does not say, that depends on
   * what trials have cost in steps, not on how fast they were: equal sweeps end alike.
   *
   * @param points of which the first is the best
   */
  static int seeds(
      RunOrder order,
      StudyDefinition definition,
      History history,
      List<Trial> points,
      Judge judge) {
    if (order.retrain().isPresent()) {
      return order.retrain().getAsInt();
    }
    if (points.size() < 2
        || points.stream().anyMatch(t -> Schedule.of(history, t).stages().size() > 1)) {
      return 0;
    }
    long steps = definition.problem().steps();
    long trainings = (long) SEEDS * points.size();
    long afresh = 2L * SEEDS;
    long cost = trainings * (steps + judge.steps()) + afresh * judge.steps();
    long spent =
        history.finished().stream()
            .filter(trial -> !trial.ask().source().equals(Ask.IMPORTED))
            .mapToLong(t -> t.state() instanceof TrialState.Completed ? steps : t.reached())
            .sum();
    return cost < spent / PART ? SEEDS : 0;
  }

  /** Where trials run. */
  @FunctionalInterface
  interface Executors {
    /** An executor for the trials of a study, which whoever asked for it closes. */
    TrialExecutor of(StudyDefinition study) throws IOException;
  }

  /**
   * Runs points again, those that have not been.
   *
   * @param slots how many at a time
   */
  List<Again> of(List<Trial> points, int seeds, Executors executors, int slots)
      throws IOException, InterruptedException {
    StudyDefinition own = new StudyDefinition(definition.problem(), spec());
    String artifact = definition.problem().judge(0).orElseThrow().artifact();
    try (ParquetTrialStore store = open(own)) {
      enqueue(points, seeds, store);
      if (!store.read().history().open().isEmpty()) {
        try (TrialExecutor executor = executors.of(own)) {
          run(points, seeds, executor, slots, store);
        }
      }
      List<Again> all = new ArrayList<>();
      History history = store.read().history();
      for (Trial point : points) {
        for (int seed = 1; seed <= seeds; seed++) {
          Trial row = find(point, seed, history).orElseThrow();
          all.add(new Again(point, seed, row, store.artifact(row.number(), artifact)));
        }
      }
      return all;
    }
  }

  /** How many of these runs there are not yet. */
  int missing(List<Trial> points, int seeds) {
    if (!ParquetTrialStore.exists(path(), new Configuration())) {
      return points.size() * seeds;
    }
    History history = ParquetTrialStore.view(path(), new Configuration());
    int missing = 0;
    for (Trial point : points) {
      for (int seed = 1; seed <= seeds; seed++) {
        missing += find(point, seed, history).filter(Trial::finished).isPresent() ? 0 : 1;
      }
    }
    return missing;
  }

  /** Its study, whose search space grows with that of the sweep. */
  private ParquetTrialStore open(StudyDefinition own) {
    if (ParquetTrialStore.exists(path(), new Configuration())) {
      Map<String, Param<?>> params = new LinkedHashMap<>();
      own.spec().space().params().forEach(param -> params.put(param.name(), param));
      return ParquetTrialStore.openWidened(path(), new Configuration(), params, listener::notices);
    }
    return own.openOrCreate(path(), new Configuration(), listener::notices);
  }

  private Path path() {
    return new Path(directory, FOLDER);
  }

  private StudySpec spec() {
    StudySpec spec = definition.spec();
    return new StudySpec(
        spec.name() + "-retrained",
        spec.space(),
        spec.objective(),
        spec.metrics(),
        Strategy.of("random"),
        Strategy.of("none"),
        spec.seed(),
        spec.settings(),
        List.of(),
        List.of());
  }

  private long seed(int index) {
    return Seeds.derive(definition.spec().seed(), "retrain", index);
  }

  private Optional<Trial> find(Trial point, int seed, History history) {
    return history.trials().stream()
        .filter(row -> row.seed() == seed(seed) && row.point().equals(point.point()))
        .findFirst();
  }

  private void enqueue(List<Trial> points, int seeds, ParquetTrialStore store) {
    List<Trial> rows = new ArrayList<>();
    History history = store.read().history();
    for (int seed = 1; seed <= seeds; seed++) {
      for (Trial point : points) {
        if (find(point, seed, history).isEmpty()) {
          Trial row =
              new Trial(
                  history.size(),
                  point.point(),
                  seed(seed),
                  0,
                  new Ask(history.told(), Ask.ENQUEUED),
                  -1,
                  List.of(),
                  new TrialState.Waiting(),
                  Timing.asked(Instant.now()),
                  Provenance.NONE,
                  List.of());
          rows.add(row);
          history = history.with(row);
        }
      }
    }
    if (!rows.isEmpty()) {
      store.commit(store.read(), rows);
    }
  }

  private void run(
      List<Trial> points, int seeds, TrialExecutor executor, int slots, ParquetTrialStore store)
      throws InterruptedException {
    History history = store.read().history();
    int waiting = history.size() - Budget.begun(history);
    SweepListener told =
        new SweepListener() {
          @Override
          public void told(Trial row, Progress progress) {
            for (Trial point : points) {
              for (int seed = 1; seed <= seeds; seed++) {
                if (row.seed() == seed(seed) && row.point().equals(point.point())) {
                  listener.retrained(point, seed, seeds, row);
                }
              }
            }
          }
        };
    SweepPlan plan = SweepPlan.asynchronous(Budget.additional(waiting), slots);
    Study study = new Study(store, new RandomSampler(), InstantSource.system());
    try {
      var unused = new Sweep(study, new NoPruner(), executor, plan, told).run();
    } catch (SweepFailedException all) {
      // Each is a row that says why.
      return;
    }
  }

  /** What all of them have taken of a processor, in seconds; 0 where there are none. */
  double processorSeconds() {
    return ParquetTrialStore.exists(path(), new Configuration())
        ? ProcessorTime.seconds(ParquetTrialStore.view(path(), new Configuration()))
        : 0;
  }

  /** Where what a point left with a fresh seed is, below the study's directory. */
  static String artifact(Again again, String name) {
    return FOLDER + "/artifacts/trial-" + again.row().number() + "-" + name;
  }
}
