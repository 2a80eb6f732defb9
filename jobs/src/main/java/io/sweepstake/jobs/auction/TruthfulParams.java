package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.LotteryAma;
import io.sweepstake.core.network.MenuFamily;
import io.sweepstake.core.network.MyersonNet;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import java.util.ArrayList;
import java.util.List;

/**
 * The hyper-parameters of truthful families' trainings. RochetNet's presets in seconds come within
 * 0.2 % of the known optima of one bidder and two items, and within 0.4 % of those of three and
 * four; the finitely convex mechanism's within 0.3 % of the former; MyersonNet's within 0.1 % of
 * three uniform bidders' optimum.
 */
final class TruthfulParams {
  static final String MENU_SIZE = "menu_size";
  static final String GROUPS = "groups";
  static final String LINES = "lines";
  static final String CHOICE = "choice";
  static final String SHARPNESS_START = "sharpness_start";
  static final String SHARPNESS_END = "sharpness_end";
  static final String SOFT = "soft";
  static final String STE = "ste";
  static final String SOFT_THEN_STE = "soft-then-ste";
  static final String STE_OPTIMISER = "ste_optimiser";
  static final String STE_LEARNING_RATE = "ste_learning_rate";
  static final String SWITCH_CERTAINTY = "switch_certainty";
  static final String SWITCH_PATIENCE = "switch_patience";
  static final String SWITCH_WINDOW = "switch_window";
  static final String SWITCH_TOLERANCE = "switch_tolerance";

  private static final int MENU = 100;

  /** Lotteries that start far from any that sells stay there: it takes many for some to be near. */
  private static final int CONVEX_MENU = 300;

  private TruthfulParams() {}

  static List<AuctionParam> of(TruthfulFamily family, Setting setting) {
    family.defaultArchitecture(setting);
    List<AuctionParam> params = new ArrayList<>();
    if (family instanceof MenuFamily) {
      menu(params, family, setting);
    } else if (family instanceof MyersonNet) {
      params.add(
          new AuctionParam(
              IntParam.log(GROUPS, 2, 20), 10, true, "groups whose least line counts"));
      params.add(
          new AuctionParam(
              IntParam.log(LINES, 2, 20), 10, true, "lines in a group, of which the top counts"));
    } else if (family instanceof LotteryAma) {
      params.add(
          new AuctionParam(IntParam.log(MENU_SIZE, 16, 256), 64, true, "lotteries on the list"));
    }
    if (family instanceof MenuFamily || family instanceof MyersonNet) {
      boolean convex = family instanceof FinitelyConvex;
      sharpness(params, 50, 500, convex ? 200.0 : 100.0, 500, 3000, convex ? 1500.0 : 1000.0);
      rates(params, 3e-3, 3e-2, 1e-2, 1e-3);
    } else {
      sharpness(params, 5, 100, 20.0, 100, 1000, 200.0);
      rates(params, 3e-3, 5e-2, 1e-2, 1e-3);
    }
    params.add(
        new AuctionParam(
            IntParam.log("batch", 64, 1024),
            family instanceof MenuFamily ? 256 : 128,
            false,
            "fresh profiles per iteration"));
    return List.copyOf(params);
  }

  private static void menu(List<AuctionParam> params, TruthfulFamily family, Setting setting) {
    params.add(
        new AuctionParam(
            IntParam.log(MENU_SIZE, 20, 1000),
            family instanceof FinitelyConvex ? CONVEX_MENU : MENU,
            true,
            setting.sellsItems() ? "lotteries on the menu" : "products on the menu"));
    params.add(
        new AuctionParam(
            CategoricalParam.of(CHOICE, SOFT, STE, SOFT_THEN_STE),
            SOFT,
            false,
            "how the bidder chooses in training: softly, at her best with soft gradients, or the"
                + " one after the other"));
    params.add(
        new AuctionParam(
            CategoricalParam.of(STE_OPTIMISER, "adam", "nesterov"),
            "adam",
            false,
            "what moves the menu in the second mode (soft-then-ste)"));
    params.add(
        new AuctionParam(
            FloatParam.log(STE_LEARNING_RATE, 1e-4, 1e-2),
            2e-3,
            false,
            "step size at the start of the second mode (soft-then-ste)"));
    params.add(
        new AuctionParam(
            FloatParam.uniform(SWITCH_CERTAINTY, 0.5, 1),
            0.99,
            false,
            "mean probability of the likeliest option from which choices are sure"
                + " (soft-then-ste)"));
    params.add(
        new AuctionParam(
            IntParam.log(SWITCH_PATIENCE, 10, 1000),
            100,
            false,
            "sure iterations in a row before the second mode (soft-then-ste)"));
    params.add(
        new AuctionParam(
            IntParam.log(SWITCH_WINDOW, 50, 2000),
            500,
            false,
            "iterations over which revenue is averaged to see it converge (soft-then-ste)"));
    params.add(
        new AuctionParam(
            FloatParam.log(SWITCH_TOLERANCE, 1e-5, 1e-2),
            1e-3,
            false,
            "relative change of that average that counts as none (soft-then-ste)"));
  }

  private static void sharpness(
      List<AuctionParam> params,
      double startLow,
      double startHigh,
      double start,
      double endLow,
      double endHigh,
      double end) {
    params.add(
        new AuctionParam(
            FloatParam.log(SHARPNESS_START, startLow, startHigh),
            start,
            true,
            "inverse temperature of the choice at the start; far lower, what differs little is lost"));
    params.add(
        new AuctionParam(
            FloatParam.log(SHARPNESS_END, endLow, endHigh),
            end,
            true,
            "inverse temperature of the choice at the end"));
  }

  private static void rates(
      List<AuctionParam> params, double low, double high, double start, double end) {
    params.add(
        new AuctionParam(
            FloatParam.log("learning_rate", low, high),
            start,
            true,
            "Adam's step size at the start"));
    params.add(
        new AuctionParam(
            FloatParam.log("learning_rate_end", 1e-5, 5e-3),
            end,
            false,
            "Adam's step size at the end of its cosine"));
  }
}
