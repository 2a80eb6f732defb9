package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.space.Grid;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Another sampler with some parameters held at given values, for a part of a study (Optuna's {@code
 * PartialFixedSampler}). In a space of finitely many points none is proposed twice, and it ends
 * when none with the given values is left.
 *
 * @param inner proposes the other parameters, seeing all of the history
 */
public record FixedParamsSampler(Sampler inner, PartialPoint fixed) implements Sampler {
  private static final int TRIES = 16;

  @Override
  public Optional<Suggestion> suggest(History history, RandomGenerator random) {
    boolean finite = history.spec().space().cardinality().isPresent();
    Set<Point> seen = new HashSet<>();
    if (finite) {
      for (Trial trial : history.trials()) {
        seen.add(trial.point());
      }
    }
    for (int k = 0; k < TRIES; k++) {
      Optional<Suggestion> proposed = inner.suggest(history, random);
      if (proposed.isEmpty()) {
        break;
      }
      Point point = fixed.completed(proposed.map(Suggestion::point), random);
      if (!seen.contains(point)) {
        return Optional.of(new Suggestion(point, proposed.get().source()));
      }
    }
    return finite ? unseen(seen, history, random) : Optional.empty();
  }

  private Optional<Suggestion> unseen(Set<Point> seen, History history, RandomGenerator random) {
    Grid grid = new Grid(history.spec().space(), 1);
    long start = random.nextLong(grid.size());
    for (long step = 0; step < grid.size(); step++) {
      Point point = grid.point((start + step) % grid.size());
      if (fixed.matches(point) && !seen.contains(point)) {
        return Optional.of(new Suggestion(point, "unseen"));
      }
    }
    return Optional.empty();
  }
}
