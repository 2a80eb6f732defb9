package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.space.Grid;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Keeps another sampler from proposing a point twice in a space of finitely many points, and ends
 * when none is left. In a space with a continuous parameter it is the other sampler.
 *
 * <p>Points that are known are kept between questions about the same growing history.
 */
public final class DistinctSampler implements Sampler {
  private static final int TRIES = 16;

  private final Sampler inner;
  private StudySpec spec;
  private final Set<Point> seen = new HashSet<>();
  private int asked;
  private Point lastAsked;

  /**
   * A sampler that asks another a few times with fresh random numbers; when that insists on known
   * points, a random unseen one is taken instead.
   */
  public DistinctSampler(Sampler inner) {
    this.inner = inner;
  }

  @Override
  public synchronized Optional<Suggestion> suggest(History history, RandomGenerator random) {
    SearchSpace space = history.spec().space();
    OptionalLong cardinality = space.cardinality();
    if (cardinality.isEmpty()) {
      return inner.suggest(history, random);
    }
    follow(history);
    if (seen.size() >= cardinality.getAsLong()) {
      return Optional.empty();
    }
    for (int k = 0; k < TRIES; k++) {
      Optional<Suggestion> suggestion = inner.suggest(history, random);
      if (suggestion.isEmpty() || !seen.contains(suggestion.get().point())) {
        return suggestion;
      }
    }
    // From a random place onwards; at most as many steps as there are known points.
    Grid grid = new Grid(space, 1);
    long start = random.nextLong(grid.size());
    for (long step = 0; step < grid.size(); step++) {
      Point point = grid.point((start + step) % grid.size());
      if (!seen.contains(point)) {
        return Optional.of(new Suggestion(point, "unseen"));
      }
    }
    return Optional.empty();
  }

  /** Learns the points that came since the last question; all of them in another history. */
  @SuppressWarnings("ReferenceEquality")
  private void follow(History history) {
    if (history.spec() != spec
        || asked > history.size()
        || (asked > 0 && history.trial(asked - 1).point() != lastAsked)) {
      spec = history.spec();
      seen.clear();
      asked = 0;
    }
    for (; asked < history.size(); asked++) {
      lastAsked = history.trial(asked).point();
      seen.add(lastAsked);
    }
  }
}
