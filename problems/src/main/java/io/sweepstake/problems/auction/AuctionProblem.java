package io.sweepstake.problems.auction;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.CellAma;
import io.sweepstake.core.projection.Projections;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.problems.auction.hyperparameter.FamilyTraining;
import io.sweepstake.problems.auction.hyperparameter.LossChoices;
import io.sweepstake.problems.auction.hyperparameter.MisreportTraining;
import io.sweepstake.problems.auction.picture.AuctionIllustrator;
import io.sweepstake.problems.auction.warmstart.ImitatedStart;
import io.sweepstake.sweeps.figure.Illustrator;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.Preparation;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TradeOff;
import io.sweepstake.sweeps.problem.TrainedTrials;
import io.sweepstake.sweeps.problem.TrialOrder;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.pruner.PrunerDescription;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A mechanism family to be trained in a setting, fixed at some hyper-parameters. */
public final class AuctionProblem implements Auctions {
  /** The artifact that holds the trained network. */
  public static final String NETWORK = AuctionTrainings.NETWORK;

  /** That which holds its truthful version, in studies that go by what it earns. */
  public static final String TRUTHFUL = AuctionTrainings.TRUTHFUL;

  /** Profiles on which a report's revenue is measured. */
  public static final int JUDGED_PROFILES = 262_144;

  /** Those of them that are attacked. */
  public static final int ATTACKED_PROFILES = 2_048;

  private static final Words WORDS =
      new Words(
          "one training",
          "iterations",
          "network",
          "attacking",
          "under the strong attack",
          "auction",
          "the classical auctions",
          "best_classical",
          "ceiling",
          "Regret is a lower bound wherever it is reported.");

  private final Setting setting;
  private final MechanismFamily family;
  private final OptionalLong asked;
  private final FamilyTraining training;
  private final boolean truthful;
  private final Map<String, Object> fixed;

  /**
   * @param iterations of every training; the family's own without any
   * @param fixed values of hyper-parameters, by name
   * @throws IllegalArgumentException naming a hyper-parameter that is not there, or its value
   */
  AuctionProblem(
      Setting setting, MechanismFamily family, OptionalLong iterations, Map<String, ?> fixed) {
    this(setting, family, iterations, fixed, false);
  }

  private AuctionProblem(
      Setting setting,
      MechanismFamily family,
      OptionalLong iterations,
      Map<String, ?> fixed,
      boolean truthful) {
    this.truthful = truthful;
    this.setting = setting;
    this.family = family;
    this.asked = iterations;
    training = FamilyTraining.of(family, setting, iterations, fixed);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Tunable<?> tunable : training.tunables()) {
      if (fixed.containsKey(tunable.name())) {
        values.put(tunable.name(), tunable.preset());
      }
    }
    for (String name : fixed.keySet()) {
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException(
            name + ": " + family.name() + " has no such hyper-parameter");
      }
    }
    this.fixed = Collections.unmodifiableMap(values);
  }

  @Override
  public Setting setting() {
    return setting;
  }

  @Override
  public AuctionProblem of(Trial trial) {
    return fixing(values(trial));
  }

  public MechanismFamily family() {
    return family;
  }

  @Override
  public ProblemKind kind() {
    return new AuctionKind();
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(AuctionKind.SETTING, setting.name());
    settings.put(AuctionKind.BIDDERS, String.valueOf(setting.bidders()));
    settings.put(AuctionKind.FAMILY, family.name());
    settings.put(AuctionKind.ITERATIONS, String.valueOf(steps()));
    fixed.forEach((name, value) -> settings.put(PRESET + name, String.valueOf(value)));
    return settings;
  }

  @Override
  public String name() {
    return setting.items() == 1
        ? setting.name() + "-" + setting.bidders() + "-bidders-" + family.name()
        : setting.name() + "-" + family.name();
  }

  @Override
  public Words words() {
    return WORDS;
  }

  @Override
  public List<Tunable<?>> tunables() {
    return training.tunables();
  }

  @Override
  public Map<String, Object> fixed() {
    return fixed;
  }

  @Override
  public AuctionProblem fixing(Map<String, ?> values) {
    return new AuctionProblem(setting, family, asked, values, truthful);
  }

  /** The same with trainings of another length. */
  public AuctionProblem lasting(long iterations) {
    AuctionKind.atLeastOne(AuctionKind.ITERATIONS, OptionalLong.of(iterations));
    return new AuctionProblem(setting, family, OptionalLong.of(iterations), fixed, truthful);
  }

  @Override
  public void check(Map<String, Object> values) {
    TrainingPlan unused = plan(values, 0);
  }

  /**
   * The plan of a training.
   *
   * @param values of hyper-parameters by name; those without one have their preset
   * @throws IllegalArgumentException naming the first that a training cannot use
   */
  public TrainingPlan plan(Map<String, ?> values, long seed) {
    return FamilyTraining.of(family, setting, OptionalLong.of(steps()), values).plan(values, seed);
  }

  @Override
  public List<MetricColumn> metrics() {
    return truthful
        ? Stream.concat(AuctionMetrics.ofTrials().stream(), AuctionMetrics.onRequest().stream())
            .toList()
        : AuctionMetrics.ofTrials();
  }

  @Override
  public List<MetricColumn> onRequest() {
    return truthful ? List.of() : AuctionMetrics.onRequest();
  }

  @Override
  public AuctionProblem measuring(Set<Metric> metrics) {
    if (AuctionMetrics.onRequest().stream().noneMatch(each -> metrics.contains(each.metric()))) {
      return this;
    }
    if (!(family instanceof TruthfulFamily)) {
      try {
        Projections.require(setting);
      } catch (IllegalArgumentException refused) {
        throw new IllegalArgumentException(
            AuctionMetrics.TRUTHFUL_REVENUE.name() + ": " + refused.getMessage(), refused);
      }
    }
    return new AuctionProblem(setting, family, asked, fixed, true);
  }

  @Override
  public Objective defaultObjective() {
    return Objective.of(Goal.maximize(AuctionMetrics.REVENUE))
        .subjectTo(Constraint.atMost(AuctionMetrics.REGRET_SHARE, LossChoices.REGRET_SHARE));
  }

  /** Trainings with a target for regret get it from the study's constraints. */
  @Override
  public Map<String, Object> aims(Objective objective, Set<String> named) {
    OptionalDouble share = most(objective, AuctionMetrics.REGRET_SHARE);
    return training.aims(
        share.isPresent() && share.getAsDouble() < 1 ? share : OptionalDouble.empty(),
        most(objective, AuctionMetrics.REGRET),
        named);
  }

  /** How much of a metric an objective allows, if it has a bound above 0. */
  private static OptionalDouble most(Objective objective, Metric metric) {
    return objective.constraints().stream()
        .filter(each -> each.metric().equals(metric) && each.side() == Constraint.Side.AT_MOST)
        .mapToDouble(Constraint::bound)
        .filter(bound -> bound > 0)
        .min();
  }

  @Override
  public List<String> remedies(Objective objective) {
    List<String> remedies = new ArrayList<>();
    remedies.add("longer trainings (--iterations " + 2 * steps() + ")");
    Map<String, Object> presets = new LinkedHashMap<>();
    tunables().forEach(tunable -> presets.put(tunable.name(), tunable.preset()));
    if (presets.get(MisreportTraining.MISREPORT_STEPS) instanceof Integer steps) {
      remedies.add(
          "more misreport steps (--param "
              + MisreportTraining.MISREPORT_STEPS
              + "="
              + 2 * steps
              + ")");
    }
    if (LossChoices.TARGET.equals(presets.get(LossChoices.LOSS))) {
      most(objective, AuctionMetrics.REGRET_SHARE)
          .ifPresent(bound -> remedies.add(smaller(LossChoices.REGRET_TARGET, bound)));
      most(objective, AuctionMetrics.REGRET)
          .ifPresent(bound -> remedies.add(smaller(LossChoices.REGRET_BOUND, bound)));
    }
    return remedies;
  }

  private static String smaller(String name, double bound) {
    return String.format(Locale.ROOT, "a smaller target (--param %s=%.3g)", name, 0.8 * bound);
  }

  @Override
  public List<Metric> progressMetrics() {
    return TrainingGoal.METRICS;
  }

  @Override
  public Goal progressGoal(Objective objective) {
    return TrainingGoal.of(objective);
  }

  @Override
  public long steps() {
    return training.iterations();
  }

  @Override
  public Optional<String> against(PrunerDescription pruner) {
    return training.against(pruner);
  }

  @Override
  public List<String> engines() {
    return Engines.names();
  }

  @Override
  public void checkEngine(String name, boolean here) {
    String own = AuctionTrainings.named(name);
    Engines.check(own, here);
    if (here && own.equals(name) && Engines.packs(own)) { // nothing takes over what it cannot do
      plan(Map.of(), 0).requireKernels(Engines.named(own, Device.CPU));
    }
  }

  @Override
  public boolean packs(String engine) {
    return Engines.packs(AuctionTrainings.named(engine));
  }

  /** A network that imitates has one shape, and trainings that start from it must have it too. */
  @Override
  public List<Preparation> preparations(Map<String, List<Object>> values) {
    if (!values
        .getOrDefault(MisreportTraining.WARM_START, List.of())
        .contains(MisreportTraining.IMITATION)) {
      return List.of();
    }
    Map<String, Object> any = new LinkedHashMap<>();
    values.forEach((name, all) -> any.put(name, all.get(0)));
    for (String name : List.of(MisreportTraining.WIDTH, MisreportTraining.DEPTH)) {
      if (values.get(name).size() > 1) {
        throw new IllegalArgumentException(
            name
                + ": must be one value where warm_start is imitation, was "
                + values.get(name)
                + "; or fix --param warm_start=none");
      }
    }
    Architecture architecture = plan(any, 0).architecture();
    return List.of(new ImitatedStart(setting, family, architecture));
  }

  @Override
  public TrialFunction trials(TrialOrder order) {
    return new TrainedTrials(order.study(), steps(), trainings(order));
  }

  AuctionTrainings trainings(TrialOrder order) {
    return new AuctionTrainings(
        settings(),
        Seeds.derive(order.seed(), "evaluation", 0),
        order.engine().orElse(null),
        order.moves(),
        order.prepared().get(ImitatedStart.FILE),
        truthful);
  }

  @Override
  public Optional<Judge> judge(long seed) {
    AuctionJudge judge =
        new AuctionJudge(
            setting.name(),
            setting.bidders(),
            seed,
            JUDGED_PROFILES,
            ATTACKED_PROFILES,
            AuctionJudge.Attack.STRONG);
    return Optional.of(truthful ? judge.makingTruthful() : judge);
  }

  @Override
  public long bytesLeft() {
    return plan(fixed, 0).weightBytes();
  }

  @Override
  public long checkpointBytes() {
    return plan(fixed, 0).checkpointBytes();
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(ObservedNotes.of(setting));
    if (truthful && !(family instanceof TruthfulFamily)) {
      notes.add(
          "each trial's network is made truthful after its last iteration: some seconds more, which"
              + " no expectation counts");
    }
    if (family instanceof CellAma) {
      notes.add(
          "after its last iteration each trial searches for menus on cells: seconds with two items,"
              + " a minute with three, which no expectation counts");
    }
    return notes;
  }

  @Override
  public List<Reference> references() {
    return ClassicalAuctions.withCeiling(setting);
  }

  @Override
  public Optional<TradeOff> tradeOff() {
    return Optional.of(
        new TradeOff(
            "Revenue and regret",
            AuctionMetrics.REGRET,
            "regret (lower bound)",
            AuctionMetrics.REVENUE));
  }

  @Override
  public Illustrator illustrator() {
    return new AuctionIllustrator(setting, NETWORK);
  }

  @Override
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put(AuctionKind.BIDDERS, setting.bidders());
    summary.put(AuctionKind.FAMILY, family.name());
    return summary;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuctionProblem that && settings().equals(that.settings());
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
