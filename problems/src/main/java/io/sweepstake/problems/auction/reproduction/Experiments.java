package io.sweepstake.problems.auction.reproduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the two presets train. Hyper-parameters are those of {@code --preset fast}, but for the few
 * that are named: mostly the budget of regret, a share of revenue, so that absolute regret comes
 * out below a thousandth in settings whose revenue is not 1.
 */
final class Experiments {
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;

  private static final String REGRETNET = "regretnet";

  /** Where bidders and items look alike. */
  private static final String EQUIVARIANTNET = "equivariantnet";

  private Experiments() {}

  /**
   * Everything once and short, to see that it works: minutes.
   *
   * <p>{@link #full} says what is to be believed.
   */
  static List<Experiment> quick() {
    List<Experiment> all = new ArrayList<>();
    all.addAll(truthful(1));
    all.addAll(affine(1));
    for (String[] single : SINGLE_BIDDER) {
      all.add(network(REGRETNET, single[0], single[1], 10_000, 1, 8, null, single[2].split(" ")));
    }
    all.add(
        network(
            REGRETNET, "VI", "additive-2x2-uniform", 21_000, 1, 20, Target.of(0.88, 30), BUDGET));
    all.add(network(REGRETNET, "VII", PAIRS, 10_000, 1, 13, null, SHARE_OF_PAIRS));
    all.add(network(REGRETNET, "VIII", UNLIKE_PAIRS, 10_000, 1, 13, null, SHARE_OF_UNLIKE_PAIRS));
    all.add(network(REGRETNET, "2x3", "additive-2x3-uniform", 10_000, 1, 11, null, TWO_BY_THREE));
    all.add(network(REGRETNET, "IX", "additive-1x10-uniform", 10_000, 1, 12, null, ONE_BY_TEN));
    all.add(
        network(EQUIVARIANTNET, "X", "additive-3x10-uniform", 1_000, 1, 25, null, THREE_BY_TEN));
    all.add(network(EQUIVARIANTNET, "XI", "additive-5x10-uniform", 500, 1, 30, null, FIVE_BY_TEN));
    return List.copyOf(all);
  }

  /** What is compared with the literature: three hours of one core. */
  static List<Experiment> full() {
    List<Experiment> all = new ArrayList<>();
    all.addAll(truthful(3));
    all.addAll(affine(3));
    for (String[] single : SINGLE_BIDDER) {
      all.add(network(REGRETNET, single[0], single[1], 40_000, 3, 25, null, single[2].split(" ")));
    }
    String two = "additive-2x2-uniform";
    all.add(network(REGRETNET, "VI", two, 21_000, 3, 20, Target.of(0.88, 30), BUDGET));
    all.add(
        network(
            REGRETNET, "VI", two, 150_000, 3, 170, Target.of(0.905, 5 * MINUTE), TWO_BY_TWO_LONG));
    Target pairs = Target.of(2.87, 10 * MINUTE);
    Target unlikePairs = Target.of(4.27, 10 * MINUTE);
    all.add(network(REGRETNET, "VII", PAIRS, 100_000, 3, 120, pairs, SHARE_OF_PAIRS));
    all.add(
        network(
            REGRETNET, "VIII", UNLIKE_PAIRS, 100_000, 3, 120, unlikePairs, SHARE_OF_UNLIKE_PAIRS));
    all.add(
        network(
            REGRETNET,
            "VII",
            "combinatorial-2x2-uniform-12",
            300_000,
            3,
            330,
            pairs,
            "rmax_end=2.9e-4"));
    all.add(
        network(
            REGRETNET,
            "VIII",
            "combinatorial-2x2-uniform-12-15",
            300_000,
            3,
            330,
            unlikePairs,
            "rmax_end=1.3e-4"));
    all.add(
        network(
            REGRETNET,
            "2x3",
            "additive-2x3-uniform",
            150_000,
            3,
            170,
            Target.of(1.35, 10 * MINUTE),
            TWO_BY_THREE));
    all.add(network(REGRETNET, "IX", "additive-1x10-uniform", 60_000, 3, 70, null, ONE_BY_TEN));
    all.add(
        network(REGRETNET, "X", "additive-3x10-uniform", 100_000, 1, 300, null, THREE_BY_TEN_DEEP));
    all.add(
        network(
            EQUIVARIANTNET,
            "VI",
            two,
            50_000,
            3,
            150,
            Target.of(0.905, 5 * MINUTE),
            "rmax_end=8e-4"));
    all.add(
        network(
            EQUIVARIANTNET,
            "2x3",
            "additive-2x3-uniform",
            50_000,
            3,
            190,
            Target.of(1.35, 10 * MINUTE),
            TWO_BY_THREE));
    all.add(
        network(
            EQUIVARIANTNET,
            "X",
            "additive-3x10-uniform",
            40_000,
            3,
            900,
            Target.of(5.6, HOUR),
            THREE_BY_TEN));
    all.add(
        network(EQUIVARIANTNET, "XI", "additive-5x10-uniform", 10_000, 1, 600, null, FIVE_BY_TEN));
    return List.copyOf(all);
  }

  private static final String[][] SINGLE_BIDDER = {
    {"I", "additive-1x2-uniform", "rmax_end=1.5e-3"},
    {"II", "additive-1x2-uniform-416-47", "rmax_end=8.5e-5"},
    {"III", "additive-1x2-uniform-triangle", "rmax_end=2e-3"},
    {"IV", "unit-1x2-uniform", "rmax_end=2e-3"},
    {"V", "unit-1x2-uniform-23", "rmax_end=4e-4 warm_up=1000"}
  };

  /** Optimal revenues of the same five, in their order. */
  private static final double[] OPTIMA = {0.549201, 9.77778, 0.384900, 0.384900, 2.133132};

  /** The budget of the presets; others name their own. */
  private static final String BUDGET = "loss=budget";

  private static final String[] TWO_BY_TWO_LONG = {"rmax_start=0.01", "rmax_end=8.5e-4"};

  /** VII and VIII as published code has them. */
  private static final String SIZES = "size-ama";

  private static final String PAIRS = "combinatorial-2x2-uniform-12-public";

  private static final String UNLIKE_PAIRS = "combinatorial-2x2-uniform-12-15-public";
  private static final String[] SHARE_OF_PAIRS = {"rmax_end=2.6e-4"};
  private static final String[] SHARE_OF_UNLIKE_PAIRS = {"rmax_end=1.5e-4"};
  private static final String[] TWO_BY_THREE = {"rmax_end=6e-4"};
  private static final String[] ONE_BY_TEN = {"rmax_end=2.5e-4"};
  private static final String[] THREE_BY_TEN = {"rmax_end=1.4e-4"};
  private static final String[] THREE_BY_TEN_DEEP = {"depth=3", "rmax_end=1.6e-4"};
  private static final String[] FIVE_BY_TEN = {"rmax_end=1.4e-4"};

  /** Families that are truthful whatever their weights, where the optimum is known. */
  private static List<Experiment> truthful(int seeds) {
    List<Experiment> all = new ArrayList<>();
    for (String family : List.of("rochetnet", "finitely-convex")) {
      for (int k = 0; k < SINGLE_BIDDER.length; k++) {
        Target target = Target.near(OPTIMA[k], 0.003);
        all.add(truthful(SINGLE_BIDDER[k][0], SINGLE_BIDDER[k][1], family, seeds, target));
      }
    }
    all.add(
        truthful("1x3", "additive-1x3-uniform", "rochetnet", seeds, Target.near(0.8755, 0.005)));
    all.add(
        truthful("1x4", "additive-1x4-uniform", "rochetnet", seeds, Target.near(1.2196, 0.005)));
    Target myerson = Target.near(0.53125, 0.003);
    all.add(
        new Experiment(
            "3x1",
            "uniform",
            OptionalInt.of(3),
            "myersonnet",
            4000,
            Map.of(),
            seeds,
            12,
            Optional.of(myerson)));
    for (String family : List.of("myersonnet", "lookahead")) {
      all.add(
          new Experiment(
              "2x1",
              "latent",
              OptionalInt.of(2),
              family,
              4000,
              Map.of(),
              seeds,
              12,
              Optional.empty()));
    }
    return all;
  }

  private static Experiment truthful(
      String label, String setting, String family, int seeds, Target target) {
    return new Experiment(
        label,
        setting,
        OptionalInt.empty(),
        family,
        4000,
        Map.of(),
        seeds,
        10,
        Optional.of(target));
  }

  /** Affine maximisers, truthful too, where nobody knows the optimum. */
  private static List<Experiment> affine(int seeds) {
    List<Experiment> all = new ArrayList<>();
    for (String family : List.of("vvca", "ama")) {
      all.add(affine("VI", "additive-2x2-uniform", family, seeds));
      all.add(affine("VII", PAIRS, family, seeds));
      all.add(affine("VIII", UNLIKE_PAIRS, family, seeds));
      all.add(affine("VII", "combinatorial-2x2-uniform-12", family, seeds));
      all.add(affine("VIII", "combinatorial-2x2-uniform-12-15", family, seeds));
      all.add(affine("2x3", "additive-2x3-uniform", family, seeds));
    }
    all.add(affine("VI", "additive-2x2-uniform", "cell-ama", seeds));
    all.add(affine("2x3", "additive-2x3-uniform", "cell-ama", seeds));
    all.add(affine("3x3", "additive-3x3-uniform", "ama", seeds));
    all.add(affine("2x5", "additive-2x5-uniform", "ama", seeds));
    all.add(affine("VI", "additive-2x2-uniform", SIZES, seeds));
    all.add(affine("2x3", "additive-2x3-uniform", SIZES, seeds));
    all.add(affine("3x3", "additive-3x3-uniform", SIZES, seeds));
    all.add(affine("2x5", "additive-2x5-uniform", SIZES, seeds));
    all.add(affine("IX", "additive-1x10-uniform", SIZES, seeds));
    all.add(network(SIZES, "X", "additive-3x10-uniform", 2000, seeds, 60, null));
    if (seeds > 1) {
      all.add(
          network(
              "lottery-ama",
              "X",
              "additive-3x10-uniform",
              12_000,
              1,
              300,
              null,
              "menu_size=400",
              "sharpness_end=400"));
      all.add(network(SIZES, "XI", "additive-5x10-uniform", 400, 1, 300, null));
    }
    return all;
  }

  private static Experiment affine(String label, String setting, String family, int seeds) {
    return new Experiment(
        label, setting, OptionalInt.empty(), family, 4000, Map.of(), seeds, 8, Optional.empty());
  }

  private static Experiment network(
      String family,
      String label,
      String setting,
      long iterations,
      int seeds,
      double seconds,
      Target target,
      String... params) {
    Map<String, String> values = new LinkedHashMap<>();
    Arrays.stream(params)
        .map(param -> param.split("=", 2))
        .forEach(param -> values.put(param[0], param[1]));
    return new Experiment(
        label,
        setting,
        OptionalInt.empty(),
        family,
        iterations,
        values,
        seeds,
        seconds,
        Optional.ofNullable(target));
  }
}
