package io.sweepstake.problems.auction;

import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.problems.auction.hyperparameter.MisreportTraining;
import io.sweepstake.sweeps.figure.Illustrator;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TradeOff;
import io.sweepstake.sweeps.problem.TrainedTrials;
import io.sweepstake.sweeps.problem.TrialOrder;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Tunable.Role;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.pruner.PrunerDescription;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Condition;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Auctions of several families in one setting: each trial says which family it trains, and has the
 * hyper-parameters of that one, such as {@code rochetnet_menu_size}, and its length, {@code
 * rochetnet_iterations}.
 *
 * <p>Families have different lengths, so a trial's steps are hundredths of its training. What they
 * earn can be compared where lying gains nothing: unless a person says otherwise, the objective is
 * the revenue of their truthful versions.
 */
public final class FamilyChoice implements Auctions {
  private static final String FAMILY = AuctionKind.FAMILY;

  /** Steps of every trial, whatever the length of its training, which has at least as many. */
  private static final long STEPS = 100;

  /** To both sides of a family's own length. */
  private static final int LENGTHS = 4;

  /** More than so many are not named one by one. */
  private static final int NAMED = 3;

  private final Setting setting;
  private final List<MechanismFamily> families;
  private final OptionalLong asked;
  private final boolean truthful;
  private final Map<String, ?> given;
  private final List<AuctionProblem> members;
  private final List<Tunable<?>> tunables;
  private final Map<String, Object> fixed;

  /**
   * @param families at least two
   * @param iterations of every training; each family's own without any
   * @param given values of hyper-parameters, by name
   * @throws IllegalArgumentException naming a hyper-parameter that is not there, or its value
   */
  FamilyChoice(
      Setting setting,
      List<MechanismFamily> families,
      OptionalLong iterations,
      Map<String, ?> given) {
    this(setting, families, iterations, given, false);
  }

  private FamilyChoice(
      Setting setting,
      List<MechanismFamily> families,
      OptionalLong asked,
      Map<String, ?> given,
      boolean truthful) {
    this.setting = setting;
    this.families = List.copyOf(families);
    this.asked = asked;
    this.given = given;
    this.truthful = truthful;
    for (String name : given.keySet()) {
      if (!name.equals(FAMILY) && owner(name).isEmpty()) {
        throw new IllegalArgumentException(
            name
                + ": must begin with a family of the study, such as "
                + own(families.get(0), name));
      }
    }
    members = families.stream().map(each -> member(each, given)).toList();
    tunables = declared();
    fixed = new LinkedHashMap<>();
    tunables.stream()
        .filter(tunable -> given.containsKey(tunable.name()))
        .forEach(tunable -> fixed.put(tunable.name(), tunable.preset()));
  }

  /** What a hyper-parameter of a family is called here. */
  private static String own(MechanismFamily family, String name) {
    return family.name().replace('-', '_') + "_" + name;
  }

  /** The family whose hyper-parameter a name is: that with the longest name, where several fit. */
  private Optional<MechanismFamily> owner(String name) {
    return families.stream()
        .filter(family -> name.startsWith(own(family, "")))
        .max((a, b) -> Integer.compare(a.name().length(), b.name().length()));
  }

  /** One family's training, fixed at its part of some values. */
  private AuctionProblem member(MechanismFamily family, Map<String, ?> values) {
    Map<String, Object> part = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (owner(name).filter(each -> each.name().equals(family.name())).isPresent()) {
            part.put(name.substring(own(family, "").length()), value);
          }
        });
    Object length = part.remove(AuctionKind.ITERATIONS);
    OptionalLong iterations =
        length == null ? asked : OptionalLong.of(lengths(family, 1).read(length));
    if (iterations.orElse(STEPS) < STEPS) {
      throw new IllegalArgumentException(
          (length == null ? AuctionKind.ITERATIONS : own(family, AuctionKind.ITERATIONS))
              + ": must be at least "
              + STEPS
              + " where several families are swept, was "
              + iterations.getAsLong());
    }
    AuctionProblem member = new AuctionProblem(setting, family, iterations, part);
    return truthful ? member.measuring(truthfulMetrics()) : member;
  }

  private static Set<Metric> truthfulMetrics() {
    return AuctionMetrics.onRequest().stream()
        .map(MetricColumn::metric)
        .collect(Collectors.toSet());
  }

  private static Tunable<Integer> lengths(MechanismFamily family, long own) {
    int length = (int) Math.min(own, Integer.MAX_VALUE / LENGTHS);
    return new Tunable<>(
        IntParam.log(
            own(family, AuctionKind.ITERATIONS),
            (int) Math.max(STEPS, length / LENGTHS),
            (int) Math.max(STEPS, length * LENGTHS)),
        length,
        Role.SHAPE,
        false,
        "the length of its training; its other presets are for the length that it has by default");
  }

  private List<Tunable<?>> declared() {
    CategoricalParam choice = CategoricalParam.of(FAMILY, names().toArray(String[]::new));
    String preset = MechanismFamilies.defaultFor(setting).name();
    Tunable<String> family =
        new Tunable<>(
            choice,
            choice.contains(preset) ? preset : names().get(0),
            Role.SHAPE,
            true,
            "the mechanism family that a trial trains");
    List<Tunable<?>> declared = new ArrayList<>();
    declared.add(given.containsKey(FAMILY) ? family.fixed(given.get(FAMILY)) : family);
    for (AuctionProblem member : members) {
      Condition when = new Condition(choice, List.of(member.family().name()));
      Tunable<Integer> length = lengths(member.family(), member.steps());
      declared.add(length.under(length.name(), when));
      for (Tunable<?> tunable : member.tunables()) {
        if (!tunable.name().equals(MisreportTraining.WARM_START)) {
          declared.add(tunable.under(own(member.family(), tunable.name()), when));
        }
      }
    }
    return List.copyOf(declared);
  }

  private List<String> names() {
    return families.stream().map(MechanismFamily::name).toList();
  }

  /** What all families say alike. */
  private AuctionProblem any() {
    return members.get(0);
  }

  @Override
  public Setting setting() {
    return setting;
  }

  @Override
  public AuctionProblem of(Trial trial) {
    Map<String, Object> values = values(trial);
    String name = String.valueOf(tunables.get(0).in(values));
    return families.stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .map(family -> member(family, values))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "family: must be one of " + names() + ", was " + name));
  }

  @Override
  public ProblemKind kind() {
    return any().kind();
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(AuctionKind.SETTING, setting.name());
    settings.put(AuctionKind.BIDDERS, String.valueOf(setting.bidders()));
    settings.put(FAMILY, String.join(",", names()));
    asked.ifPresent(length -> settings.put(AuctionKind.ITERATIONS, String.valueOf(length)));
    fixed.forEach((name, value) -> settings.put(PRESET + name, String.valueOf(value)));
    return settings;
  }

  @Override
  public String name() {
    String one = any().name();
    String before = one.substring(0, one.length() - families.get(0).name().length());
    return before
        + (families.size() > NAMED ? families.size() + "-families" : String.join("-or-", names()));
  }

  @Override
  public Words words() {
    return any().words().counting("steps");
  }

  @Override
  public List<Tunable<?>> tunables() {
    return tunables;
  }

  @Override
  public Map<String, Object> fixed() {
    return Collections.unmodifiableMap(fixed);
  }

  @Override
  public FamilyChoice fixing(Map<String, ?> values) {
    return new FamilyChoice(setting, families, asked, values, truthful);
  }

  @Override
  public void check(Map<String, Object> values) {
    for (MechanismFamily family : families) {
      AuctionProblem member = member(family, values);
      member.check(member.fixed());
    }
  }

  @Override
  public List<MetricColumn> metrics() {
    return any().metrics();
  }

  @Override
  public List<MetricColumn> onRequest() {
    return any().onRequest();
  }

  @Override
  public FamilyChoice measuring(Set<Metric> metrics) {
    for (AuctionProblem member : members) {
      var unused = member.measuring(metrics); // refused by one that cannot
    }
    boolean asksFor = metrics.stream().anyMatch(truthfulMetrics()::contains);
    return asksFor ? new FamilyChoice(setting, families, asked, given, true) : this;
  }

  /** What all of them earn where lying gains nothing; where that cannot be had, as of one. */
  @Override
  public Objective defaultObjective() {
    Objective earned = Objective.of(Goal.maximize(AuctionMetrics.TRUTHFUL_REVENUE));
    try {
      measuring(earned.metrics());
      return earned;
    } catch (IllegalArgumentException noTruthfulVersion) {
      return any().defaultObjective();
    }
  }

  @Override
  public Map<String, Object> aims(Objective objective, Set<String> named) {
    Map<String, Object> aims = new LinkedHashMap<>();
    for (AuctionProblem member : members) {
      Set<String> own =
          member.tunables().stream()
              .map(Tunable::name)
              .filter(name -> named.contains(own(member.family(), name)))
              .collect(Collectors.toSet());
      member
          .aims(objective, own)
          .forEach((name, value) -> aims.put(own(member.family(), name), value));
    }
    return aims;
  }

  @Override
  public List<String> remedies(Objective objective) {
    return List.of("longer trainings (--iterations " + 2 * greatest(AuctionProblem::steps) + ")");
  }

  @Override
  public List<Metric> progressMetrics() {
    return any().progressMetrics();
  }

  @Override
  public Goal progressGoal(Objective objective) {
    return any().progressGoal(objective);
  }

  @Override
  public long steps() {
    return STEPS;
  }

  @Override
  public Optional<String> against(PrunerDescription pruner) {
    return members.stream().flatMap(member -> member.against(pruner).stream()).findFirst();
  }

  @Override
  public List<String> engines() {
    return any().engines();
  }

  /** Those of the processor: networks of one shape fill a device, and here shapes differ. */
  @Override
  public void checkEngine(String name, boolean here) {
    String own = AuctionTrainings.named(name);
    Engines.check(own, here);
    if (Engines.packs(own)) {
      throw new IllegalArgumentException(
          "engine: trials of several families train on the processor, was "
              + name
              + "; sweep one family on a device");
    }
  }

  @Override
  public TrialFunction trials(TrialOrder order) {
    return new TrainedTrials(
        order.study(), STEPS, new FamilyTrainings(settings(), any().trainings(order), STEPS));
  }

  @Override
  public Optional<Judge> judge(long seed) {
    return any().judge(seed);
  }

  @Override
  public long bytesLeft() {
    return greatest(AuctionProblem::bytesLeft);
  }

  @Override
  public long checkpointBytes() {
    return greatest(AuctionProblem::checkpointBytes);
  }

  private long greatest(ToLongFunction<AuctionProblem> of) {
    return members.stream().mapToLong(of).max().getAsLong();
  }

  @Override
  public List<String> notes() {
    return members.stream().flatMap(member -> member.notes().stream()).distinct().toList();
  }

  @Override
  public List<Reference> references() {
    return any().references();
  }

  @Override
  public Optional<TradeOff> tradeOff() {
    return any().tradeOff();
  }

  @Override
  public Illustrator illustrator() {
    return any().illustrator();
  }

  @Override
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>(any().summary());
    summary.put(FAMILY, String.join(",", names()));
    return summary;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FamilyChoice that && settings().equals(that.settings());
  }

  @Override
  public int hashCode() {
    return settings().hashCode();
  }

  @Override
  public String toString() {
    return settings().toString();
  }
}
