package io.sweepstake.sweeps.sampler.tpe;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.option.Options;
import io.sweepstake.sweeps.sampler.Samplers;
import java.util.List;
import java.util.Map;

/**
 * How a {@link TpeSampler} behaves. The defaults are those of Optuna 5.0 but for three that were
 * found better on the functions of the search benchmarks and on others: more candidates, a larger
 * good share, and what is said under {@code countSurplus}.
 *
 * @param startup how many trials must have completed or been pruned before the model is used; until
 *     then points are random
 * @param candidates how many points are drawn from the model of good points, of which the best is
 *     suggested
 * @param goodShare the share of the trials that count as good, in (0, 1)
 * @param goodLimit at most how many do, when there is one goal
 * @param countSurplus whether the share is also of the start-up points beyond the first {@code
 *     startup}; many workers ask for those while they wait for first results, and to count them as
 *     searched would make the model seek less narrowly than one worker's with as many suggestions
 * @param improvementWeights whether, with one goal, a good point weighs as much as it is better
 *     than the best bad one, and bad points all the same; otherwise the oldest points weigh less
 * @param joint when parameters are modelled together, rather than each on its own
 * @param constantLiar whether trials in flight count as bad, so that no two workers crowd one place
 * @param kernels the shape of the densities
 */
public record TpeOptions(
    int startup,
    int candidates,
    double goodShare,
    int goodLimit,
    boolean countSurplus,
    boolean improvementWeights,
    Joint joint,
    boolean constantLiar,
    ParzenShape kernels) {
  public static final TpeOptions DEFAULT =
      new TpeOptions(10, 48, 0.15, 25, false, false, Joint.ONE_GOAL, true, ParzenShape.DEFAULT);

  /** Those of Optuna 5.0. */
  public static final TpeOptions OPTUNA =
      new TpeOptions(10, 24, 0.1, 25, true, false, Joint.ONE_GOAL, true, ParzenShape.DEFAULT);

  /** The settings that Watanabe found best over his benchmarks (arXiv:2304.11127). */
  public static final TpeOptions WATANABE =
      new TpeOptions(
          10,
          24,
          0.15,
          25,
          true,
          true,
          Joint.ONE_GOAL,
          true,
          new ParzenShape(1, true, true, 0.03, 2));

  /** When parameters are modelled together; Optuna 5.0 does so when there is one goal. */
  public enum Joint {
    ONE_GOAL,
    ALWAYS,
    NEVER;

    boolean with(int goals) {
      return this == ALWAYS || (this == ONE_GOAL && goals == 1);
    }

    /** The word for it in a study's options. */
    private String word() {
      return this == ONE_GOAL ? "auto" : this == ALWAYS ? "true" : "false";
    }
  }

  static final List<Option> DESCRIPTION = description(DEFAULT, "sweepstake");

  public TpeOptions {
    require("startup", startup >= 0, "at least 0", startup);
    require("candidates", candidates >= 1, "at least 1", candidates);
    require("good_share", goodShare > 0 && goodShare < 1, "between 0 and 1", goodShare);
    require("good_limit", goodLimit >= 1, "at least 1", goodLimit);
  }

  private static void require(String name, boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("tpe " + name + ": must be " + rule + ", was " + value);
    }
  }

  private static List<Option> description(TpeOptions options, String preset) {
    ParzenShape kernels = options.kernels;
    return List.of(
        Option.of(
            "preset",
            preset,
            "the values of all other options when not given: sweepstake, optuna (5.0: candidates=24"
                + " good_share=0.1 count_surplus=true) or watanabe (2023: optuna and good_share=0.15 weights=improvement bounds_are_neighbours=true"
                + " prior_is_neighbour=true least_width=0.03 width_exponent=2)"),
        Option.of(
            "startup",
            options.startup,
            "trials that must have a value before the model is used; at least 0"),
        Option.of(
            "candidates",
            options.candidates,
            "points drawn from the model of good points, the best of which is suggested; at least"
                + " 1"),
        Option.of(
            "good_share",
            options.goodShare,
            "share of the trials that count as good; between 0 and 1"),
        Option.of(
            "good_limit", options.goodLimit, "at most how many do, with one goal; at least 1"),
        Option.of(
            "count_surplus",
            options.countSurplus,
            "whether the share is also of the start-up points that many workers ask for beyond the"
                + " first; true or false"),
        Option.of(
            "weights",
            options.improvementWeights ? "improvement" : "recency",
            "recency: the newest 25 points weigh most; improvement: good points weigh as much as"
                + " they are better than the best bad one"),
        Option.of(
            "joint",
            options.joint.word(),
            "whether parameters are modelled together; true, false, or auto: when there is one"
                + " goal"),
        Option.of(
            "constant_liar",
            options.constantLiar,
            "whether trials in flight count as bad; true or false"),
        Option.of(
            "prior_weight",
            kernels.priorWeight(),
            "weight of the kernel over the whole range, where a point has 1; above 0"),
        Option.of(
            "bounds_are_neighbours",
            kernels.boundsAreNeighbours(),
            "whether kernels at the edge reach to the bounds; true or false"),
        Option.of(
            "prior_is_neighbour",
            kernels.priorIsNeighbour(),
            "whether kernels reach no farther than the middle of the range; true or false"),
        Option.of(
            "least_width",
            kernels.leastWidth(),
            "the least width of a kernel, in units of the range; above 0, at most 1"),
        Option.of(
            "width_exponent",
            kernels.widthExponent(),
            "with n points no kernel is narrower than (n + 2)^-exponent; at least 0"));
  }

  /**
   * The defaults with some of them changed, by name; {@link Samplers#describe} lists the names.
   *
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  public static TpeOptions of(Map<String, String> options) {
    String preset = options.getOrDefault("preset", "sweepstake");
    TpeOptions base =
        switch (preset) {
          case "sweepstake" -> DEFAULT;
          case "optuna" -> OPTUNA;
          case "watanabe" -> WATANABE;
          default ->
              throw new IllegalArgumentException(
                  "tpe preset: must be one of [sweepstake, optuna, watanabe], was " + preset);
        };
    Options reader = new Options("tpe", description(base, preset), options);
    String weights = reader.text("weights");
    require(
        "weights",
        weights.equals("recency") || weights.equals("improvement"),
        "one of [recency, improvement]",
        weights);
    return new TpeOptions(
        reader.whole("startup"),
        reader.whole("candidates"),
        reader.real("good_share"),
        reader.whole("good_limit"),
        reader.flag("count_surplus"),
        weights.equals("improvement"),
        joint(reader.text("joint")),
        reader.flag("constant_liar"),
        new ParzenShape(
            reader.real("prior_weight"),
            reader.flag("bounds_are_neighbours"),
            reader.flag("prior_is_neighbour"),
            reader.real("least_width"),
            reader.real("width_exponent")));
  }

  private static Joint joint(String word) {
    for (Joint joint : Joint.values()) {
      if (joint.word().equals(word)) {
        return joint;
      }
    }
    throw new IllegalArgumentException("tpe joint: must be true, false or auto, was " + word);
  }

  public TpeOptions withStartup(int next) {
    return new TpeOptions(
        next,
        candidates,
        goodShare,
        goodLimit,
        countSurplus,
        improvementWeights,
        joint,
        constantLiar,
        kernels);
  }

  public TpeOptions withJoint(Joint next) {
    return new TpeOptions(
        startup,
        candidates,
        goodShare,
        goodLimit,
        countSurplus,
        improvementWeights,
        next,
        constantLiar,
        kernels);
  }

  /**
   * How many trials count as good.
   *
   * @param usable how many are ranked
   * @param surplus how many of them are start-up points beyond the first {@link #startup}
   * @param goals of the objective
   */
  int good(int usable, int surplus, int goals) {
    int share = (int) Math.ceil(goodShare * (countSurplus ? usable : usable - surplus));
    return goals == 1 ? Math.min(share, goodLimit) : share;
  }
}
