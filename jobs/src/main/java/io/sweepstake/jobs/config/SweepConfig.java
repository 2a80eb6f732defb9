package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.ProblemKinds;
import io.sweepstake.sweeps.pruner.Pruners;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One sweep as a person asks for it, from flags, from a YAML file, or from both.
 *
 * @param problem what it is about: settings of a {@code ProblemKind}
 * @param trials how many trials the study shall have in all beside imported ones, at least 1; may
 *     be left open when a limit ends the sweep
 * @param study the study's directory
 * @param sampler what proposes points; one that {@code Samplers} can make
 * @param pruner which trials go on at rungs
 * @param objective what makes a trial good, in {@link ObjectiveSyntax}; the problem's own by
 *     default
 * @param engine what every trial is pinned to; the worker's device chooses by default
 * @param parallelism trials that run at a time, or packs of them, at least 1; as many as there is
 *     room for by default
 * @param packSize trials that a worker trains together, at least 1; as many as fill it by default
 * @param synchronous whether a whole generation ends before the next begins, which is exactly
 *     repeatable
 * @param seed from which all randomness derives
 * @param finalists how many of the best trials are judged anew, 0 for none
 * @param retrain with how many fresh seeds the finalists' points are run again, at least 0; some
 *     where that costs little by default
 * @param withoutDefault whether a new study leaves out the problem's default point
 * @param params changes to the problem's search space, {@link ParamSyntax} by name
 * @param limits what ends the sweep early, and trials
 * @param enqueue points to be run first: values by name, for some parameters or all
 * @param imports studies and CSV files whose trials to take over
 * @param priors studies, of other settings or lengths, whose best points are run first
 */
public record SweepConfig(
    SortedMap<String, String> problem,
    OptionalInt trials,
    String study,
    Strategy sampler,
    Strategy pruner,
    Optional<String> objective,
    Optional<String> engine,
    OptionalInt parallelism,
    OptionalInt packSize,
    boolean synchronous,
    long seed,
    int finalists,
    OptionalInt retrain,
    boolean withoutDefault,
    Map<String, String> params,
    Limits limits,
    List<Map<String, String>> enqueue,
    List<String> imports,
    List<String> priors) {

  /** The engine of a study that leaves it to the worker's device. */
  public static final String AUTO = "auto";

  private static final List<String> KEYS =
      List.of(
          "trials",
          "study",
          "sampler",
          "pruner",
          "objective",
          "engine",
          "parallelism",
          "pack-size",
          "synchronous",
          "seed",
          "finalists",
          "retrain",
          "without-default",
          "params",
          "enqueue",
          "import",
          "prior",
          "timeout",
          "stop-at",
          "stagnation",
          "trial-timeout");

  /** How many of the best trials are re-scored unless said otherwise. */
  public static final int FINALISTS = 3;

  public SweepConfig {
    atLeast("trials", trials, 1);
    if (trials.isEmpty() && !limits.endsSweep()) {
      throw new IllegalArgumentException(
          "trials: must be given, or a limit: timeout, stop-at or stagnation");
    }
    atLeast("parallelism", parallelism, 1);
    atLeast("pack-size", packSize, 1);
    atLeast("finalists", OptionalInt.of(finalists), 0);
    atLeast("retrain", retrain, 0);
    if (study.isBlank()) {
      throw new IllegalArgumentException("study: must name a directory, was empty");
    }
    problem = Collections.unmodifiableSortedMap(new TreeMap<>(problem));
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    enqueue = List.copyOf(enqueue);
    imports = List.copyOf(imports);
    priors = List.copyOf(priors);
  }

  /** The keys of a YAML file: a problem's fields and ours; each is a flag of the same name. */
  public static List<String> keys() {
    List<String> keys = new ArrayList<>(problemKeys());
    keys.addAll(KEYS);
    keys.addAll(Spelling.FLAGS);
    return keys;
  }

  private static Set<String> problemKeys() {
    Set<String> keys = new LinkedHashSet<>();
    for (ProblemKind kind : ProblemKinds.all()) {
      kind.fields().forEach(field -> keys.add(field.key()));
    }
    keys.add(ProblemKinds.KEY);
    return keys;
  }

  /**
   * Reads a sweep from a YAML file.
   *
   * @return whose keys and values are for {@link #of}
   */
  public static YamlFile yaml(Path file) throws IOException {
    YamlFile read = YamlFile.read(file);
    List<String> keys = keys();
    for (String key : read.values().keySet()) {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            read.at(key) + ": no key is called " + key + Suggestion.clause(key, keys));
      }
    }
    try {
      return new YamlFile(file, Spelling.settled(read.values()), read.places());
    } catch (IllegalArgumentException twice) {
      throw new IllegalArgumentException(file + ": " + twice.getMessage(), twice);
    }
  }

  /**
   * Puts a sweep together.
   *
   * @param given by key: text, numbers or booleans; {@code params} is a map
   * @throws IllegalArgumentException naming the key, the rule and the value
   */
  public static SweepConfig of(Map<String, ?> given) {
    Map<String, Object> values = Spelling.settled(given);
    List<String> keys = keys();
    for (String key : values.keySet()) {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            "no option is called " + key + Suggestion.clause(key, keys));
      }
    }
    Fields fields = new Fields(values);
    return new SweepConfig(
        problem(fields),
        fields.whole("trials"),
        fields.required("study"),
        sampler(values.get("sampler")),
        pruner(values.get("pruner")),
        fields.text("objective"),
        fields.text("engine").filter(engine -> !engine.equals(AUTO)),
        fields.whole("parallelism"),
        fields.whole("pack-size"),
        fields.flag("synchronous"),
        fields.number("seed").orElse(1L),
        fields.whole("finalists").orElse(FINALISTS),
        fields.whole("retrain"),
        fields.flag("without-default"),
        params(values.get("params")),
        Limits.of(values),
        EnqueuedPoints.parse(values.get("enqueue")),
        sources("import", values.get("import")),
        sources("prior", values.get("prior")));
  }

  private static SortedMap<String, String> problem(Fields fields) {
    SortedMap<String, String> problem = new TreeMap<>();
    for (String key : problemKeys()) {
      fields.parts(key).ifPresent(value -> problem.put(key, value));
    }
    ProblemKind unused = ProblemKinds.of(problem);
    return problem;
  }

  /** How many trials to run: what is there of them is not run again. */
  public Budget budget() {
    return trials.isPresent() ? Budget.total(trials.getAsInt()) : Budget.unlimited();
  }

  /**
   * The points to be run first.
   *
   * @throws IllegalArgumentException naming the parameter, the rule and the value
   */
  public List<PartialPoint> points(SearchSpace space) {
    return EnqueuedPoints.in(space, enqueue);
  }

  /** Studies, or CSV files to import from: one or a list of them. */
  public static List<String> sources(String key, Object raw) {
    if (raw instanceof Map) {
      throw new IllegalArgumentException(key + ": must be one value or a list, was " + raw);
    }
    return raw instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : raw == null ? List.of() : List.of(String.valueOf(raw));
  }

  private static Strategy sampler(Object raw) {
    Strategy sampler =
        StrategySyntax.parse(
            "sampler", raw == null ? "auto" : raw, Samplers.names(), "tpe:candidates=48");
    var unused = Samplers.of(sampler);
    return sampler;
  }

  private static Strategy pruner(Object raw) {
    return StrategySyntax.parse(
        "pruner", raw == null ? "none" : raw, Pruners.names(), "asha:factor=3,first=2000");
  }

  private static Map<String, String> params(Object raw) {
    if (raw == null) {
      return Map.of();
    }
    if (!(raw instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "params: wants names and values such as lambda0: log:0.1..10, was " + raw);
    }
    Map<String, String> params = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          boolean plain =
              value instanceof String || value instanceof Number || value instanceof Boolean;
          if (value instanceof List<?> choices) {
            List<String> texts =
                choices.stream().map(String::valueOf).map(ParamSyntax::choice).toList();
            params.put(String.valueOf(name), "{" + String.join(",", texts) + "}");
          } else if (plain) {
            params.put(String.valueOf(name), String.valueOf(value));
          } else {
            throw new IllegalArgumentException(
                "params." + name + ": wants values such as log:0.1..10, was " + value);
          }
        });
    return params;
  }

  private static void atLeast(String name, OptionalInt value, int bound) {
    if (value.isPresent() && value.getAsInt() < bound) {
      throw new IllegalArgumentException(
          name + ": must be at least " + bound + ", was " + value.getAsInt());
    }
  }
}
