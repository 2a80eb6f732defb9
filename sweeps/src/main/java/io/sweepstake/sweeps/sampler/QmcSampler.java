package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.numerics.SobolSequence;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Fills the space evenly: trial {@code n} gets the {@code n}-th point of a scrambled {@link
 * SobolSequence Sobol sequence}, one axis per parameter. Whoever asks, and in whatever order
 * answers come, the points are the same; best balanced are the first 16, 32, 64 … of them.
 *
 * <p>The scrambling is a function of the study's seed. A conditional parameter has an axis of its
 * own, unused where it does not exist. Beyond {@value SobolSequence#LARGEST} parameters the rest is
 * uniform. One point costs {@code O(d)}.
 */
public final class QmcSampler implements Sampler {
  private SobolSequence sequence;

  @Override
  public Optional<Suggestion> suggest(History history, RandomGenerator random) {
    return Optional.of(new Suggestion(point(history), "qmc"));
  }

  /** The point of the trial to come. */
  synchronized Point point(History history) {
    SearchSpace space = history.spec().space();
    if (sequence == null || sequence.dimensions() != space.size()) {
      sequence = new SobolSequence(space.size());
    }
    long seed = Seeds.derive(history.spec().seed(), "qmc", 0);
    return Point.decode(space, sequence.scrambled(history.size(), seed));
  }

  /** By the name of {@code qmc}. */
  public static final class Kind implements SamplerKind {
    @Override
    public SamplerDescription description() {
      return new SamplerDescription("qmc", "a scrambled Sobol sequence", true, List.of());
    }

    @Override
    public boolean startsUp() {
      return false;
    }

    @Override
    public Sampler sampler(Map<String, String> options) {
      return new QmcSampler();
    }
  }
}
