package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.study.History;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Another sampler, whose random points before it has a model are replaced by those of a {@link
 * QmcSampler}: they fill the space more evenly.
 *
 * @param inner whose start-up points have the source {@value #STARTUP}
 */
public record EvenStartup(Sampler inner, QmcSampler even) implements Sampler {
  /** The source of points that were proposed before there was a model. */
  public static final String STARTUP = "startup";

  static final Option OPTION =
      Option.of(
          "startup_design",
          "random",
          "where trials go before there is a model: random, or qmc for a scrambled Sobol sequence");

  public EvenStartup(Sampler inner) {
    this(inner, new QmcSampler());
  }

  /**
   * Whether the option asks for this.
   *
   * @throws IllegalArgumentException naming the sampler, the rule and the value
   */
  static boolean asked(String sampler, String design) {
    if (!design.equals("random") && !design.equals("qmc")) {
      throw new IllegalArgumentException(
          sampler
              + " startup_design: must be one of "
              + List.of("random", "qmc")
              + ", was "
              + design);
    }
    return design.equals("qmc");
  }

  @Override
  public Optional<Suggestion> suggest(History history, RandomGenerator random) {
    return inner
        .suggest(history, random)
        .map(
            suggestion ->
                suggestion.source().equals(STARTUP)
                    ? new Suggestion(even.point(history), STARTUP)
                    : suggestion);
  }
}
