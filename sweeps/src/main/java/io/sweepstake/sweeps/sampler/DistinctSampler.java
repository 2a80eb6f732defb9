package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.space.Grid;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Keeps another sampler from proposing a point twice in a space of finitely many points, and ends
 * when none is left. In a space with a continuous parameter it is the other sampler.
 *
 * @param inner asked a few times with fresh random numbers; when it insists on known points, a
 *     random unseen one is taken instead
 */
public record DistinctSampler(Sampler inner) implements Sampler {
  private static final int TRIES = 16;

  @Override
  public Optional<Suggestion> suggest(History history, RandomGenerator random) {
    SearchSpace space = history.spec().space();
    OptionalLong cardinality = space.cardinality();
    if (cardinality.isEmpty()) {
      return inner.suggest(history, random);
    }
    Set<Point> seen = new HashSet<>();
    for (Trial trial : history.trials()) {
      seen.add(trial.point());
    }
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
}
