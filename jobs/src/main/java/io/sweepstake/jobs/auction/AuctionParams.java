package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import java.util.ArrayList;
import java.util.List;
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
  public static final String WARM_START = "warm_start";
  public static final String BUDGET = "budget";
  public static final String LAGRANGIAN = "lagrangian";

  /**
   * The loss by default: a constant price of regret either lets bidders lie or, on long tails,
   * teaches the network to sell nothing; a budget finds its price.
   */
  public static final String DEFAULT_LOSS = BUDGET;

  public static final String PENALTY = "penalty";
  public static final String IMITATION = "imitation";
  public static final String NONE = "none";

  /**
   * Hyper-parameters that a training cannot change on its way: those that decide the shape of what
   * a checkpoint holds, and those that only say where it starts.
   */
  public static final Set<String> FROZEN =
      Set.of(
          LOSS,
          WARM_START,
          "lambda0",
          "rho0",
          "width",
          "depth",
          "profiles",
          "batch",
          TruthfulParams.MENU_SIZE,
          TruthfulParams.GROUPS,
          TruthfulParams.LINES);

  private AuctionParams() {}

  /** All of a family's, under a loss: the loss decides which are searched by default. */
  static List<AuctionParam> of(MechanismFamily family, Setting setting, String loss) {
    if (family instanceof TruthfulFamily truthful) {
      return TruthfulParams.of(truthful, setting);
    }
    boolean singleItem = family.name().equals("auctionnet");
    boolean budget = loss.equals(BUDGET);
    boolean lagrangian = loss.equals(LAGRANGIAN);
    boolean penalty = loss.equals(PENALTY);
    List<AuctionParam> params = new ArrayList<>();
    params.add(
        new AuctionParam(
            CategoricalParam.of(LOSS, BUDGET, LAGRANGIAN, PENALTY),
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
        0.02,
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
        FloatParam.log("learning_rate", 1e-3, 1e-2),
        3e-3,
        true,
        "Adam's step size at the start");
    add(
        params,
        FloatParam.log("learning_rate_end", 1e-6, 1e-4),
        1e-5,
        false,
        "Adam's step size at the end of its cosine");
    add(params, IntParam.uniform("misreport_steps", 1, 5), 2, true, "ascent steps per iteration");
    add(
        params,
        FloatParam.log("misreport_rate", 0.03, 0.3),
        0.1,
        false,
        "ascent step size, as a share of the support's width");
    add(
        params,
        IntParam.uniform("misreport_starts", 1, 4),
        1,
        false,
        "fresh candidates that compete with the cached misreport");
    params.add(
        new AuctionParam(
            CategoricalParam.of("misreport_optimiser", "adam", "sgd"),
            "adam",
            false,
            "how misreports ascend"));
    add(
        params,
        IntParam.uniform("late_steps", 5, 25),
        10,
        false,
        "ascent steps in the last 15 % of the iterations");
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
        IntParam.log("width", 16, 256),
        architecture.hidden().get(0),
        false,
        "units of the first hidden layer");
    add(
        params,
        IntParam.uniform("depth", 1, 6),
        architecture.hidden().size(),
        false,
        "hidden layers");
    params.add(
        new AuctionParam(
            CategoricalParam.of(WARM_START, NONE, IMITATION),
            singleItem ? IMITATION : NONE,
            false,
            "whether training starts from a network that imitates a known auction"));
    return List.copyOf(params);
  }

  private static void add(
      List<AuctionParam> params, Param<?> range, Object preset, boolean searched, String meaning) {
    params.add(new AuctionParam(range, preset, searched, meaning));
  }
}
