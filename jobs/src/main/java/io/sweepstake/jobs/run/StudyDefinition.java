package io.sweepstake.jobs.run;

import io.sweepstake.jobs.config.Bounds;
import io.sweepstake.jobs.config.ObjectiveSyntax;
import io.sweepstake.jobs.config.ParamSyntax;
import io.sweepstake.jobs.config.Suggestion;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.Preparation;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.ProblemKinds;
import io.sweepstake.sweeps.problem.TrialOrder;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Pruners;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.space.Widening;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a study is about: a problem, fixed at the hyper-parameters that are not searched, and what
 * the search needs to know.
 *
 * <p>Every value that a trial can meet has been looked at when this exists: each range's ends make
 * a valid trial.
 */
public record StudyDefinition(Problem problem, StudySpec spec) {
  private static final String ENGINE = "engine";

  /** What leaves the choice to the worker; none chooses a GPU, as none has been timed. */
  private static final Set<String> CHOSEN = Set.of(SweepConfig.AUTO, "cpu", "best");

  /** Where studies had the engine when it was a hyper-parameter; {@code best} was the fastest. */
  private static final String ENGINE_ONCE = "preset.engine";

  /**
   * The study that a person asks for.
   *
   * @throws IllegalArgumentException naming what does not exist, or with what no trial could run
   */
  public static StudyDefinition of(SweepConfig config) {
    return of(config, Optional.empty());
  }

  /**
   * @param begun what the study was fixed at when it began, if it did
   */
  private static StudyDefinition of(SweepConfig config, Optional<Map<String, Object>> begun) {
    ProblemKind kind = ProblemKinds.of(config.problem());
    Problem plain = kind.problem(config.problem());
    Map<String, String> params = new LinkedHashMap<>(config.params());
    Optional<String> engine = engine(config.engine(), params, plain);
    Map<String, Param<?>> changes = changes(plain, params);
    Objective objective = objective(config, plain);
    Map<String, Object> wanted = chosen(plain, changes);
    Map<String, Object> unsaid =
        begun.orElseGet(() -> plain.fixing(wanted).aims(objective, named(config, changes)));
    unsaid.forEach(
        (name, value) -> {
          if (!changes.containsKey(name)) {
            wanted.put(name, value);
          }
        });
    Problem chosen = plain.fixing(wanted);
    SearchSpace space = space(chosen, changes);
    Map<String, Object> presets = new LinkedHashMap<>();
    for (Tunable<?> tunable : chosen.tunables()) {
      if (space.param(tunable.name()).isEmpty()) {
        presets.put(tunable.name(), tunable.preset());
      }
    }
    checkEnds(chosen, space);
    // Its length stands by now, and does not hang on hyper-parameters any more.
    Problem problem =
        kind.problem(chosen.settings()).fixing(presets).measuring(objective.metrics());
    List<Preparation> checked = problem.preparations(values(problem, space));
    List<Metric> metrics = problem.metrics().stream().map(MetricColumn::metric).toList();
    Bounds.check(objective, problem.metrics());
    Samplers.check(config.sampler(), objective);
    Map<String, String> settings = new LinkedHashMap<>(problem.settings());
    settings.put(ProblemKinds.KEY, kind.name());
    engine.ifPresent(name -> settings.put(ENGINE, name));
    StudyPruner pruner = new StudyPruner(space, problem);
    StudySpec spec =
        StudySpec.of(problem.name(), space, objective, config.seed())
            .withMetrics(metrics.toArray(Metric[]::new))
            .withSampler(config.sampler())
            .withPruner(pruner.told(config.pruner()))
            .withSettings(settings);
    StudyDefinition study = new StudyDefinition(problem, spec);
    Pruner unused = study.pruner();
    pruner.checkAdvice(config.pruner());
    return study;
  }

  private static Objective objective(SweepConfig config, Problem problem) {
    List<String> names =
        Stream.concat(problem.metrics().stream(), problem.onRequest().stream())
            .map(each -> each.metric().name())
            .toList();
    return config
        .objective()
        .map(text -> ObjectiveSyntax.parse(text, names))
        .orElse(problem.defaultObjective());
  }

  /**
   * The study that a directory holds.
   *
   * @throws IllegalArgumentException if it is about nothing that is here
   */
  public static StudyDefinition of(StudySpec spec) {
    try {
      return new StudyDefinition(
          ProblemKinds.problem(spec.settings()).measuring(spec.objective().metrics()), spec);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "study " + spec.name() + ": " + unknown.getMessage(), unknown);
    }
  }

  /** The engine that is pinned, taken out of hyper-parameters where it once was one. */
  private static Optional<String> engine(
      Optional<String> flag, Map<String, String> params, Problem problem) {
    String once = params.remove(ENGINE);
    String name = flag.orElse(once);
    if (name == null || CHOSEN.contains(name)) {
      return Optional.empty();
    }
    problem.checkEngine(name, false);
    return Optional.of(name);
  }

  /** What was chosen for good, or is looked at first: what others hang on hangs on this. */
  private static Map<String, Object> chosen(Problem problem, Map<String, Param<?>> changes) {
    Map<String, Object> chosen = new LinkedHashMap<>();
    for (Tunable<?> tunable : problem.tunables()) {
      Param<?> change = changes.get(tunable.name());
      if (change == null) {
        continue;
      }
      if (tunable.role() == Tunable.Role.CHOOSES && !change.fixed()) {
        throw new IllegalArgumentException(
            tunable.name() + ": must be one value for a study, was " + change.range());
      }
      if (change.fixed() || change instanceof CategoricalParam) {
        chosen.put(tunable.name(), change.decode(0));
      }
    }
    return chosen;
  }

  /** The hyper-parameters that a person speaks of, in ranges or in points. */
  private static Set<String> named(SweepConfig config, Map<String, Param<?>> changes) {
    Set<String> named = new TreeSet<>(changes.keySet());
    config.enqueue().forEach(point -> named.addAll(point.keySet()));
    return named;
  }

  private static SearchSpace space(Problem problem, Map<String, Param<?>> changes) {
    return SearchedTunables.space(problem.tunables(), changes);
  }

  /**
   * Ranges that a person gives to hyper-parameters, by name.
   *
   * @param texts {@link ParamSyntax} by name; dashes in names stand for underscores
   * @throws IllegalArgumentException naming the hyper-parameter that is not there, or its text
   */
  public static Map<String, Param<?>> changes(Problem problem, Map<String, String> texts) {
    Map<String, Tunable<?>> known = new LinkedHashMap<>();
    problem.tunables().forEach(tunable -> known.put(tunable.name(), tunable));
    Map<String, Param<?>> changes = new LinkedHashMap<>();
    texts.forEach(
        (written, text) -> {
          String name = written.strip().replace('-', '_');
          if (!known.containsKey(name)) {
            throw new IllegalArgumentException(
                "param: "
                    + problem.name()
                    + " has no parameter "
                    + name
                    + Suggestion.clause(name, known.keySet()));
          }
          changes.put(name, ParamSyntax.parse(known.get(name).range(), text));
        });
    return changes;
  }

  /**
   * A value for every hyper-parameter, each fixed: as a person says, or the preset.
   *
   * @param texts as in {@link #changes}
   * @throws IllegalArgumentException if one is given more than one value
   */
  public static Map<String, Object> values(Problem problem, Map<String, String> texts) {
    Map<String, Param<?>> changes = changes(problem, texts);
    for (Param<?> change : changes.values()) {
      if (!change.fixed()) {
        throw new IllegalArgumentException(
            change.name() + ": a training wants one value, was " + change.range());
      }
    }
    Problem chosen = problem.fixing(chosen(problem, changes));
    Map<String, Object> values = new LinkedHashMap<>();
    chosen.tunables().forEach(tunable -> values.put(tunable.name(), tunable.preset()));
    chosen.check(values);
    return values;
  }

  private static void checkEnds(Problem problem, SearchSpace space) {
    Map<String, Object> presets = new LinkedHashMap<>();
    problem.tunables().forEach(tunable -> presets.put(tunable.name(), tunable.preset()));
    for (Param<?> param : space.params()) {
      for (Object end : ends(param)) {
        // The others at their presets: one thing at a time.
        Map<String, Object> values = new LinkedHashMap<>(presets);
        values.put(param.name(), end);
        problem.check(values);
      }
    }
  }

  private static List<Object> ends(Param<?> param) {
    if (param instanceof FloatParam number) {
      return List.of(number.low(), number.high());
    }
    if (param instanceof IntParam whole) {
      return List.of(whole.low(), whole.high());
    }
    return new ArrayList<>(((CategoricalParam) param).choices());
  }

  /** The values that trials can have: of what is searched its ends, of the rest the only one. */
  private static Map<String, List<Object>> values(Problem problem, SearchSpace space) {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    for (Tunable<?> tunable : problem.tunables()) {
      Optional<Param<?>> param = space.param(tunable.name());
      values.put(
          tunable.name(),
          param.isEmpty()
              ? List.of(tunable.preset())
              : param.get().fixed() ? List.of(param.get().decode(0)) : ends(param.get()));
    }
    return values;
  }

  /**
   * The study's pruner, which compares the problem's progress goal unless it names a metric.
   *
   * @throws IllegalArgumentException if there is none of the study's name, or an option is wrong
   */
  public Pruner pruner() {
    Strategy strategy = spec.pruner();
    String metric = strategy.options().get("metric");
    List<Metric> measured = problem.progressMetrics();
    if (metric != null && !measured.contains(Metric.of(metric))) {
      throw new IllegalArgumentException(
          "pruner metric: must be one of " + measured + ", was " + metric);
    }
    boolean goalNeeded = metric == null && !strategy.name().equals("none");
    Goal goal =
        goalNeeded ? problem.progressGoal(spec.objective()) : spec.objective().goals().get(0);
    return Pruners.of(strategy, goal, problem.steps());
  }

  /**
   * The study's sampler.
   *
   * @throws IllegalArgumentException if there is none of the study's name and options
   */
  public Sampler sampler() {
    return Samplers.of(spec.sampler());
  }

  /** The engine that the study's trials are pinned to; empty where the worker's device chooses. */
  public Optional<String> engine() {
    String pinned = spec.settings().get(ENGINE);
    return Optional.ofNullable(pinned == null ? spec.settings().get(ENGINE_ONCE) : pinned)
        .filter(name -> !CHOSEN.contains(name));
  }

  /**
   * The engine of one run.
   *
   * @param asked for this run, by name or {@code auto}; empty for the study's own
   * @return what trials are pinned to; empty where the worker's device chooses
   * @throws IllegalArgumentException if there is none of that name
   */
  public Optional<String> engine(Optional<String> asked) {
    return asked.isEmpty() ? engine() : engine(asked, new LinkedHashMap<>(), problem);
  }

  /** What must be there before the first trial. */
  public List<Preparation> preparations() {
    return problem.preparations(values(problem, spec.space()));
  }

  /** The parameters in which trials of one pack must agree: those that decide their shape. */
  public Set<String> shape() {
    return problem.tunables().stream()
        .filter(tunable -> tunable.role() == Tunable.Role.SHAPE)
        .map(Tunable::name)
        .filter(name -> spec.space().param(name).isPresent())
        .collect(Collectors.toSet());
  }

  /**
   * What a worker runs.
   *
   * @param prepared the content of each preparation's file
   */
  public TrialFunction trials(Map<String, byte[]> prepared) {
    return trials(prepared, Optional.empty());
  }

  /**
   * What a worker runs, in another engine than the study's if one is asked for: checkpoints then
   * move to it.
   *
   * @param prepared the content of each preparation's file
   * @param asked as for {@link #engine(Optional)}
   */
  public TrialFunction trials(Map<String, byte[]> prepared, Optional<String> asked) {
    return problem.trials(
        new TrialOrder(spec.name(), spec.seed(), engine(asked), asked.isPresent(), prepared));
  }

  /** What is common to all trials without being searched, by name. */
  public Map<String, Object> fixed() {
    return problem.fixed();
  }

  /**
   * The study that the configuration's directory holds already, where that is this one in all that
   * was said: what nobody said, the presets of hyper-parameters and what hangs on them, is then as
   * it was when it began, whatever version began it.
   *
   * @param config of which this is the definition
   * @return this one where there is none, or another
   */
  public StudyDefinition goingOn(SweepConfig config, Configuration hadoop) {
    Path directory = new Path(config.study());
    if (!ParquetTrialStore.exists(directory, hadoop)) {
      return this;
    }
    StudySpec there = ParquetTrialStore.view(directory, hadoop).spec();
    StudyDefinition begun = of(there);
    boolean same =
        begun.problem().fixing(Map.of()).equals(problem.fixing(Map.of()))
            && begun.engine().equals(engine());
    if (!same) {
      return this;
    }
    // A problem that was fixed at something then is searched around it as it was searched then.
    StudyDefinition asThen = of(config, Optional.of(begun.problem().fixed()));
    return new StudyDefinition(begun.problem(), asThen.spec.withSettings(there.settings()));
  }

  /**
   * This study in a wider search space.
   *
   * @param wider parameters by name, see {@link #changes}
   * @param trials how many the study has
   * @throws IllegalArgumentException if a value of those that are added can be of no trial, or one
   *     that there was is left out
   */
  public StudyDefinition widened(Map<String, Param<?>> wider, int trials) {
    SearchSpace space = Widening.of(spec.space(), wider);
    if (space.equals(spec.space())) {
      return this;
    }
    var unused = chosen(problem, wider); // what holds for a whole study stays one value
    checkEnds(problem, space);
    return new StudyDefinition(problem, spec.widened(space, trials));
  }

  /**
   * Opens the study's directory, or makes it.
   *
   * @param notices told what the store has to say while it waits or mends
   */
  public ParquetTrialStore openOrCreate(
      Path directory, Configuration hadoop, Consumer<String> notices) {
    return ParquetTrialStore.openOrCreate(directory, hadoop, spec, notices);
  }

  /**
   * Checks that trials of another study are of the same kind, so that their numbers may stand
   * beside this one's.
   *
   * @param other the other study
   * @throws IllegalArgumentException naming what differs
   */
  public void checkComparable(StudyDefinition other) {
    Map<String, String> here = problem.fixing(Map.of()).settings();
    Map<String, String> there = other.problem().fixing(Map.of()).settings();
    List<String> keys = new ArrayList<>();
    // What a person says first is named first.
    problem.kind().fields().forEach(field -> keys.add(field.key()));
    here.keySet().stream().filter(key -> !keys.contains(key)).forEach(keys::add);
    for (String key : keys) {
      if (!Objects.equals(here.get(key), there.get(key))) {
        throw new IllegalArgumentException(
            "study "
                + other.spec().name()
                + ": its "
                + key
                + " must be "
                + here.get(key)
                + ", was "
                + there.get(key));
      }
    }
  }
}
