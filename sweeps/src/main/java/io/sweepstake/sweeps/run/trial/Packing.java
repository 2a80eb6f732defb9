package io.sweepstake.sweeps.run.trial;

import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.space.Point;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which trials share a worker: those of one shape, up to so many.
 *
 * @param most how many trials a pack holds, at least 1
 * @param shape the parameters whose values the trials of one pack have in common; names that a
 *     space does not have say nothing
 */
public record Packing(int most, Set<String> shape) {
  /** Every trial has a worker of its own. */
  public static final Packing SINGLE = new Packing(1, Set.of());

  public Packing {
    if (most < 1) {
      throw new IllegalArgumentException("pack size: must be at least 1, was " + most);
    }
    shape = Set.copyOf(shape);
  }

  /** Packs of any trials. */
  public static Packing of(int most) {
    return new Packing(most, Set.of());
  }

  /** What a point has in common with those it may be packed with: equal for them. */
  public Map<String, Object> shape(Point point) {
    Map<String, Object> values = new LinkedHashMap<>(point.values());
    values.keySet().retainAll(shape);
    return values;
  }

  /** The values that another point needs to be packed with this one. */
  public PartialPoint alike(Point point) {
    return PartialPoint.of(point.space(), shape(point));
  }

  /** The names of {@link #alike}'s values. */
  public Set<String> held(Point point) {
    return new TreeSet<>(shape(point).keySet());
  }

  /** Whether trials should be asked for by packs. */
  public boolean wantsAlike() {
    return most > 1 && !shape.isEmpty();
  }
}
