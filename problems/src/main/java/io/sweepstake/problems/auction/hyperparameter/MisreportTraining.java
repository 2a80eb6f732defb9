package io.sweepstake.problems.auction.hyperparameter;

import io.sweepstake.core.descent.AscentRule;
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
import io.sweepstake.sweeps.pruner.PrunerDescription;
import io.sweepstake.sweeps.pruner.PrunerOptions;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import java.util.ArrayList;
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
public final class MisreportTraining extends FamilyTraining {
  public static final String WARM_START = "warm_start";
  public static final String MISREPORT_STEPS = "misreport_steps";
  public static final String WIDTH = "width";
  public static final String DEPTH = "depth";

  public static final String IMITATION = "imitation";
  public static final String NONE = "none";

  /** Ascent steps of an iteration of a full training. */
  private static final int FULL_STEPS = 2;

  /**
   * Up to so many values, hidden units that bend within the values' range at the start are worth
   * .02 of 2x2's revenue and .03 of 2x3's; with ten items the sum of a bidder's values is what
   * counts most, and units that bend find it later.
   */
  private static final int FEW_VALUES = 9;

  private static final double LATE_RATE_SHARE = 0.1;

  /**
   * The shape of networks for few values that are told where to end: no slower than two layers of
   * 100, and worth .006 to .010 of 2x2's revenue at 1,000 and 4,000 iterations.
   */
  private static final int DEEP = 3;

  private static final int NARROW = 70;

  /** Their gain: three layers of bends need less of it, or short trainings diverge. */
  private static final double DEEP_GAIN = 1.75;

  /** Cells that share their weights want large steps and small budgets. */
  private final boolean shared = family.name().equals("equivariantnet");

  private final boolean singleItem = family.name().equals("auctionnet");
  private final boolean bends = family.name().equals("regretnet") && fewValues(setting);
  private final Architecture architecture = family.defaultArchitecture(setting);

  final LossChoices losses = new LossChoices(this, shared, singleItem);

  /** Of trainings that are told where to end; others have what full ones have. */
  private final TrainingPace pace =
      TrainingPace.of(losses.aims() ? iterations() : TrainingPace.FULL);

  private final boolean deep = bends && losses.aims();

  final DescentChoices descents = new DescentChoices(this, pace, shared, losses.aims(), deep);
  final Tunable<Integer> misreportSteps =
      tunable(
          Role.FREE,
          losses.aims()
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
          shared
              ? IntParam.log(WIDTH, 8, 64)
              : deep ? IntParam.log(WIDTH, 40, 100) : IntParam.log(WIDTH, 16, 256),
          deep ? NARROW : architecture.hidden().get(0),
          deep,
          shared
              ? "channels of a cell in the first hidden layer"
              : "units of the first hidden layer");
  final Tunable<Integer> depth =
      tunable(
          Role.SHAPE,
          deep ? IntParam.uniform(DEPTH, 2, 4) : IntParam.uniform(DEPTH, 1, 6),
          deep ? DEEP : architecture.hidden().size(),
          deep,
          "hidden layers");
  final Tunable<Double> inputGain =
      tunable(
          Role.START,
          deep ? FloatParam.log("input_gain", 0.75, 3.5) : FloatParam.log("input_gain", 0.5, 8),
          shared ? 1.0 : deep ? DEEP_GAIN : bends ? 2.5 : 0.0,
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

  @Override
  public Map<String, Object> aims(OptionalDouble share, OptionalDouble value, Set<String> named) {
    return losses.aims(share, value, named);
  }

  /**
   * Trainings that end at the same regret differ by thousandths of revenue, and half-way by more
   * than that in how far their price has come: successive halving leaves too few to the end.
   */
  @Override
  public Optional<String> against(PrunerDescription pruner) {
    return losses.aims() && pruner.options().contains(PrunerOptions.FIRST)
        ? Optional.of(
            "costs .0005 to .003 of revenue where regret is bounded (docs/pruning.md); use"
                + " percentile, which costs .0001 to .0009, or say from which step on "
                + pruner.name()
                + " may judge, as in "
                + pruner.name()
                + ":first="
                + Math.max(1, iterations() / 5))
        : Optional.empty();
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
        losses.loss(values, iterations, batch.in(values)),
        losses.monotonicity(values),
        misreports(values),
        descents.descent(values),
        profiles.in(values),
        batch.in(values),
        iterations,
        seed,
        start(inputGain.in(values)));
  }

  /** Whether bidders have few values to report; see {@link #FEW_VALUES}. */
  static boolean fewValues(Setting setting) {
    return setting.bidders() * setting.items() <= FEW_VALUES;
  }

  private static StartingWeights start(double gain) {
    if (!(gain >= 0)) {
      throw new IllegalArgumentException(
          "input_gain: must be above 0, or 0 for the values as they are, was " + gain);
    }
    return gain == 0 ? new GlorotStart() : new StandardisedStart(gain);
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
