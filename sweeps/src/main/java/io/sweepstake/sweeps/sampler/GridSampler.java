package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.option.Options;
import io.sweepstake.sweeps.space.Grid;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Goes through a {@link Grid} in its order, past points that were tried, and ends with it. */
public final class GridSampler implements Sampler {
  static final List<Option> DESCRIPTION =
      List.of(
          Option.of("levels", 3, "into how many values a continuous parameter is cut; at least 1"));

  private final int levels;

  /** A sampler that cuts continuous parameters into so many levels. */
  public GridSampler(int levels) {
    if (levels < 1) {
      throw new IllegalArgumentException("grid levels: must be at least 1, was " + levels);
    }
    this.levels = levels;
  }

  /** A sampler with options by name; an unknown or wrong one is refused with its name. */
  static GridSampler of(Map<String, String> options) {
    return new GridSampler(new Options("grid", DESCRIPTION, options).whole("levels"));
  }

  @Override
  public Optional<Suggestion> suggest(History history, RandomGenerator random) {
    Grid grid = new Grid(history.spec().space(), levels);
    Set<Point> tried = new HashSet<>();
    for (Trial trial : history.trials()) {
      if (!trial.removed()) {
        tried.add(trial.point());
      }
    }
    // Of the first n + 1 grid points, at least one is not among n tried ones.
    for (long index = 0; index < grid.size(); index++) {
      Point point = grid.point(index);
      if (!tried.contains(point)) {
        return Optional.of(new Suggestion(point, "grid"));
      }
    }
    return Optional.empty();
  }

  /** By the name of {@code grid}. */
  public static final class Kind implements SamplerKind {
    @Override
    public SamplerDescription description() {
      return new SamplerDescription("grid", "every point of a grid", true, DESCRIPTION);
    }

    @Override
    public boolean startsUp() {
      return false;
    }

    @Override
    public Sampler sampler(Map<String, String> options) {
      return GridSampler.of(options);
    }
  }
}
