package io.sweepstake.sweeps.sampler.cmaes;

import io.sweepstake.sweeps.sampler.EvenStartup;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerDescription;
import io.sweepstake.sweeps.sampler.SamplerKind;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.sampler.gp.GpSampler;
import io.sweepstake.sweeps.sampler.tpe.TpeOptions;
import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * CMA-ES (Hansen, arXiv:1604.00772): draws from a normal distribution over the unit cube that moves
 * towards, and takes the shape of, the better half of its trials. For several hundred trials and
 * more; with fewer, {@link TpeSampler} and {@link GpSampler} are ahead.
 *
 * <p>It searches the numeric parameters that always exist. Categorical and conditional ones are
 * drawn by a {@link TpeSampler} that models each on its own. There is one goal; a study with
 * several is refused. Trials rank feasible before infeasible, completed before pruned; failed ones
 * do not count.
 *
 * <p>Nothing waits for a generation: any trial told next is its member, wherever it was drawn (see
 * {@link Evolution}). When the distribution has shrunk to a point or the values are all alike, it
 * restarts elsewhere with a larger generation (IPOP, Auger and Hansen, CEC 2005).
 *
 * <p>An ask costs {@code O(d²)}, a generation {@code O(d³)}, whatever the number of trials.
 */
public final class CmaEsSampler implements Sampler {
  private final CmaEsOptions options;
  private final TpeSampler others =
      new TpeSampler(TpeOptions.DEFAULT.withJoint(TpeOptions.Joint.NEVER));
  private Evolution evolution;

  public CmaEsSampler() {
    this(CmaEsOptions.DEFAULT);
  }

  public CmaEsSampler(CmaEsOptions options) {
    this.options = options;
  }

  @Override
  public synchronized Optional<Suggestion> suggest(History history, RandomGenerator random) {
    Samplers.requireOneGoal("cma-es", history.spec().objective());
    if (history.completedCount() + history.prunedCount() < options.startup()) {
      return Optional.of(
          new Suggestion(RandomSampler.draw(history.spec().space(), random), EvenStartup.STARTUP));
    }
    SearchSpace space = history.spec().space();
    int[] mine = IntStream.range(0, space.size()).filter(k -> searches(space, k)).toArray();
    if (mine.length == 0) {
      return others.suggest(history, random);
    }
    if (evolution == null || !evolution.precedes(history)) {
      evolution = new Evolution(history.spec(), options, mine);
    }
    evolution.follow(history);
    double[] drawn = evolution.suggest(random);
    double[] numbers = new double[space.size()];
    if (mine.length < numbers.length) {
      Point rest = others.suggest(history, random).orElseThrow().point();
      for (int k = 0; k < numbers.length; k++) {
        numbers[k] = rest.number(k);
      }
    }
    for (int k = 0; k < mine.length; k++) {
      numbers[mine[k]] = drawn[k];
    }
    return Optional.of(new Suggestion(Point.ofNumbers(space, numbers), "cma-es"));
  }

  private static boolean searches(SearchSpace space, int index) {
    Param<?> param = space.params().get(index);
    return !param.fixed()
        && !(param instanceof CategoricalParam)
        && space.condition(param).isEmpty();
  }

  /** By the name of {@code cma-es}. */
  public static final class Kind implements SamplerKind {
    @Override
    public SamplerDescription description() {
      return new SamplerDescription(
          "cma-es",
          "a normal distribution that adapts to the better half of its trials; for hundreds"
              + " of trials of continuous parameters",
          false,
          CmaEsOptions.DESCRIPTION);
    }

    @Override
    public boolean startsUp() {
      return true;
    }

    @Override
    public Sampler sampler(Map<String, String> options) {
      return new CmaEsSampler(CmaEsOptions.of(options));
    }
  }
}
