package io.sweepstake.sweeps.sampler;

import java.util.Map;
import java.util.Set;

/**
 * How a {@link TpeSampler} behaves; the defaults are those of Optuna 5.0.
 *
 * @param startup how many trials must have completed or been pruned before the model is used; until
 *     then points are random
 * @param candidates how many points are drawn from the model of good points, of which the best is
 *     suggested
 * @param goodShare the share of the trials that count as good, in (0, 1)
 * @param goodLimit at most how many do, when there is one goal
 * @param priorWeight the weight of the wide kernel over the whole range, where an observation has 1
 * @param joint when parameters are modelled together, rather than each on its own
 * @param constantLiar whether trials in flight count as bad, so that no two workers crowd one place
 * @param boundsAreNeighbours whether the bounds count as neighbours of the outermost observations
 */
public record TpeOptions(
    int startup,
    int candidates,
    double goodShare,
    int goodLimit,
    double priorWeight,
    Joint joint,
    boolean constantLiar,
    boolean boundsAreNeighbours) {
  public static final TpeOptions DEFAULT =
      new TpeOptions(10, 24, 0.1, 25, 1, Joint.ONE_GOAL, true, false);

  /** When parameters are modelled together; Optuna 5.0 does so when there is one goal. */
  public enum Joint {
    ONE_GOAL,
    ALWAYS,
    NEVER;

    boolean with(int goals) {
      return this == ALWAYS || (this == ONE_GOAL && goals == 1);
    }
  }

  private static final Set<String> NAMES =
      Set.of(
          "startup",
          "candidates",
          "good_share",
          "good_limit",
          "prior_weight",
          "joint",
          "constant_liar",
          "bounds_are_neighbours");

  public TpeOptions {
    require("startup", startup >= 0, "at least 0", startup);
    require("candidates", candidates >= 1, "at least 1", candidates);
    require("good_share", goodShare > 0 && goodShare < 1, "between 0 and 1", goodShare);
    require("good_limit", goodLimit >= 1, "at least 1", goodLimit);
    require(
        "prior_weight",
        priorWeight > 0 && Double.isFinite(priorWeight),
        "above 0 and finite",
        priorWeight);
  }

  private static void require(String name, boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("tpe " + name + ": must be " + rule + ", was " + value);
    }
  }

  /**
   * The defaults with some of them changed, by name: {@code startup, candidates, good_share,
   * good_limit, prior_weight, joint, constant_liar, bounds_are_neighbours}; {@code joint} is true
   * or false.
   *
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  public static TpeOptions of(Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "tpe: options are " + NAMES.stream().sorted().toList() + ", was " + name);
      }
    }
    return new TpeOptions(
        (int) number(options, "startup", DEFAULT.startup),
        (int) number(options, "candidates", DEFAULT.candidates),
        number(options, "good_share", DEFAULT.goodShare),
        (int) number(options, "good_limit", DEFAULT.goodLimit),
        number(options, "prior_weight", DEFAULT.priorWeight),
        options.containsKey("joint")
            ? flag(options, "joint", true) ? Joint.ALWAYS : Joint.NEVER
            : DEFAULT.joint,
        flag(options, "constant_liar", DEFAULT.constantLiar),
        flag(options, "bounds_are_neighbours", DEFAULT.boundsAreNeighbours));
  }

  private static double number(Map<String, String> options, String name, double otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("tpe " + name + ": must be a number, was " + text);
    }
  }

  private static boolean flag(Map<String, String> options, String name, boolean otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    require(name, text.equals("true") || text.equals("false"), "true or false", text);
    return text.equals("true");
  }

  public TpeOptions withStartup(int next) {
    return new TpeOptions(
        next,
        candidates,
        goodShare,
        goodLimit,
        priorWeight,
        joint,
        constantLiar,
        boundsAreNeighbours);
  }

  /** How many of {@code usable} trials count as good; {@code goals} of the objective. */
  int good(int usable, int goals) {
    int share = (int) Math.ceil(goodShare * usable);
    return goals == 1 ? Math.min(share, goodLimit) : share;
  }
}
