package io.sweepstake.sweeps.sampler.cmaes;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.option.Options;
import java.util.List;
import java.util.Map;

/**
 * How a {@link CmaEsSampler} behaves.
 *
 * @param startup how many trials must have completed or been pruned before the first generation,
 *     which is centred on the best of them; with 0 it is centred on the middle
 * @param firstStep the first standard deviation, in units of a parameter's range
 * @param generation how many trials make one; 0 for {@code 4 + ⌊3 ln d⌋}
 * @param restartGrowth by how much generations grow at each restart
 */
public record CmaEsOptions(int startup, double firstStep, int generation, double restartGrowth) {
  public static final CmaEsOptions DEFAULT = new CmaEsOptions(0, 1.0 / 6, 0, 2);

  static final List<Option> DESCRIPTION =
      List.of(
          Option.of(
              "startup",
              DEFAULT.startup,
              "trials before the first generation, which is centred on the best of them; at least"
                  + " 0"),
          Option.of(
              "first_step",
              DEFAULT.firstStep,
              "the first standard deviation in units of a parameter's range; above 0, at most 1"),
          Option.of(
              "generation",
              DEFAULT.generation,
              "trials per generation, at least 4; 0 for 4 + 3 ln(parameters)"),
          Option.of(
              "restart_growth",
              DEFAULT.restartGrowth,
              "by how much generations grow at each restart; 1 to 10"));

  public CmaEsOptions {
    require("startup", startup >= 0, "at least 0", startup);
    require("first_step", firstStep > 0 && firstStep <= 1, "above 0 and at most 1", firstStep);
    require("generation", generation == 0 || generation >= 4, "0 or at least 4", generation);
    require(
        "restart_growth",
        restartGrowth >= 1 && restartGrowth <= 10,
        "between 1 and 10",
        restartGrowth);
  }

  private static void require(String name, boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("cma-es " + name + ": must be " + rule + ", was " + value);
    }
  }

  /**
   * The defaults with some of them changed, by name.
   *
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  public static CmaEsOptions of(Map<String, String> options) {
    Options reader = new Options("cma-es", DESCRIPTION, options);
    return new CmaEsOptions(
        reader.whole("startup"),
        reader.real("first_step"),
        reader.whole("generation"),
        reader.real("restart_growth"));
  }
}
