package io.sweepstake.problems.auction.hyperparameter;

import io.sweepstake.core.loss.AlgnetLoss;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.loss.FixedPenalty;
import io.sweepstake.core.loss.RegretBudget;
import io.sweepstake.core.loss.RegretTarget;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Tunable.Role;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** How regret is priced, and the hyper-parameters of that. */
public final class LossChoices {
  /** The share of revenue that regret may be, unless a study says otherwise. */
  public static final double REGRET_SHARE = 1e-3;

  public static final String LOSS = "loss";
  public static final String REGRET_TARGET = "regret_target";
  public static final String REGRET_BOUND = "regret_bound";
  public static final String RMAX_END = "rmax_end";

  public static final String BUDGET = "budget";
  public static final String TARGET = "target";
  static final String LAGRANGIAN = "lagrangian";
  static final String PENALTY = "penalty";
  static final String ALGNET = "algnet";

  /**
   * Families whose trainings do not keep to a target, and have a budget unless told otherwise.
   *
   * <p>Others aim: a constant price of regret either lets bidders lie or, on long tails, teaches
   * the network to sell nothing; a budget of what batches show finds its price, and ends anywhere;
   * a target finds the price that ends where it should.
   */
  private static final Set<String> UNAIMED = Set.of("auctionnet");

  /** Profiles that a probe attacks, times bidders; with many items each takes long. */
  private static final int PROBED = 512;

  private static final int PROBED_OF_MANY = 256;
  private static final int FEWEST_PROBED = 16;

  /** A probed profile takes about as long as some dozens in training. */
  private static final int PROFILES_PER_PROBED = 125;

  private static final double ANNEALING = 2 / 3.0;

  private final FamilyTraining of;
  private final boolean target;

  final Tunable<String> loss;
  final Tunable<Double> lambda0;
  final Tunable<Double> gamma;
  final Tunable<Double> rmaxStart;
  final Tunable<Double> regretTarget;
  final Tunable<Double> regretBound;
  final Tunable<Double> rmaxEnd;
  final Tunable<Double> rho0;
  final Tunable<Double> rhoStep;
  final Tunable<Integer> rhoPeriod;
  final Tunable<Integer> lambdaPeriod;
  final Tunable<Double> lambdaRegret;

  /** For a single item only. */
  final Optional<Tunable<Double>> lambdaMonotonicity;

  /**
   * @param shared whether cells share their weights
   * @param singleItem whether there is but one item
   */
  LossChoices(FamilyTraining of, boolean shared, boolean singleItem) {
    this.of = of;
    loss =
        of.tunable(
            Role.SHAPE,
            CategoricalParam.of(LOSS, BUDGET, TARGET, LAGRANGIAN, PENALTY, ALGNET),
            atFirst(of),
            false,
            "how regret is priced");
    target = loss.preset().equals(TARGET);
    boolean budget = loss.preset().equals(BUDGET);
    boolean lagrangian = loss.preset().equals(LAGRANGIAN);
    lambda0 =
        of.tunable(
            Role.START,
            FloatParam.log("lambda0", 0.5, 8),
            lagrangian ? 4.0 : 1.0,
            budget || lagrangian,
            "price of regret at the start (target, budget, lagrangian)");
    gamma =
        of.tunable(
            Role.FREE,
            FloatParam.log("gamma", 0.05, 1),
            0.5,
            false,
            "how fast the price moves (target, budget)");
    rmaxStart =
        of.tunable(
            Role.FREE,
            FloatParam.log("rmax_start", 0.01, 0.04),
            shared ? 0.01 : 0.02,
            budget || target,
            "regret allowed at the start, as a share of revenue (target, budget)");
    regretTarget =
        of.tunable(
            Role.FREE,
            FloatParam.log(REGRET_TARGET, 1e-4, 1e-2),
            REGRET_SHARE,
            false,
            "regret that an attack may find at the end, as a share of revenue; by default what the"
                + " study's constraint allows (target)");
    regretBound =
        of.tunable(
            Role.FREE,
            FloatParam.log(REGRET_BOUND, 1e-4, 1e-2),
            0.0,
            false,
            "the same in units of value, where it is less; 0 for none; by default what the study's"
                + " constraint allows (target)");
    rmaxEnd =
        of.tunable(
            Role.FREE,
            FloatParam.log(RMAX_END, 6e-4, 1e-3),
            8.5e-4,
            budget,
            "regret allowed at the end, as a share of revenue (budget)");
    rho0 =
        of.tunable(
            Role.START,
            FloatParam.log("rho0", 0.25, 4),
            1.0,
            lagrangian,
            "penalty at the start (lagrangian)");
    rhoStep =
        of.tunable(
            Role.FREE,
            FloatParam.log("rho_step", 0.1, 10),
            1.0,
            lagrangian,
            "what is added to the penalty (lagrangian)");
    rhoPeriod =
        of.tunable(
            Role.FREE,
            IntParam.log("rho_period", 500, 10_000),
            4_000,
            lagrangian,
            "iterations between two additions to the penalty (lagrangian)");
    lambdaPeriod =
        of.tunable(
            Role.FREE,
            IntParam.log("lambda_period", 5, 200),
            40,
            lagrangian,
            "iterations between two moves of the multipliers (lagrangian)");
    lambdaRegret =
        of.tunable(
            Role.FREE,
            FloatParam.log("lambda_regret", 2, 50),
            10.0,
            loss.preset().equals(PENALTY),
            "constant price of regret (penalty)");
    lambdaMonotonicity =
        singleItem
            ? Optional.of(
                of.tunable(
                    Role.FREE,
                    FloatParam.log("lambda_monotonicity", 0.05, 2),
                    0.3,
                    true,
                    "price of allocations that fall as a report rises"))
            : Optional.empty();
  }

  /** Whether trainings are told where to end. */
  boolean aims() {
    return target;
  }

  /** Of single items, the price of allocations that fall as a report rises; else 0. */
  double monotonicity(Map<String, Object> values) {
    return lambdaMonotonicity.map(price -> price.in(values)).orElse(0.0);
  }

  /** The loss that others are set for, and searched for; who sets a budget has it. */
  private static String atFirst(FamilyTraining of) {
    return of.chosen(LOSS)
        .orElseGet(() -> of.published() ? LAGRANGIAN : aimed(of) ? TARGET : BUDGET);
  }

  private static boolean aimed(FamilyTraining of) {
    return !UNAIMED.contains(of.family.name()) && of.chosen(RMAX_END).isEmpty();
  }

  /** Without a bound on regret there is nothing to aim at, and who speaks of a budget has it. */
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

  /**
   * The loss of a training.
   *
   * @param batch profiles in an iteration
   */
  TrainingLoss loss(Map<String, Object> values, long iterations, int batch) {
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
              probedProfiles(iterations, batch));
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

  /** As many as say something, and no more than take a part of the training's own time. */
  private int probedProfiles(long iterations, int batch) {
    int most = MisreportTraining.fewValues(of.setting) ? PROBED : PROBED_OF_MANY;
    long affordable = Math.max(FEWEST_PROBED, iterations * batch / PROFILES_PER_PROBED);
    return (int) Math.max(1, Math.min(most, affordable) / of.setting.bidders());
  }
}
