package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.run.trial.Evaluation;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.sampler.FixedParamsSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.store.CheckpointStore;
import io.sweepstake.sweeps.store.InMemoryTrialStore;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import io.sweepstake.sweeps.transfer.ForeignTrial;
import io.sweepstake.sweeps.transfer.Transfer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A study to ask for points and to tell what came of them.
 *
 * <pre>{@code
 * Study study = Study.inMemory(spec);
 * Trial trial = study.ask().orElseThrow();
 * study.tell(trial.number(), loss(trial.point().get(RATE)));
 * }</pre>
 *
 * <p>What it is asked and told is in its store before a method returns: with a {@code
 * ParquetTrialStore} a study survives its process, and a trial asked for in one process may be told
 * in the next. Safe for several threads; asks and tells happen one after another, so trials asked
 * for at once differ. A store belongs to one study at a time.
 *
 * <p>{@link Sweep} is this in a loop, with workers.
 */
public final class Study implements AutoCloseable {
  /** How many known points in a row make {@link #ask()} give up in a space not yet exhausted. */
  private static final int KNOWN_IN_A_ROW = 1000;

  private final TrialStore store;
  private final Sampler sampler;
  private final InstantSource clock;
  private final Optional<KnownPoints> known;

  /**
   * Trials that were asked for.
   *
   * @param toRun those to be run
   * @param known those that took over the metrics of a finished one, and have ended
   */
  record Asked(List<Trial> toRun, List<Trial> known) {}

  /**
   * A study kept in a store.
   *
   * @param sampler what proposes points; the spec's, or one that wraps it, such as {@link
   *     io.sweepstake.sweeps.sampler.FixedParamsSampler}
   */
  public Study(TrialStore store, Sampler sampler, InstantSource clock) {
    this.store = store;
    this.sampler = sampler;
    this.clock = clock;
    known = KnownPoints.wanted(spec()) ? Optional.of(new KnownPoints()) : Optional.empty();
  }

  /** A study kept in a store, with the sampler that its spec names. */
  public static Study in(TrialStore store) {
    return new Study(
        store, Samplers.of(store.read().history().spec().sampler()), InstantSource.system());
  }

  /** A study that ends with its process, with the sampler that its spec names. */
  public static Study inMemory(StudySpec spec) {
    return in(new InMemoryTrialStore(spec));
  }

  /** The study as it stands. */
  public History history() {
    return store.read().history();
  }

  public StudySpec spec() {
    return history().spec();
  }

  /** The best completed trial among the feasible ones. */
  public Optional<Trial> best() {
    return history()
        .best()
        .filter(best -> spec().objective().violation(best.state().metrics()) == 0);
  }

  // Asking.

  /**
   * A trial to run: an enqueued one if there is, else one at a point that the sampler proposes.
   * None when the search space is exhausted.
   */
  public Optional<Trial> ask() {
    return ask(1).stream().findFirst();
  }

  /**
   * So many trials to run, at different points; fewer when the search space is exhausted, or when
   * metrics of known points are taken over and the sampler proposes nothing else.
   */
  public List<Trial> ask(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("trials to ask for: must be at least 0, was " + count);
    }
    return ask(history -> List.of(), count, history -> false, Packing.SINGLE).toRun();
  }

  /**
   * Asks for up to {@code count} trials to run, unless and until the history is enough. What comes
   * first is committed with them, and those of its rows that run are among them.
   *
   * @param packing of which packs are to be filled: the first trial of each is free, the others are
   *     asked for with its shape held
   */
  synchronized Asked ask(
      Function<History, List<Trial>> first, int count, Predicate<History> enough, Packing packing) {
    var base = store.read();
    History history = base.history();
    List<Trial> rows = new ArrayList<>(first.apply(history));
    Asked asked = new Asked(new ArrayList<>(), new ArrayList<>());
    for (Trial row : rows) {
      history = history.with(row);
      if (!row.finished()) {
        asked.toRun().add(row);
      }
    }
    List<Trial> waiting =
        history.open().stream().filter(t -> t.state() instanceof TrialState.Waiting).toList();
    int inARow = 0;
    Optional<Point> like = Optional.empty();
    int members = 0;
    for (int k = 0; asked.toRun().size() < count && !enough.test(history); k++) {
      Optional<Trial> next =
          k < waiting.size()
              ? Optional.of(waiting.get(k).restarted())
              : proposed(history, packing, like);
      if (next.isEmpty() || inARow == KNOWN_IN_A_ROW) {
        break;
      }
      Trial trial = taken(next.get(), base.history());
      inARow = trial.finished() ? inARow + 1 : 0;
      (trial.finished() ? asked.known() : asked.toRun()).add(trial);
      if (packing.wantsAlike() && !trial.finished()) {
        members = trial.ask().held().isEmpty() ? 1 : members + 1;
        like = members < packing.most() ? Optional.of(trial.point()) : Optional.empty();
      }
      history = history.with(trial);
      rows.add(trial);
    }
    store.commit(base, rows);
    return asked;
  }

  /** A new trial with the shape of a point, if there is one and another point has it; else any. */
  private Optional<Trial> proposed(History history, Packing packing, Optional<Point> like) {
    if (like.isPresent()) {
      Sampler holding = new FixedParamsSampler(sampler, packing.alike(like.get()));
      Optional<Trial> alike =
          proposed(history, holding, packing.held(like.get()))
              .filter(trial -> history.trials().stream().noneMatch(t -> same(t, trial)));
      if (alike.isPresent()) {
        return alike;
      }
    }
    return proposed(history, sampler, Set.of());
  }

  private static boolean same(Trial one, Trial other) {
    return one.point().equals(other.point());
  }

  private Optional<Trial> proposed(History history, Sampler asked, Set<String> held) {
    int number = history.size();
    Optional<Suggestion> suggestion =
        asked.suggest(history, Seeds.generator(history.spec().seed(), "ask", number));
    return suggestion.map(
        point ->
            Trial.asked(
                number,
                point.point(),
                history.spec().seed(),
                new Ask(history.told(), point.source(), null, held),
                clock.instant()));
  }

  /** The trial, ended if its metrics are known and the study wants them taken over. */
  private Trial taken(Trial trial, History history) {
    return known
        .flatMap(points -> points.completed(trial.point(), history))
        .map(
            twin ->
                trial
                    .withAsk(cached(trial.ask()))
                    .withProvenance(
                        trial.provenance().with("cached_from", String.valueOf(twin.number())))
                    .completed(twin.state().metrics(), clock.instant()))
        .orElse(trial);
  }

  /** A point that a person gave stays theirs: no sampler would propose it again. */
  private static Ask cached(Ask ask) {
    return ask.given() ? ask : new Ask(ask.toldBefore(), Ask.CACHE);
  }

  /**
   * Makes a point the next to be asked for, after those enqueued before it. What the values leave
   * open is proposed by the sampler, now.
   *
   * @param values by parameter name, for some parameters or all
   * @throws IllegalArgumentException naming the parameter, the rule and the value
   */
  public Trial enqueue(Map<String, ?> values) {
    return enqueue(PartialPoint.of(spec().space(), values));
  }

  /** Like {@link #enqueue(Map)}, unless a trial with all these values exists in any state. */
  public Optional<Trial> enqueueIfNew(Map<String, ?> values) {
    return enqueueIfNew(PartialPoint.of(spec().space(), values));
  }

  /** See {@link #enqueueIfNew(Map)}. */
  public synchronized Optional<Trial> enqueueIfNew(PartialPoint wish) {
    boolean exists =
        history().trials().stream()
            .anyMatch(trial -> !trial.removed() && wish.matches(trial.point()));
    return exists ? Optional.empty() : Optional.of(enqueue(wish));
  }

  /** See {@link #enqueue(Map)}. */
  public synchronized Trial enqueue(PartialPoint wish) {
    History history = history();
    int number = history.size();
    var random = Seeds.generator(history.spec().seed(), Ask.ENQUEUED, number);
    Point point = wish.completed(sampler.suggest(history, random).map(Suggestion::point), random);
    return commit(waiting(history, point, Ask.ENQUEUED));
  }

  /**
   * Makes a point the first of all, before any that is enqueued, and marks it as the {@link
   * Ask#DEFAULT} that the others are compared with. No sampler is asked.
   *
   * @return the trial that will run there; empty if the study has trials, whatever they are
   */
  public synchronized Optional<Trial> beginWith(Point point) {
    History history = history();
    return history.size() > 0
        ? Optional.empty()
        : Optional.of(commit(waiting(history, point, Ask.DEFAULT)));
  }

  private Trial waiting(History history, Point point, String source) {
    return Trial.asked(
            history.size(),
            point,
            history.spec().seed(),
            new Ask(history.told(), source),
            clock.instant())
        .withState(new TrialState.Waiting());
  }

  // Telling.

  /**
   * Tells what the trial of a study with one metric measured; NaN means that it failed.
   *
   * @throws IllegalArgumentException also when the objective is about several metrics
   */
  public Trial tell(int number, double value) {
    List<Metric> metrics = List.copyOf(spec().objective().metrics());
    if (metrics.size() != 1) {
      throw new IllegalArgumentException(
          "trial " + number + ": one value was told, the objective needs " + metrics);
    }
    return tell(number, Map.of(metrics.get(0), value));
  }

  /**
   * Tells what a trial measured. Infinities are values. A NaN stands for a missing value, and fails
   * the trial where the objective needs it.
   *
   * @throws IllegalArgumentException when the trial is not running, or a metric that the objective
   *     needs was not told
   */
  public Trial tell(int number, Map<Metric, Double> values) {
    Map<Metric, Double> present = new LinkedHashMap<>(values);
    present.values().removeIf(value -> value.isNaN());
    for (Metric metric : spec().objective().metrics()) {
      if (values.containsKey(metric) && !present.containsKey(metric)) {
        return tell(number, new TrialState.Failed(TrialState.Cause.DIVERGED, metric + " was NaN"));
      }
    }
    return tell(number, Metrics.of(present));
  }

  /** Tells what a trial measured; see {@link #tell(int, Map)}. */
  public Trial tell(int number, Metrics metrics) {
    Optional<String> gap = spec().objective().gap(metrics);
    if (gap.isPresent()) {
      throw new IllegalArgumentException("trial " + number + ": " + gap.get());
    }
    return tell(number, new TrialState.Completed(metrics));
  }

  /**
   * Tells the value of each goal, in order, where each is of one metric; and what the constraints
   * are about, apart. NaN as for {@link #tell(int, Map)}.
   *
   * @throws IllegalArgumentException also when a goal weighs several metrics, or the values are not
   *     as many as the goals
   */
  public Trial tell(int number, List<Double> values, Map<Metric, Double> constraints) {
    Map<Metric, Double> told = new LinkedHashMap<>(constraints);
    List<Goal> goals = spec().objective().goals();
    if (values.size() != goals.size()
        || goals.stream().anyMatch(goal -> goal.weights().size() > 1)) {
      throw new IllegalArgumentException(
          "trial %d: %d values were told, the objective is to %s"
              .formatted(number, values.size(), spec().objective()));
    }
    for (int k = 0; k < goals.size(); k++) {
      told.put(goals.get(k).weights().keySet().iterator().next(), values.get(k));
    }
    return tell(number, told);
  }

  /** Tells that a trial failed. */
  public Trial fail(int number, String message) {
    return tell(number, new TrialState.Failed(TrialState.Cause.BUG, message));
  }

  /** Tells that a trial was stopped early; its last measurement is what it is judged by. */
  public synchronized Trial prune(int number, String reason) {
    return commit(begun(running(number)).pruned(reason, clock.instant()));
  }

  /**
   * Tells how a trial ended.
   *
   * @throws IllegalArgumentException when the trial is not running, above all when it has ended
   */
  public synchronized Trial tell(int number, TrialState outcome) {
    if (!outcome.terminal()) {
      throw new IllegalArgumentException(
          "trial " + number + ": what is told must be an end, was " + outcome.label());
    }
    return commit(begun(running(number)).ended(outcome, clock.instant()));
  }

  /** Like {@link #tell(int, TrialState)}, but a trial that has ended stays as it ended. */
  public synchronized Trial tellUnlessEnded(int number, TrialState outcome) {
    History history = history();
    return number >= 0 && number < history.size() && history.trial(number).finished()
        ? history.trial(number)
        : tell(number, outcome);
  }

  /** Records what a running trial measured on its way. */
  public synchronized Trial measured(int number, Measurement measurement) {
    return commit(begun(running(number)).measured(measurement));
  }

  /** A trial that was asked for, for who reports on its way and stops when a pruner says so. */
  public Course course(Trial trial, Pruner pruner) {
    return new Course(this, pruner, trial, clock);
  }

  Trial running(int number) {
    History history = history();
    if (number < 0 || number >= history.size()) {
      throw new IllegalArgumentException(
          "trial " + number + ": there is none, the study has " + history.size());
    }
    Trial trial = history.trial(number);
    if (!(trial.state() instanceof TrialState.Running)) {
      throw new IllegalArgumentException(
          "trial "
              + number
              + ": must be running to be told, was "
              + trial.state().label()
              + (trial.finished() ? "; a trial is told once" : "; ask for it first"));
    }
    return trial;
  }

  /** Who asks and tells runs at once. */
  private static Trial begun(Trial trial) {
    return trial.timing().started() == null ? trial.started(trial.timing().asked()) : trial;
  }

  // Both.

  /**
   * Takes over what trials of other studies found: they count for the sampler, and are never run.
   *
   * @param transfer which of them fit this study
   */
  public synchronized Transfer.Result imported(List<ForeignTrial> trials, Transfer transfer) {
    var base = store.read();
    Transfer.Result result = transfer.of(trials, base.history(), clock.instant());
    store.commit(base, result.imported());
    return result;
  }

  /**
   * Runs trials on threads of this process, without pruning.
   *
   * @return the history after it
   * @throws SweepFailedException when trials have ended but none gave a value
   */
  public History run(Evaluation evaluation, SweepPlan plan) throws InterruptedException {
    try (TrialExecutor threads =
        new ThreadTrialExecutor(Evaluation.eachTrial(evaluation), plan.parallelism())) {
      return new Sweep(this, new NoPruner(), threads, plan, SweepListener.SILENT).run();
    }
  }

  /**
   * Runs trials that report on their way on threads of this process.
   *
   * @param pruner that lets trials go on or stops them; none that lets them wait
   * @return the history after it
   * @throws SweepFailedException when trials have ended but none gave a value
   */
  public History run(ReportedEvaluation evaluation, Pruner pruner, SweepPlan plan)
      throws InterruptedException {
    ReportedTrials trials = new ReportedTrials(this, pruner, evaluation, clock);
    try (TrialExecutor threads = new ThreadTrialExecutor(trials::advance, plan.parallelism())) {
      return new Sweep(this, new NoPruner(), threads, plan, SweepListener.SILENT).run();
    }
  }

  /** Where its trials keep what they go on from. */
  CheckpointStore checkpoints() {
    return store.checkpoints();
  }

  /** Commits rows of running or ended trials. */
  synchronized History commit(List<Trial> rows) {
    return store.commit(store.read(), rows).history();
  }

  private Trial commit(Trial row) {
    return commit(List.of(row)).trial(row.number());
  }

  @Override
  public void close() {
    store.close();
  }
}
