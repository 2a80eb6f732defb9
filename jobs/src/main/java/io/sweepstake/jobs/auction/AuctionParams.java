package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Uniform;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hyper-parameters there are, with presets that train a good auction in seconds and ranges
 * around them.
 *
 * <p>RegretNet's presets are the schedule that, measured on 2x2, gives revenue .883 at strong
 * regret .0009 in 20,000 short iterations: small batches, two ascent steps from cached best
 * misreports, a regret budget that starts wide.
 */
public final class AuctionParams {
  public static final String LOSS = "loss";
  public static final String PRESET = "preset";
  public static final String FAST = "fast";
  public static final String PUBLISHED = "published";
  public static final String WARM_START = "warm_start";
  public static final String BUDGET = "budget";
  public static final String LAGRANGIAN = "lagrangian";

  /**
   * The loss by default: a constant price of regret either lets bidders lie or, on long tails,
   * teaches the network to sell nothing; a budget finds its price.
   */
  public static final String DEFAULT_LOSS = BUDGET;

  public static final String PENALTY = "penalty";
  public static final String ALGNET = "algnet";
  public static final String IMITATION = "imitation";
  public static final String NONE = "none";

  /**
   * Hyper-parameters that a training cannot change on its way: those that decide the shape of what
   * a checkpoint holds, and those that only say where it starts.
   */
  public static final Set<String> FROZEN =
      Set.of(
          PRESET,
          LOSS,
          WARM_START,
          EngineChoice.NAME,
          "lambda0",
          "rho0",
          "optimiser",
          "schedule",
          "misreport_optimiser",
          "misreport_ascents",
          "width",
          "depth",
          "input_gain",
          "profiles",
          "batch",
          TruthfulParams.MENU_SIZE,
          TruthfulParams.GROUPS,
          TruthfulParams.LINES);

  /**
   * Up to so many values, hidden units that bend within the values' range at the start are worth
   * .02 of 2x2's revenue and .03 of 2x3's; with ten items the sum of a bidder's values is what
   * counts most, and units that bend find it later.
   */
  private static final int FEW_VALUES = 9;

  private AuctionParams() {}

  /**
   * All of a family's.
   *
   * @param chosen values of {@link #PRESET} and {@link #LOSS}, if somebody chose them: the first
   *     decides what the others are set to, the second which are searched by default
   * @throws IllegalArgumentException if the preset is not known in this setting
   */
  static List<AuctionParam> of(MechanismFamily family, Setting setting, Map<String, ?> chosen) {
    FamilyTraining training = FamilyTraining.of(family);
    Object preset = chosen.containsKey(PRESET) ? chosen.get(PRESET) : FAST;
    if (!preset.equals(FAST) && !preset.equals(PUBLISHED)) {
      throw new IllegalArgumentException("preset: must be fast or published, was " + preset);
    }
    Map<String, Object> values = preset.equals(PUBLISHED) ? published(family, setting) : Map.of();
    Object loss =
        chosen.containsKey(LOSS) ? chosen.get(LOSS) : values.getOrDefault(LOSS, DEFAULT_LOSS);
    List<AuctionParam> params = new ArrayList<>();
    addChoice(
        params,
        CategoricalParam.of(PRESET, FAST, PUBLISHED),
        "what the others are set to: seconds, or the paper's own, minutes to hours");
    params.addAll(training.params(family, setting, String.valueOf(loss)));
    addChoice(params, EngineChoice.range(), "what does the arithmetic: nd4j for its backend");
    return params.stream()
        .map(
            param ->
                values.containsKey(param.name()) ? param.fixed(values.get(param.name())) : param)
        .toList();
  }

  private static Map<String, Object> published(MechanismFamily family, Setting setting) {
    return PublishedPresets.of(family, setting)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "preset: no published hyper-parameters are known for "
                        + family.name()
                        + " in "
                        + setting.name()
                        + "; choose "
                        + FAST
                        + PublishedPresets.settings(family)
                            .map(names -> ", or a setting among " + String.join(", ", names))
                            .orElse("")));
  }

  /** The iterations of a training that nobody gave a length. */
  static long iterations(MechanismFamily family, Map<String, ?> chosen) {
    return PUBLISHED.equals(chosen.get(PRESET))
        ? PublishedPresets.iterations(family)
        : FamilyTraining.of(family).defaultIterations();
  }

  /** Those of networks that are trained against misreports. */
  static List<AuctionParam> ofNetworks(MechanismFamily family, Setting setting, String loss) {
    boolean singleItem = family.name().equals("auctionnet");
    boolean budget = loss.equals(BUDGET);
    boolean lagrangian = loss.equals(LAGRANGIAN);
    boolean penalty = loss.equals(PENALTY);
    boolean shared = family.name().equals("equivariantnet");
    List<AuctionParam> params = new ArrayList<>();
    params.add(
        new AuctionParam(
            CategoricalParam.of(LOSS, BUDGET, LAGRANGIAN, PENALTY, ALGNET),
            loss,
            false,
            "how regret is priced"));
    add(
        params,
        FloatParam.log("lambda0", 0.5, 8),
        lagrangian ? 4.0 : 1.0,
        budget || lagrangian,
        "price of regret at the start (budget, lagrangian)");
    add(params, FloatParam.log("gamma", 0.05, 1), 0.5, false, "how fast the price moves (budget)");
    add(
        params,
        FloatParam.log("rmax_start", 0.01, 0.04),
        shared ? 0.01 : 0.02,
        budget,
        "regret allowed at the start, as a share of revenue (budget)");
    add(
        params,
        FloatParam.log("rmax_end", 6e-4, 1e-3),
        8.5e-4,
        budget,
        "regret allowed at the end, as a share of revenue (budget)");
    add(
        params,
        FloatParam.log("rho0", 0.25, 4),
        1.0,
        lagrangian,
        "penalty at the start (lagrangian)");
    add(
        params,
        FloatParam.log("rho_step", 0.1, 10),
        1.0,
        lagrangian,
        "what is added to the penalty (lagrangian)");
    add(
        params,
        IntParam.log("rho_period", 500, 10_000),
        4_000,
        lagrangian,
        "iterations between two additions to the penalty (lagrangian)");
    add(
        params,
        IntParam.log("lambda_period", 5, 200),
        40,
        lagrangian,
        "iterations between two moves of the multipliers (lagrangian)");
    add(
        params,
        FloatParam.log("lambda_regret", 2, 50),
        10.0,
        penalty,
        "constant price of regret (penalty)");
    if (singleItem) {
      add(
          params,
          FloatParam.log("lambda_monotonicity", 0.05, 2),
          0.3,
          true,
          "price of allocations that fall as a report rises");
    }
    add(
        params,
        shared
            ? FloatParam.log("learning_rate", 3e-3, 3e-2)
            : FloatParam.log("learning_rate", 1e-3, 1e-2),
        shared ? 1.5e-2 : 3e-3,
        true,
        "the optimiser's step size at the start");
    add(
        params,
        FloatParam.log("learning_rate_end", 1e-6, 1e-4),
        1e-5,
        false,
        "its step size at the end of a cosine, or the least after plateaus");
    addChoice(
        params,
        CategoricalParam.of("schedule", "cosine", "constant", "plateau"),
        "how the step size falls");
    add(
        params,
        IntParam.uniform("warm_up", 0, 2_000),
        shared ? 500 : 0,
        false,
        "iterations in which the step size first rises");
    add(
        params,
        FloatParam.uniform("plateau_factor", 0.1, 0.9),
        0.5,
        false,
        "what a plateau multiplies the step size by (plateau)");
    add(
        params,
        IntParam.log("plateau_patience", 2, 50),
        10,
        false,
        "hundreds of iterations without a lower loss that are a plateau (plateau)");
    addChoice(
        params, CategoricalParam.of("optimiser", "adam", "adamw", "sgd"), "how weights descend");
    add(
        params,
        FloatParam.log("weight_decay", 1e-4, 1e-1),
        1e-2,
        false,
        "share of the step size that weights shrink by (adamw)");
    add(params, FloatParam.uniform("momentum", 0, 0.99), 0.9, false, "Nesterov's momentum (sgd)");
    add(
        params,
        FloatParam.log("gradient_clip", 0.1, 10),
        0.0,
        false,
        "greatest norm of the gradient; 0 for any");
    add(params, IntParam.uniform("misreport_steps", 1, 5), 2, true, "ascent steps per iteration");
    add(
        params,
        FloatParam.log("misreport_rate", 0.03, 0.3),
        0.1,
        false,
        "ascent step size, as a share of the support's width");
    add(
        params,
        IntParam.uniform("misreport_ascents", 1, 5),
        1,
        false,
        "ascents for each profile and bidder, the best of which counts");
    add(
        params,
        IntParam.uniform("misreport_starts", 1, 4),
        1,
        false,
        "fresh candidates that compete with the cached misreports");
    addChoice(
        params,
        CategoricalParam.of("misreport_cache", "profile", "none"),
        "whether each profile's best misreports are remembered");
    addChoice(
        params,
        CategoricalParam.of("misreport_optimiser", "adam", "carried-adam", "sgd"),
        "how misreports ascend: Adam anew each time, or with moments carried on, or plainly");
    add(
        params,
        IntParam.uniform("late_steps", 5, 25),
        10,
        false,
        "ascent steps in the late part of the training");
    add(
        params,
        FloatParam.uniform("late_fraction", 0, 0.5),
        0.15,
        false,
        "how much of the training, at its end, searches harder, by ever smaller steps");
    add(params, IntParam.log("batch", 64, 512), 64, false, "profiles per iteration");
    add(
        params,
        IntParam.log("profiles", 4096, 131_072),
        32_768,
        false,
        "profiles in the fixed training set");
    Architecture architecture = family.defaultArchitecture(setting);
    add(
        params,
        shared ? IntParam.log("width", 8, 64) : IntParam.log("width", 16, 256),
        architecture.hidden().get(0),
        false,
        shared
            ? "channels of a cell in the first hidden layer"
            : "units of the first hidden layer");
    add(
        params,
        IntParam.uniform("depth", 1, 6),
        architecture.hidden().size(),
        false,
        "hidden layers");
    boolean bends =
        family.name().equals("regretnet") && setting.bidders() * setting.items() <= FEW_VALUES;
    add(
        params,
        FloatParam.log("input_gain", 0.5, 8),
        shared ? 1.0 : bends ? 2.5 : 0.0,
        shared || bends,
        "spread of what the first layers see at the start; 0 for the values as they are");
    params.add(
        new AuctionParam(
            CategoricalParam.of(WARM_START, NONE, IMITATION),
            singleItem && uniform(setting) ? IMITATION : NONE,
            false,
            "whether training starts from a network that imitates a known auction"));
    return List.copyOf(params);
  }

  /**
   * Whether all values are uniform: there imitation was measured to help. On long tails it does
   * harm, elsewhere nobody knows.
   */
  private static boolean uniform(Setting setting) {
    return setting.distribution() instanceof IndependentValuations independent
        && independent.marginals().stream().allMatch(marginal -> marginal instanceof Uniform);
  }

  private static void add(
      List<AuctionParam> params, Param<?> range, Object preset, boolean searched, String meaning) {
    params.add(new AuctionParam(range, preset, searched, meaning));
  }

  /** A choice whose first is the preset, and which is not searched. */
  private static void addChoice(List<AuctionParam> params, CategoricalParam range, String meaning) {
    params.add(new AuctionParam(range, range.choices().get(0), false, meaning));
  }
}
