package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.sampler.EvenStartup;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerDescription;
import io.sweepstake.sweeps.sampler.SamplerKind;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.study.History;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Bayesian optimisation with a Gaussian process (Jones et al. 1998) in the manner of Optuna's
 * GPSampler: a Matérn-5/2 kernel with a length scale per parameter, its parameters the most
 * plausible ones given the standardised values, and the point where the logarithm of the expected
 * improvement is highest. For studies of up to some hundred expensive trials.
 *
 * <p>All kinds of parameters are modelled together; choices are equal or different. A conditional
 * parameter counts, where it does not exist, as being in its middle (see {@link MixedSpace}). Each
 * goal has a process of its own, and of several it is the hypervolume of the front that is to be
 * improved (see {@link OnFront}). So has each constraint that was ever broken, and improvement is
 * weighed by the probability that it holds.
 *
 * <p>Before they are standardised, values of an only goal below the median are pulled in
 * logarithmically, for a process has no place for long tails. Infinite values count as the extreme
 * finite ones. A trial that failed, unless for its worker, counts as the worst completed one, a
 * pruned one as no better than the median: both are places to avoid. A trial in flight counts as
 * what the process believes of it (kriging believer, Ginsbourger et al. 2010), so that no two
 * workers try the same.
 *
 * <p>With {@code n} trials modelled and {@code d} parameters, a tell costs {@code O(n² + nd)}, one
 * at which the kernel is fitted anew {@code O(n³ + n²d)} (see {@link Model}), and an ask {@code
 * O(n² + nd)} per place looked at, times the number of goals; {@link GpOptions#limit} bounds {@code
 * n}.
 */
public final class GpSampler implements Sampler {
  private final GpOptions options;
  private Model model;

  public GpSampler() {
    this(GpOptions.DEFAULT);
  }

  public GpSampler(GpOptions options) {
    this.options = options;
  }

  @Override
  public synchronized Optional<Suggestion> suggest(History history, RandomGenerator random) {
    if (history.completedCount() < options.startup()) {
      return Optional.of(
          new Suggestion(RandomSampler.draw(history.spec().space(), random), EvenStartup.STARTUP));
    }
    if (model == null || !model.knows(history)) {
      model = new Model(history, options, model);
    }
    return Optional.of(new Suggestion(model.suggest(history, random), "gp"));
  }

  /** By the name of {@code gp}. */
  public static final class Kind implements SamplerKind {
    @Override
    public SamplerDescription description() {
      return new SamplerDescription(
          "gp",
          "Bayesian optimisation with a Gaussian process; for up to some hundred expensive"
              + " trials",
          true,
          GpOptions.DESCRIPTION);
    }

    @Override
    public boolean startsUp() {
      return true;
    }

    @Override
    public Sampler sampler(Map<String, String> options) {
      return new GpSampler(GpOptions.of(options));
    }
  }
}
