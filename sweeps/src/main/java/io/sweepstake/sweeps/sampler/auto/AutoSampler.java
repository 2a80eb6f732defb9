package io.sweepstake.sweeps.sampler.auto;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.option.Options;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerDescription;
import io.sweepstake.sweeps.sampler.SamplerKind;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.sampler.gp.GpSampler;
import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks {@link GpSampler} where a Gaussian process needs fewest trials and can be fitted in time,
 * {@link TpeSampler} elsewhere: for more than {@value #MOST_GOALS} goals, for spaces of more than
 * {@value #MOST_DIMENSIONS} parameters that vary, and once so many trials have finished that an ask
 * of the process takes a notable part of a second.
 *
 * <p>Which is asked follows from the study and the number of finished trials alone, so that a study
 * that was stopped goes on as if it had not been. Both are asked with their default options and the
 * same random numbers: a study for which one is asked throughout is the study of that one. The
 * source of a suggestion names who made it.
 */
public final class AutoSampler implements Sampler {
  /** Length scales of more are hardly told apart by the trials there are. */
  private static final int MOST_DIMENSIONS = 20;

  /** How long improvements of a front take to compute grows with a power of them. */
  private static final int MOST_GOALS = 3;

  private static final int GP_UNTIL = 300;

  private static final List<Option> DESCRIPTION =
      List.of(
          Option.of(
              "gp_until",
              GP_UNTIL,
              "finished trials from which on tpe is asked, as the process takes long to fit; at"
                  + " least 0"));

  private final int gpUntil;
  private final Sampler gp = new GpSampler();
  private final Sampler tpe = new TpeSampler();

  public AutoSampler() {
    this(GP_UNTIL);
  }

  /**
   * Likewise, until so many trials have finished.
   *
   * @throws IllegalArgumentException if it is below 0
   */
  public AutoSampler(int gpUntil) {
    if (gpUntil < 0) {
      throw new IllegalArgumentException("auto gp_until: must be at least 0, was " + gpUntil);
    }
    this.gpUntil = gpUntil;
  }

  @Override
  public Optional<Suggestion> suggest(History history, RandomGenerator random) {
    return chosen(history).suggest(history, random);
  }

  private Sampler chosen(History history) {
    SearchSpace space = history.spec().space();
    boolean few = history.spec().objective().goals().size() <= MOST_GOALS;
    boolean small = space.params().stream().filter(p -> !p.fixed()).count() <= MOST_DIMENSIONS;
    return few && small && history.told() < gpUntil ? gp : tpe;
  }

  /** By the name of {@code auto}. */
  public static final class Kind implements SamplerKind {
    @Override
    public SamplerDescription description() {
      return new SamplerDescription(
          "auto",
          "gp while trials are few, with up to "
              + MOST_GOALS
              + " goals and "
              + MOST_DIMENSIONS
              + " parameters, else tpe",
          true,
          DESCRIPTION);
    }

    @Override
    public boolean startsUp() {
      return true;
    }

    @Override
    public Sampler sampler(Map<String, String> options) {
      return new AutoSampler(new Options("auto", DESCRIPTION, options).whole("gp_until"));
    }
  }
}
