package io.sweepstake.jobs.config;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.jobs.auction.AuctionMetrics;
import io.sweepstake.jobs.auction.AuctionParam;
import io.sweepstake.jobs.auction.AuctionParams;
import io.sweepstake.jobs.auction.AuctionSpace;
import io.sweepstake.jobs.auction.AuctionTraining;
import io.sweepstake.jobs.auction.AuctionTrialFunction;
import io.sweepstake.jobs.auction.TrainingGoal;
import io.sweepstake.jobs.auction.WarmStartNetwork;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Pruners;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a study is about, in the words of auctions.
 *
 * @param iterations of every trial's training
 * @param presets hyper-parameters that are not searched, by name
 * @param spec the same for the search, with all that is needed to get back here
 */
public record AuctionStudy(
    Setting setting,
    MechanismFamily family,
    long iterations,
    Map<String, Object> presets,
    StudySpec spec) {
  private static final String SETTING = "setting";
  private static final String BIDDERS = "bidders";
  private static final String FAMILY = "family";
  private static final String ITERATIONS = "iterations";
  private static final String PRESET = "preset.";

  public AuctionStudy {
    presets = Collections.unmodifiableMap(new LinkedHashMap<>(presets));
  }

  /**
   * The study that a person asks for.
   *
   * @throws IllegalArgumentException naming what does not exist or cannot be trained
   */
  public static AuctionStudy of(SweepConfig config) {
    Setting setting = Settings.named(config.setting(), config.bidders());
    MechanismFamily family = family(config.family(), setting);
    long iterations =
        config.iterations().isPresent()
            ? config.iterations().getAsInt()
            : AuctionTraining.defaultIterations(family, config.params());
    AuctionSpace space =
        AuctionSpace.of(family, setting, iterations, changes(family, setting, config.params()));
    Map<String, Object> presets = space.presets();
    checkWarmStart(space.space(), presets);
    List<String> metrics = AuctionMetrics.columns().stream().map(Metric::name).toList();
    Objective objective = ObjectiveSyntax.parse(config.objective(), metrics);
    Bounds.check(objective);
    Samplers.check(config.sampler(), objective);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(SETTING, setting.name());
    settings.put(BIDDERS, String.valueOf(setting.bidders()));
    settings.put(FAMILY, family.name());
    settings.put(ITERATIONS, String.valueOf(iterations));
    presets.forEach((name, value) -> settings.put(PRESET + name, String.valueOf(value)));
    StudySpec spec =
        StudySpec.of(name(setting, family), space.space(), objective, config.seed())
            .withMetrics(AuctionMetrics.columns().toArray(Metric[]::new))
            .withSampler(config.sampler())
            .withPruner(pruner(config.pruner(), space.space(), iterations))
            .withSettings(settings);
    AuctionStudy study = new AuctionStudy(setting, family, iterations, presets, spec);
    study.pruner();
    return study;
  }

  /**
   * The pruner with what only auctions know: which hyper-parameters may change on the way, and that
   * nothing is to be judged in the first fifth of a training. Until then the regret that the budget
   * allows at the start says more about how trials compare than what they have learned.
   */
  private static Strategy pruner(Strategy asked, SearchSpace space, long iterations) {
    Map<String, String> options = new TreeMap<>(asked.options());
    String fifth = String.valueOf(Math.max(1, iterations / 5));
    switch (asked.name()) {
      case "none" -> {
        return asked;
      }
      case "wilcoxon" ->
          throw new IllegalArgumentException(
              "pruner: wilcoxon is for trials whose steps are repetitions of one evaluation; an"
                  + " auction trial is one training");
      case "asha", "asha_promotion", "hyperband" -> options.putIfAbsent("first", fifth);
      case "patient" -> {
        boolean ladder =
            options.containsKey("inner")
                && List.of("asha", "asha_promotion", "hyperband").contains(options.get("inner"));
        options.putIfAbsent(ladder ? "first" : "warmup", fifth);
      }
      default -> options.putIfAbsent("warmup", fifth);
    }
    if (asked.name().equals("pbt")) {
      options.put("frozen", frozen(options.getOrDefault("frozen", ""), space));
    }
    return Strategy.of(asked.name(), options);
  }

  /** Parameters that cannot change in the middle of a training, and those a person named. */
  private static String frozen(String given, SearchSpace space) {
    Set<String> frozen = new TreeSet<>();
    for (String name : given.split("\\+")) {
      if (!name.isBlank() && space.param(name.strip()).isEmpty()) {
        throw new IllegalArgumentException(
            "pbt frozen: the study searches no parameter "
                + name.strip()
                + Suggestion.clause(
                    name.strip(), space.params().stream().map(Param::name).toList()));
      }
      frozen.add(name.strip());
    }
    frozen.remove("");
    space.params().stream()
        .map(Param::name)
        .filter(AuctionParams.FROZEN::contains)
        .forEach(frozen::add);
    if (space.params().stream().allMatch(p -> p.fixed() || frozen.contains(p.name()))) {
      throw new IllegalArgumentException(
          "pbt: needs a parameter that may change in the middle of a training, had only "
              + space.params().stream().map(Param::name).toList());
    }
    return String.join("+", frozen);
  }

  /**
   * The study's pruner, which compares the {@link TrainingGoal} unless it names a metric.
   *
   * @throws IllegalArgumentException if there is none of the study's name, or an option is wrong
   */
  public Pruner pruner() {
    Strategy strategy = spec.pruner();
    String metric = strategy.options().get("metric");
    if (metric != null && !TrainingGoal.METRICS.contains(Metric.of(metric))) {
      throw new IllegalArgumentException(
          "pruner metric: must be one of " + TrainingGoal.METRICS + ", was " + metric);
    }
    boolean goalNeeded = metric == null && !strategy.name().equals("none");
    Goal goal =
        goalNeeded
            ? TrainingGoal.of(spec.objective())
            : Goal.maximize(AuctionMetrics.TRAIN_REVENUE).minus(1, AuctionMetrics.TRAIN_REGRET);
    return Pruners.of(strategy, goal, iterations);
  }

  /**
   * The study that a directory holds.
   *
   * @throws IllegalArgumentException if it is not about an auction
   */
  public static AuctionStudy of(StudySpec spec) {
    Map<String, String> settings = spec.settings();
    for (String key : List.of(SETTING, BIDDERS, FAMILY, ITERATIONS)) {
      if (!settings.containsKey(key)) {
        throw new IllegalArgumentException(
            "study " + spec.name() + ": an auction study says its " + key + ", this one does not");
      }
    }
    Fields fields = new Fields(settings);
    Setting setting =
        Settings.named(settings.get(SETTING), OptionalInt.of(fields.whole(BIDDERS).getAsInt()));
    Map<String, Object> presets = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(PRESET)) {
            presets.put(key.substring(PRESET.length()), value);
          }
        });
    return new AuctionStudy(
        setting,
        MechanismFamilies.named(settings.get(FAMILY)),
        fields.number(ITERATIONS).getAsLong(),
        presets,
        spec);
  }

  private static String name(Setting setting, MechanismFamily family) {
    return setting.items() == 1
        ? setting.name() + "-" + setting.bidders() + "-bidders-" + family.name()
        : setting.name() + "-" + family.name();
  }

  /**
   * The family of a name, or the setting's own.
   *
   * @throws IllegalArgumentException if there is none, or it cannot run the setting
   */
  public static MechanismFamily family(Optional<String> name, Setting setting) {
    if (name.isEmpty()) {
      return MechanismFamilies.defaultFor(setting);
    }
    List<String> names = MechanismFamilies.all().stream().map(MechanismFamily::name).toList();
    if (!names.contains(name.get())) {
      throw new IllegalArgumentException(
          "family: no family is called " + name.get() + Suggestion.clause(name.get(), names));
    }
    MechanismFamily family = MechanismFamilies.named(name.get());
    family.layers(setting, family.defaultArchitecture(setting));
    return family;
  }

  /**
   * Parameters to replace the family's own, by name.
   *
   * @param texts {@link ParamSyntax} by name; dashes in names stand for underscores
   */
  public static Map<String, Param<?>> changes(
      MechanismFamily family, Setting setting, Map<String, String> texts) {
    List<AuctionParam> known = AuctionSpace.params(family, setting);
    List<String> names = known.stream().map(AuctionParam::name).toList();
    Map<String, Param<?>> changes = new LinkedHashMap<>();
    texts.forEach(
        (written, text) -> {
          String name = written.strip().replace('-', '_');
          int index = names.indexOf(name);
          if (index < 0) {
            throw new IllegalArgumentException(
                "param: "
                    + family.name()
                    + " has no parameter "
                    + name
                    + Suggestion.clause(name, names));
          }
          changes.put(name, ParamSyntax.parse(known.get(index).range(), text));
        });
    return changes;
  }

  /** A network that imitates has one shape, and trainings that start from it must have it too. */
  private static void checkWarmStart(SearchSpace space, Map<String, Object> presets) {
    if (!imitates(space, presets)) {
      return;
    }
    for (String name : List.of("width", "depth")) {
      Optional<Param<?>> param = space.param(name);
      if (param.isPresent() && !param.get().fixed()) {
        throw new IllegalArgumentException(
            name
                + ": must be one value where warm_start is imitation, was "
                + param.get().range()
                + "; or fix --param warm_start=none");
      }
    }
  }

  private static boolean imitates(SearchSpace space, Map<String, Object> presets) {
    return space
        .param(AuctionParams.WARM_START)
        .map(param -> param.range().contains(AuctionParams.IMITATION))
        .orElse(AuctionParams.IMITATION.equals(presets.get(AuctionParams.WARM_START)));
  }

  /** Whether trials start from a network that imitates a known auction. */
  public boolean warmStarted() {
    return imitates(spec.space(), presets);
  }

  /** The hidden layers of the network that imitates. */
  public Architecture architecture() {
    return new AuctionTraining(setting, family, iterations).spec(anyValues(), 0).architecture();
  }

  /** Some valid value for every hyper-parameter; the shape's are the same at every point. */
  private Map<String, Object> anyValues() {
    Map<String, Object> values = new LinkedHashMap<>(presets);
    for (Param<?> param : spec.space().params()) {
      values.put(param.name(), param.decode(0.5));
    }
    return values;
  }

  /**
   * What a worker runs.
   *
   * @param warmStart the network that imitates; must be there if {@link #warmStarted}
   */
  public AuctionTrialFunction trials(Optional<WarmStartNetwork> warmStart) {
    return new AuctionTrialFunction(
        spec.name(),
        setting.name(),
        setting.bidders(),
        family.name(),
        iterations,
        presets,
        Seeds.derive(spec.seed(), "evaluation", 0),
        warmStart.orElse(null));
  }

  /**
   * The study's sampler.
   *
   * @throws IllegalArgumentException if there is none of the study's name and options
   */
  public Sampler sampler() {
    return Samplers.of(spec.sampler());
  }

  /**
   * Checks that trials of another study are trainings of the same kind, so that their numbers may
   * stand beside this one's.
   *
   * @param other the other study
   * @throws IllegalArgumentException naming what differs
   */
  public void checkComparable(AuctionStudy other) {
    for (String key : List.of(SETTING, BIDDERS, FAMILY, ITERATIONS)) {
      String here = spec.settings().get(key);
      String there = other.spec().settings().get(key);
      if (!here.equals(there)) {
        throw new IllegalArgumentException(
            "study "
                + other.spec().name()
                + ": its "
                + key
                + " must be "
                + here
                + ", was "
                + there);
      }
    }
  }
}
