package io.sweepstake.sweeps.study;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column of the trial table: what it is called, of what type it is, and what a finished trial has
 * in it. Tables on disk, as text and the names that no metric may have all come from here. Names
 * follow Optuna's {@code trials_dataframe()}, with a column for every metric beside them.
 *
 * @param type Integer, Long, Double, String or Instant
 * @param cell what a trial under an objective has here, null for nothing
 */
public record TrialColumn<T>(String name, Class<T> type, BiFunction<Objective, Trial, T> cell) {
  /** The version of this table; what reads it refuses later ones. */
  public static final int VERSION = 1;

  public static final TrialColumn<Integer> NUMBER = of("number", Integer.class, Trial::number);

  public static final TrialColumn<String> STATE =
      of("state", String.class, trial -> trial.state().label());

  public static final TrialColumn<Double> VALUE =
      new TrialColumn<>("value", Double.class, TrialColumn::value);

  /** The value, of trials that have completed. */
  public static final TrialColumn<Double> OBJECTIVE =
      new TrialColumn<>(
          "objective",
          Double.class,
          (objective, trial) ->
              trial.state() instanceof TrialState.Completed ? value(objective, trial) : null);

  public static final TrialColumn<Double> CONSTRAINT_VIOLATION =
      new TrialColumn<>("constraint_violation", Double.class, TrialColumn::violation);

  public static final TrialColumn<Long> SEED = of("seed", Long.class, Trial::seed);
  public static final TrialColumn<Integer> ATTEMPT = of("attempt", Integer.class, Trial::attempt);

  public static final TrialColumn<Instant> ASKED =
      of("datetime_asked", Instant.class, trial -> trial.timing().asked());

  public static final TrialColumn<Instant> STARTED =
      of("datetime_start", Instant.class, trial -> trial.timing().started());

  public static final TrialColumn<Instant> FINISHED =
      of("datetime_complete", Instant.class, trial -> trial.timing().finished());

  public static final TrialColumn<Long> DURATION_MS =
      of(
          "duration_ms",
          Long.class,
          trial -> trial.timing().duration().map(Duration::toMillis).orElse(null));

  public static final TrialColumn<Long> QUEUE_MS =
      of(
          "queue_ms",
          Long.class,
          trial ->
              Optional.ofNullable(trial.timing().started())
                  .map(started -> ChronoUnit.MILLIS.between(trial.timing().asked(), started))
                  .orElse(null));

  public static final TrialColumn<String> FAILURE_CAUSE =
      of(
          "failure_cause",
          String.class,
          trial ->
              trial.state() instanceof TrialState.Failed failed ? failed.cause().name() : null);

  public static final TrialColumn<String> FAILURE_MESSAGE =
      of(
          "failure_message",
          String.class,
          trial -> trial.state() instanceof TrialState.Failed failed ? failed.message() : null);

  public static final TrialColumn<String> PRUNED_REASON =
      of(
          "pruned_reason",
          String.class,
          trial -> trial.state() instanceof TrialState.Pruned pruned ? pruned.reason() : null);

  public static final TrialColumn<Long> LAST_STEP =
      of("last_step", Long.class, TrialColumn::lastStep);

  public static final TrialColumn<Integer> ASKED_AFTER =
      of("asked_after", Integer.class, trial -> trial.ask().toldBefore());

  public static final TrialColumn<Integer> TELL_INDEX =
      of("tell_index", Integer.class, Trial::tellIndex);

  public static final TrialColumn<String> SAMPLER_SOURCE =
      of("sampler_source", String.class, trial -> trial.ask().source());

  public static final TrialColumn<Integer> PARENT_TRIAL =
      of("parent_trial", Integer.class, ofLineage(Lineage::parent));

  public static final TrialColumn<Long> PARENT_STEP =
      of("parent_step", Long.class, ofLineage(Lineage::step));

  public static final TrialColumn<Integer> REPLACED_TRIAL =
      of("replaced_trial", Integer.class, ofLineage(Lineage::replaced));

  /** Names of the parameters that were held when the sampler was asked, joined by {@code +}. */
  public static final TrialColumn<String> HELD_PARAMS =
      of("held_params", String.class, trial -> String.join("+", new TreeSet<>(trial.ask().held())));

  public static final TrialColumn<Integer> SCHEMA_VERSION =
      of("schema_version", Integer.class, trial -> VERSION);

  /** The first columns of every study. */
  public static final List<TrialColumn<?>> FIRST = List.of(NUMBER, STATE, VALUE, OBJECTIVE);

  /** How a trial came and went: what every study has after parameters and metrics. */
  public static final List<TrialColumn<?>> COURSE =
      List.of(
          SEED,
          ATTEMPT,
          ASKED,
          STARTED,
          FINISHED,
          DURATION_MS,
          QUEUE_MS,
          FAILURE_CAUSE,
          FAILURE_MESSAGE,
          PRUNED_REASON,
          LAST_STEP,
          ASKED_AFTER,
          TELL_INDEX,
          SAMPLER_SOURCE);

  /** Of studies in which trials go on from others. */
  public static final List<TrialColumn<?>> LINEAGE =
      List.of(PARENT_TRIAL, PARENT_STEP, REPLACED_TRIAL);

  // Columns of which a study has several: a prefix and a name.
  public static final String GOALS = "values_";
  public static final String PARAMS = "params_";
  public static final String ATTRIBUTES = "user_attrs_";

  /** In the text of the table, instead of or beside {@link #DURATION_MS}. */
  public static final String DURATION = "duration";

  // Columns of the table of curves, beside ATTEMPT and the metrics.
  public static final String TRIAL = "trial";
  public static final String STEP = "step";
  public static final String WALL_MS = "wall_ms";
  public static final String DECISIONS = "decisions";

  private static final Set<String> NAMES =
      Stream.concat(
              Stream.of(
                      FIRST,
                      COURSE,
                      LINEAGE,
                      List.of(CONSTRAINT_VIOLATION, HELD_PARAMS, SCHEMA_VERSION))
                  .flatMap(List::stream)
                  .map(TrialColumn::name),
              Stream.of(DURATION, TRIAL, STEP, WALL_MS, DECISIONS))
          .collect(Collectors.toUnmodifiableSet());

  /** Whether a column stands for something other than a metric, in any of the tables. */
  static boolean reserved(String name) {
    return NAMES.contains(name)
        || name.startsWith(PARAMS)
        || name.startsWith(ATTRIBUTES)
        || name.startsWith(GOALS);
  }

  private static <T> TrialColumn<T> of(String name, Class<T> type, Function<Trial, ?> cell) {
    return new TrialColumn<>(name, type, (objective, trial) -> type.cast(cell.apply(trial)));
  }

  /** The value of the {@code k}-th goal, where there are several. */
  public static TrialColumn<Double> goal(int k) {
    return new TrialColumn<>(
        GOALS + k,
        Double.class,
        (objective, trial) -> boxed(objective.goals().get(k).value(trial.state().metrics())));
  }

  public static TrialColumn<?> param(Param<?> param) {
    Class<?> type =
        param instanceof FloatParam
            ? Double.class
            : param instanceof IntParam ? Integer.class : String.class;
    return of(PARAMS + param.name(), type, trial -> trial.point().find(param.name()).orElse(null));
  }

  public static TrialColumn<Double> metric(Metric metric) {
    return of(metric.name(), Double.class, trial -> boxed(trial.state().metrics().value(metric)));
  }

  /** An attribute of a trial's provenance. */
  public static TrialColumn<String> attribute(String name) {
    return of(ATTRIBUTES + name, String.class, trial -> trial.provenance().attributes().get(name));
  }

  /** A trial's cell as tables keep it: an Instant in microseconds since 1970, all else as it is. */
  public Object stored(Objective objective, Trial trial) {
    T value = cell.apply(objective, trial);
    return value instanceof Instant when
        ? (Object) ChronoUnit.MICROS.between(Instant.EPOCH, when)
        : value;
  }

  /** What a cell of a table says; the way back from {@link #stored}. */
  public T read(Object stored) {
    return type.cast(
        type == Instant.class && stored != null
            ? Instant.EPOCH.plus((Long) stored, ChronoUnit.MICROS)
            : stored);
  }

  private static Double value(Objective objective, Trial trial) {
    return boxed(objective.value(trial.state().metrics()));
  }

  private static Double violation(Objective objective, Trial trial) {
    Metrics metrics = trial.state().metrics();
    boolean judged = !objective.constraints().isEmpty() && !metrics.isEmpty();
    return judged ? (Double) objective.violation(metrics) : null;
  }

  private static Long lastStep(Trial trial) {
    if (trial.state() instanceof TrialState.Pruned pruned) {
      return pruned.step();
    }
    List<Measurement> curve = trial.curve();
    return curve.isEmpty() ? null : (Long) curve.get(curve.size() - 1).step();
  }

  private static Function<Trial, ?> ofLineage(Function<Lineage, ?> part) {
    return trial -> trial.ask().origin().map(part).orElse(null);
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
