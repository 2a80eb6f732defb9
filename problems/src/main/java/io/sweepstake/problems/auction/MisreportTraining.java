package io.sweepstake.problems.auction;

import io.sweepstake.core.descent.Adam;
import io.sweepstake.core.descent.AdamW;
import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.descent.LearningSchedule;
import io.sweepstake.core.descent.NesterovSgd;
import io.sweepstake.core.descent.Optimiser;
import io.sweepstake.core.descent.PlateauRate;
import io.sweepstake.core.descent.WarmUp;
import io.sweepstake.core.loss.AlgnetLoss;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.loss.FixedPenalty;
import io.sweepstake.core.loss.RegretBudget;
import io.sweepstake.core.loss.RegretTarget;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.GlorotStart;
import io.sweepstake.core.training.MisreportSearch;
import io.sweepstake.core.training.StandardisedStart;
import io.sweepstake.core.training.StartingWeights;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.core.training.TrainingSpec;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.Uniform;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Tunable.Role;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Networks, which are trained against their bidders' misreports.
 *
 * <p>RegretNet's presets are the schedule that, measured on 2x2, gives revenue .883 at strong
 * regret .0009 in 20,000 short iterations: small batches, two ascent steps from cached best
 * misreports, a regret budget that starts wide.
 */
final class MisreportTraining extends FamilyTraining {
  static final String LOSS = "loss";
  static final String WARM_START = "warm_start";
  static final String MISREPORT_STEPS = "misreport_steps";
  static final String REGRET_TARGET = "regret_target";
  static final String REGRET_BOUND = "regret_bound";
  static final String RMAX_END = "rmax_end";
  static final String WIDTH = "width";
  static final String DEPTH = "depth";

  static final String BUDGET = "budget";
  static final String TARGET = "target";
  static final String LAGRANGIAN = "lagrangian";
  static final String PENALTY = "penalty";
  static final String ALGNET = "algnet";
  static final String IMITATION = "imitation";
  static final String NONE = "none";

  /**
   * Families whose trainings do not keep to a target, and have a budget unless told otherwise.
   *
   * <p>Others aim: a constant price of regret either lets bidders lie or, on long tails, teaches
   * the network to sell nothing; a budget of what batches show finds its price, and ends anywhere;
   * a target finds the price that ends where it should.
   */
  private static final Set<String> UNAIMED = Set.of("auctionnet");

  /** Ascent steps of an iteration of a full training. */
  private static final int FULL_STEPS = 2;

  /** Profiles that a probe attacks, times bidders; with many items each takes long. */
  private static final int PROBED = 512;

  private static final int PROBED_OF_MANY = 256;
  private static final int FEWEST_PROBED = 16;

  /** A probed profile takes about as long as some dozens in training. */
  private static final int PROFILES_PER_PROBED = 125;

  /**
   * Up to so many values, hidden units that bend within the values' range at the start are worth
   * .02 of 2x2's revenue and .03 of 2x3's; with ten items the sum of a bidder's values is what
   * counts most, and units that bend find it later.
   */
  private static final int FEW_VALUES = 9;

  /** Of networks that share nothing those with larger steps diverge, in short trainings first. */
  private static final double LARGEST_RATE = 1.41e-2;

  private static final double ANNEALING = 2 / 3.0;
  private static final double LATE_RATE_SHARE = 0.1;

  /** Cells that share their weights want large steps and small budgets. */
  private final boolean shared = family.name().equals("equivariantnet");

  private final boolean singleItem = family.name().equals("auctionnet");
  private final boolean bends =
      family.name().equals("regretnet") && setting.bidders() * setting.items() <= FEW_VALUES;
  private final Architecture architecture = family.defaultArchitecture(setting);

  final Tunable<String> loss =
      tunable(
          Role.SHAPE,
          CategoricalParam.of(LOSS, BUDGET, TARGET, LAGRANGIAN, PENALTY, ALGNET),
          lossAtFirst(),
          false,
          "how regret is priced");

  private final boolean target = loss.preset().equals(TARGET);
  private final boolean budget = loss.preset().equals(BUDGET);
  private final boolean lagrangian = loss.preset().equals(LAGRANGIAN);

  /** Of trainings that are told where to end; others have what full ones have. */
  private final TrainingPace pace = TrainingPace.of(target ? iterations() : TrainingPace.FULL);

  /** Cells that share their weights take large steps as it is. */
  private final double rate = shared ? 1.5e-2 : pace.rate(3e-3);

  final Tunable<Double> lambda0 =
      tunable(
          Role.START,
          FloatParam.log("lambda0", 0.5, 8),
          lagrangian ? 4.0 : 1.0,
          budget || lagrangian,
          "price of regret at the start (target, budget, lagrangian)");
  final Tunable<Double> gamma =
      tunable(
          Role.FREE,
          FloatParam.log("gamma", 0.05, 1),
          0.5,
          false,
          "how fast the price moves (target, budget)");
  final Tunable<Double> rmaxStart =
      tunable(
          Role.FREE,
          FloatParam.log("rmax_start", 0.01, 0.04),
          shared ? 0.01 : 0.02,
          budget || target,
          "regret allowed at the start, as a share of revenue (target, budget)");
  final Tunable<Double> regretTarget =
      tunable(
          Role.FREE,
          FloatParam.log(REGRET_TARGET, 1e-4, 1e-2),
          AuctionProblem.REGRET_SHARE,
          false,
          "regret that an attack may find at the end, as a share of revenue; by default what the"
              + " study's constraint allows (target)");
  final Tunable<Double> regretBound =
      tunable(
          Role.FREE,
          FloatParam.log(REGRET_BOUND, 1e-4, 1e-2),
          0.0,
          false,
          "the same in units of value, where it is less; 0 for none; by default what the study's"
              + " constraint allows (target)");
  final Tunable<Double> rmaxEnd =
      tunable(
          Role.FREE,
          FloatParam.log(RMAX_END, 6e-4, 1e-3),
          8.5e-4,
          budget,
          "regret allowed at the end, as a share of revenue (budget)");
  final Tunable<Double> rho0 =
      tunable(
          Role.START,
          FloatParam.log("rho0", 0.25, 4),
          1.0,
          lagrangian,
          "penalty at the start (lagrangian)");
  final Tunable<Double> rhoStep =
      tunable(
          Role.FREE,
          FloatParam.log("rho_step", 0.1, 10),
          1.0,
          lagrangian,
          "what is added to the penalty (lagrangian)");
  final Tunable<Integer> rhoPeriod =
      tunable(
          Role.FREE,
          IntParam.log("rho_period", 500, 10_000),
          4_000,
          lagrangian,
          "iterations between two additions to the penalty (lagrangian)");
  final Tunable<Integer> lambdaPeriod =
      tunable(
          Role.FREE,
          IntParam.log("lambda_period", 5, 200),
          40,
          lagrangian,
          "iterations between two moves of the multipliers (lagrangian)");
  final Tunable<Double> lambdaRegret =
      tunable(
          Role.FREE,
          FloatParam.log("lambda_regret", 2, 50),
          10.0,
          loss.preset().equals(PENALTY),
          "constant price of regret (penalty)");

  /** For a single item only. */
  final Optional<Tunable<Double>> lambdaMonotonicity =
      singleItem
          ? Optional.of(
              tunable(
                  Role.FREE,
                  FloatParam.log("lambda_monotonicity", 0.05, 2),
                  0.3,
                  true,
                  "price of allocations that fall as a report rises"))
          : Optional.empty();

  final Tunable<Double> learningRate =
      tunable(
          Role.FREE,
          target
              ? pace.around("learning_rate", rate, shared ? 3 * rate : LARGEST_RATE)
              : FloatParam.log("learning_rate", shared ? 3e-3 : 1e-3, shared ? 3e-2 : 1e-2),
          rate,
          true,
          "the optimiser's step size at the start");
  final Tunable<Double> learningRateEnd =
      tunable(
          Role.FREE,
          FloatParam.log("learning_rate_end", 1e-6, 1e-4),
          1e-5,
          false,
          "its step size at the end of a cosine, or the least after plateaus");
  final Tunable<String> schedule =
      choice(Role.SHAPE, "how the step size falls", "schedule", "cosine", "constant", "plateau");
  final Tunable<Integer> warmUp =
      tunable(
          Role.FREE,
          IntParam.uniform("warm_up", 0, 2_000),
          pace.iterations(shared ? 500 : 0),
          false,
          "iterations in which the step size first rises");
  final Tunable<Double> plateauFactor =
      tunable(
          Role.FREE,
          FloatParam.uniform("plateau_factor", 0.1, 0.9),
          0.5,
          false,
          "what a plateau multiplies the step size by (plateau)");
  final Tunable<Integer> plateauPatience =
      tunable(
          Role.FREE,
          IntParam.log("plateau_patience", 2, 50),
          10,
          false,
          "hundreds of iterations without a lower loss that are a plateau (plateau)");
  final Tunable<String> optimiser =
      choice(Role.SHAPE, "how weights descend", "optimiser", "adam", "adamw", "sgd");
  final Tunable<Double> weightDecay =
      tunable(
          Role.FREE,
          FloatParam.log("weight_decay", 1e-4, 1e-1),
          1e-2,
          false,
          "share of the step size that weights shrink by (adamw)");
  final Tunable<Double> momentum =
      tunable(
          Role.FREE,
          FloatParam.uniform("momentum", 0, 0.99),
          0.9,
          false,
          "Nesterov's momentum (sgd)");
  final Tunable<Double> gradientClip =
      tunable(
          Role.FREE,
          FloatParam.log("gradient_clip", 0.1, 10),
          0.0,
          false,
          "greatest norm of the gradient; 0 for any");
  final Tunable<Integer> misreportSteps =
      tunable(
          Role.FREE,
          target
              ? pace.steps(MISREPORT_STEPS, FULL_STEPS)
              : IntParam.uniform(MISREPORT_STEPS, 1, 5),
          pace.steps(FULL_STEPS),
          true,
          "ascent steps per iteration");
  final Tunable<Double> misreportRate =
      tunable(
          Role.FREE,
          FloatParam.log("misreport_rate", 0.03, 0.3),
          0.1,
          false,
          "ascent step size, as a share of the support's width");
  final Tunable<Integer> misreportAscents =
      tunable(
          Role.SHAPE,
          IntParam.uniform("misreport_ascents", 1, 5),
          1,
          false,
          "ascents for each profile and bidder, the best of which counts");
  final Tunable<Integer> misreportStarts =
      tunable(
          Role.FREE,
          IntParam.uniform("misreport_starts", 1, 4),
          1,
          false,
          "fresh candidates that compete with the cached misreports");
  final Tunable<String> misreportCache =
      choice(
          Role.FREE,
          "whether each profile's best misreports are remembered",
          "misreport_cache",
          "profile",
          NONE);
  final Tunable<String> misreportOptimiser =
      choice(
          Role.SHAPE,
          "how misreports ascend: Adam anew each time, or with moments carried on, or plainly",
          "misreport_optimiser",
          "adam",
          "carried-adam",
          "sgd");
  final Tunable<Integer> lateSteps =
      tunable(
          Role.FREE,
          IntParam.uniform("late_steps", 5, 25),
          10,
          false,
          "ascent steps in the late part of the training");
  final Tunable<Double> lateFraction =
      tunable(
          Role.FREE,
          FloatParam.uniform("late_fraction", 0, 0.5),
          0.15,
          false,
          "how much of the training, at its end, searches harder, by ever smaller steps");
  final Tunable<Integer> batch =
      tunable(Role.SHAPE, IntParam.log("batch", 64, 512), 64, false, "profiles per iteration");
  final Tunable<Integer> profiles =
      tunable(
          Role.SHAPE,
          IntParam.log("profiles", 4096, 131_072),
          32_768,
          false,
          "profiles in the fixed training set");
  final Tunable<Integer> width =
      tunable(
          Role.SHAPE,
          shared ? IntParam.log(WIDTH, 8, 64) : IntParam.log(WIDTH, 16, 256),
          architecture.hidden().get(0),
          false,
          shared
              ? "channels of a cell in the first hidden layer"
              : "units of the first hidden layer");
  final Tunable<Integer> depth =
      tunable(
          Role.SHAPE,
          IntParam.uniform(DEPTH, 1, 6),
          architecture.hidden().size(),
          false,
          "hidden layers");
  final Tunable<Double> inputGain =
      tunable(
          Role.START,
          FloatParam.log("input_gain", 0.5, 8),
          shared ? 1.0 : bends ? 2.5 : 0.0,
          shared || bends,
          "spread of what the first layers see at the start; 0 for the values as they are");
  final Tunable<String> warmStart =
      tunable(
          Role.START,
          CategoricalParam.of(WARM_START, NONE, IMITATION),
          singleItem && uniform(setting) ? IMITATION : NONE,
          false,
          "whether training starts from a network that imitates a known auction");

  MisreportTraining(
      MechanismFamily family, Setting setting, OptionalLong asked, Map<String, ?> chosen) {
    super(family, setting, asked, chosen);
  }

  /** The loss that others are set for, and searched for; who sets a budget has it. */
  private String lossAtFirst() {
    return chosen(LOSS).orElseGet(() -> published() ? LAGRANGIAN : aimed() ? TARGET : BUDGET);
  }

  private boolean aimed() {
    return !UNAIMED.contains(family.name()) && chosen(RMAX_END).isEmpty();
  }

  /** As many as say something, and no more than take a part of the training's own time. */
  private int probedProfiles(long iterations, int batch) {
    int most = setting.bidders() * setting.items() <= FEW_VALUES ? PROBED : PROBED_OF_MANY;
    long affordable = Math.max(FEWEST_PROBED, iterations * batch / PROFILES_PER_PROBED);
    return (int) Math.max(1, Math.min(most, affordable) / setting.bidders());
  }

  /** Without a bound on regret there is nothing to aim at, and who speaks of a budget has it. */
  @Override
  Map<String, Object> aims(OptionalDouble share, OptionalDouble value, Set<String> named) {
    Map<String, Object> aims = new LinkedHashMap<>();
    if (share.isPresent()) {
      aims.put(regretTarget.name(), share.getAsDouble());
    } else if (value.isPresent()) {
      aims.put(regretTarget.name(), rmaxStart.preset());
    }
    value.ifPresent(bound -> aims.put(regretBound.name(), bound));
    boolean aimed =
        !aims.isEmpty()
            || named.contains(regretTarget.name())
            || named.contains(regretBound.name());
    if (target && !named.contains(loss.name()) && (!aimed || named.contains(RMAX_END))) {
      aims.put(loss.name(), BUDGET);
    }
    return aims;
  }

  @Override
  long fastIterations() {
    return 20_000;
  }

  @Override
  long publishedIterations() {
    return PublishedPresets.REGRETNET_ITERATIONS;
  }

  @Override
  List<String> publishedIn() {
    return family.name().equals("regretnet") ? PublishedPresets.regretNet() : List.of();
  }

  @Override
  Optional<Values> published(String settingName) {
    return family.name().equals("regretnet")
        ? PublishedPresets.regretNet(settingName, this)
        : Optional.empty();
  }

  @Override
  TrainingPlan planned(long iterations, Map<String, Object> values, long seed) {
    return new TrainingSpec(
        setting,
        (NetworkFamily) family,
        architecture(architecture, width.in(values), depth.in(values)),
        loss(values, iterations),
        lambdaMonotonicity.map(price -> price.in(values)).orElse(0.0),
        misreports(values),
        new Descent(optimiser(values), schedule(values), gradientClip.in(values)),
        profiles.in(values),
        batch.in(values),
        iterations,
        seed,
        start(inputGain.in(values)));
  }

  private static StartingWeights start(double gain) {
    if (!(gain >= 0)) {
      throw new IllegalArgumentException(
          "input_gain: must be above 0, or 0 for the values as they are, was " + gain);
    }
    return gain == 0 ? new GlorotStart() : new StandardisedStart(gain);
  }

  private TrainingLoss loss(Map<String, Object> values, long iterations) {
    return switch (loss.in(values)) {
      case BUDGET ->
          new RegretBudget(
              lambda0.in(values),
              gamma.in(values),
              rmaxStart.in(values),
              rmaxEnd.in(values),
              ANNEALING);
      case TARGET ->
          new RegretTarget(
              lambda0.in(values),
              gamma.in(values),
              rmaxStart.in(values),
              regretTarget.in(values),
              regretBound.in(values),
              ANNEALING,
              probedProfiles(iterations, batch.in(values)));
      case LAGRANGIAN ->
          new AugmentedLagrangian(
              lambda0.in(values),
              rho0.in(values),
              rhoStep.in(values),
              lambdaPeriod.in(values),
              rhoPeriod.in(values));
      case PENALTY -> new FixedPenalty(lambdaRegret.in(values));
      default -> new AlgnetLoss();
    };
  }

  private MisreportSearch misreports(Map<String, Object> values) {
    double rate = misreportRate.in(values) * width(setting.distribution().support());
    int steps = misreportSteps.in(values);
    return new MisreportSearch(
        steps,
        rate,
        switch (misreportOptimiser.in(values)) {
          case "adam" -> AscentRule.ADAM;
          case "sgd" -> AscentRule.SGD;
          default -> AscentRule.CARRIED_ADAM;
        },
        misreportAscents.in(values),
        misreportStarts.in(values),
        !misreportCache.in(values).equals(NONE),
        lateFraction.in(values),
        Math.max(lateSteps.in(values), steps),
        rate * LATE_RATE_SHARE);
  }

  private Optimiser optimiser(Map<String, Object> values) {
    return switch (optimiser.in(values)) {
      case "adamw" -> new AdamW(weightDecay.in(values));
      case "sgd" -> new NesterovSgd(momentum.in(values));
      default -> new Adam();
    };
  }

  private LearningSchedule schedule(Map<String, Object> values) {
    double rate = learningRate.in(values);
    LearningSchedule after =
        switch (schedule.in(values)) {
          case "constant" -> LearningRate.constant(rate);
          case "plateau" ->
              new PlateauRate(
                  rate,
                  plateauFactor.in(values),
                  plateauPatience.in(values),
                  learningRateEnd.in(values));
          default -> new LearningRate(rate, learningRateEnd.in(values));
        };
    return new WarmUp(warmUp.in(values), after);
  }

  /**
   * The family's own architecture, scaled: its first layer as wide as asked, the others in the
   * family's proportion, repeated or cut to the depth.
   */
  static Architecture architecture(Architecture family, int width, int depth) {
    if (width < 1) {
      throw new IllegalArgumentException("width: must be at least 1, was " + width);
    }
    List<Integer> own = family.hidden();
    List<Integer> hidden = new ArrayList<>();
    for (int k = 0; k < depth; k++) {
      int like = own.get(Math.min(k, own.size() - 1));
      hidden.add(Math.max(1, (int) Math.rint((double) like * width / own.get(0))));
    }
    return new Architecture(hidden);
  }

  /** The mean width of the intervals that reports lie in: the unit of a misreport step. */
  static double width(Support support) {
    double sum = 0;
    for (int i = 0; i < support.bidders(); i++) {
      for (int j = 0; j < support.items(); j++) {
        sum += support.high(i, j) - support.low(i, j);
      }
    }
    return sum / (support.bidders() * support.items());
  }

  /**
   * Whether all values are uniform: there imitation was measured to help. On long tails it does
   * harm, elsewhere nobody knows.
   */
  private static boolean uniform(Setting setting) {
    return setting.distribution() instanceof IndependentValuations independent
        && independent.marginals().stream().allMatch(marginal -> marginal instanceof Uniform);
  }
}
