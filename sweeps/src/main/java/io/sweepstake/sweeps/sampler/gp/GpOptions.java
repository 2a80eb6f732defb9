package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.option.Options;
import java.util.List;
import java.util.Map;

/**
 * How a {@link GpSampler} behaves.
 *
 * @param startup how many trials must have completed before the model is used; until then points
 *     are random
 * @param candidates how many places are looked at before the best of them are climbed from
 * @param ascents from how many places
 * @param limit how many trials are modelled; of more, the best and the newest
 */
public record GpOptions(int startup, int candidates, int ascents, int limit) {
  public static final GpOptions DEFAULT = new GpOptions(10, 512, 6, 500);

  static final List<Option> DESCRIPTION =
      List.of(
          Option.of(
              "startup",
              DEFAULT.startup,
              "trials that must have completed before the model is used; at least 1"),
          Option.of(
              "candidates",
              DEFAULT.candidates,
              "places looked at before the best are climbed from; at least 1"),
          Option.of("ascents", DEFAULT.ascents, "from how many places; at least 1"),
          Option.of(
              "limit",
              DEFAULT.limit,
              "trials modelled, of more the best and the newest half each; at least 10. The time of"
                  + " an ask grows with its cube"));

  public GpOptions {
    require("startup", startup >= 1, "at least 1", startup);
    require("candidates", candidates >= 1, "at least 1", candidates);
    require("ascents", ascents >= 1, "at least 1", ascents);
    require("limit", limit >= 10, "at least 10", limit);
  }

  private static void require(String name, boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("gp " + name + ": must be " + rule + ", was " + value);
    }
  }

  /**
   * The defaults with some of them changed, by name.
   *
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  public static GpOptions of(Map<String, String> options) {
    Options reader = new Options("gp", DESCRIPTION, options);
    return new GpOptions(
        reader.whole("startup"),
        reader.whole("candidates"),
        reader.whole("ascents"),
        reader.whole("limit"));
  }
}
