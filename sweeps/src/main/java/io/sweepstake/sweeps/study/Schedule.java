package io.sweepstake.sweeps.study;

import io.sweepstake.sweeps.space.Point;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hyper-parameters that a trial's result was made with, over time: one stage for a trial that
 * began at step 0, and one more for every checkpoint of another that its ancestors went on from.
 *
 * @param stages by rising step, the first from 0
 */
public record Schedule(List<Stage> stages) implements Serializable {
  /**
   * A stretch of training with one point.
   *
   * @param trial who trained it
   * @param from the step it begins at; it lasts until the next stage, or the trial's end
   */
  public record Stage(int trial, long from, Point point) implements Serializable {}

  public Schedule {
    stages = List.copyOf(stages);
  }

  /** The schedule of a trial, along its parents. */
  public static Schedule of(History history, Trial trial) {
    List<Stage> backwards = new ArrayList<>();
    Trial at = trial;
    long until = Long.MAX_VALUE;
    while (true) {
      Optional<Lineage> origin = at.ask().origin();
      long from = origin.map(Lineage::step).orElse(0L);
      // A trial that was itself left at the step it began at trained nothing of the result.
      if (from < until) {
        backwards.add(new Stage(at.number(), from, at.point()));
      }
      if (origin.isEmpty()) {
        Collections.reverse(backwards);
        return new Schedule(backwards);
      }
      until = from;
      at = history.trial(origin.get().parent());
    }
  }

  /** {@code 0: {x=1.0} (trial 3), 1000: {x=1.2} (trial 9)}. */
  @Override
  public String toString() {
    return stages.stream()
        .map(stage -> stage.from() + ": " + stage.point() + " (trial " + stage.trial() + ")")
        .collect(Collectors.joining(", "));
  }
}
