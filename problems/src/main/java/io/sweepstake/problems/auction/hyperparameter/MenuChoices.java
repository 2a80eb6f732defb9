package io.sweepstake.problems.auction.hyperparameter;

import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Tunable.Role;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import java.util.Optional;

/** The hyper-parameters of a menu, and of how a bidder chooses from it in training. */
final class MenuChoices {
  static final String SOFT = "soft";
  static final String STE = "ste";
  static final String SOFT_THEN_STE = "soft-then-ste";

  private static final int MENU = 100;

  /** Lotteries that start far from any that sells stay there: it takes many for some to be near. */
  private static final int CONVEX_MENU = 300;

  private static final String RANDOM = "random";
  static final String QUANTILES = "quantiles";

  final Tunable<Integer> size;
  final Tunable<String> choice;
  final Tunable<String> steOptimiser;
  final Tunable<Double> steLearningRate;
  final Tunable<Double> switchCertainty;
  final Tunable<Integer> switchPatience;
  final Tunable<Integer> switchWindow;
  final Tunable<Double> switchTolerance;

  /** Where options start that are themselves weights. */
  final Optional<Tunable<String>> start;

  MenuChoices(FamilyTraining of) {
    size =
        of.tunable(
            Role.SHAPE,
            IntParam.log("menu_size", 20, 1000),
            of.family instanceof FinitelyConvex ? CONVEX_MENU : MENU,
            true,
            of.setting.sellsItems() ? "lotteries on the menu" : "products on the menu");
    choice =
        of.choice(
            Role.FREE,
            "how the bidder chooses in training: softly, at her best with soft gradients, or the"
                + " one after the other",
            "choice",
            SOFT,
            STE,
            SOFT_THEN_STE);
    steOptimiser =
        of.choice(
            Role.FREE,
            "what moves the menu in the second mode (soft-then-ste)",
            "ste_optimiser",
            "adam",
            "nesterov");
    steLearningRate =
        of.tunable(
            Role.FREE,
            FloatParam.log("ste_learning_rate", 1e-4, 1e-2),
            2e-3,
            false,
            "step size at the start of the second mode (soft-then-ste)");
    switchCertainty =
        of.tunable(
            Role.FREE,
            FloatParam.uniform("switch_certainty", 0.5, 1),
            0.99,
            false,
            "mean probability of the likeliest option from which choices are sure"
                + " (soft-then-ste)");
    switchPatience =
        of.tunable(
            Role.FREE,
            IntParam.log("switch_patience", 10, 1000),
            100,
            false,
            "sure iterations in a row before the second mode (soft-then-ste)");
    switchWindow =
        of.tunable(
            Role.FREE,
            IntParam.log("switch_window", 50, 2000),
            500,
            false,
            "iterations over which revenue is averaged to see it converge (soft-then-ste)");
    switchTolerance =
        of.tunable(
            Role.FREE,
            FloatParam.log("switch_tolerance", 1e-5, 1e-2),
            1e-3,
            false,
            "relative change of that average that counts as none (soft-then-ste)");
    start =
        of.family instanceof FinitelyConvex
            ? Optional.of(
                of.choice(
                    Role.START,
                    "where options start: at random, or at quantiles of what buyers want, at cost",
                    "menu_start",
                    RANDOM,
                    QUANTILES))
            : Optional.empty();
  }
}
