package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Draws every parameter independently and uniformly in its unit interval. */
public final class RandomSampler implements Sampler {
  @Override
  public Optional<Suggestion> suggest(History history, RandomGenerator random) {
    return Optional.of(new Suggestion(draw(history.spec().space(), random), "random"));
  }

  /** A point of a space, every parameter uniform. */
  public static Point draw(SearchSpace space, RandomGenerator random) {
    double[] unit = new double[space.size()];
    for (int k = 0; k < unit.length; k++) {
      unit[k] = random.nextDouble();
    }
    return Point.decode(space, unit);
  }

  /** By the name of {@code random}. */
  public static final class Kind implements SamplerKind {
    @Override
    public SamplerDescription description() {
      return new SamplerDescription("random", "uniform points", true, List.of());
    }

    @Override
    public boolean startsUp() {
      return false;
    }

    @Override
    public Sampler sampler(Map<String, String> options) {
      return new RandomSampler();
    }
  }
}
