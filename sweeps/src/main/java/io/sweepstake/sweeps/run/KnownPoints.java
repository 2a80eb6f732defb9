package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.sampler.Duplicates;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The completed trials by their points, for studies whose sampler has the option {@code
 * duplicates=cache}: a trial at one of these points need not run. Only for points without a
 * continuous parameter; others do not repeat.
 */
final class KnownPoints {
  private final Map<Point, Trial> first = new HashMap<>();
  private int told;

  static boolean wanted(StudySpec spec) {
    return Samplers.duplicates(spec.sampler()) == Duplicates.CACHE;
  }

  /** The first completed trial at a point, in a history no older than the one asked about last. */
  Optional<Trial> completed(Point point, History history) {
    List<Trial> finished = history.finished();
    for (; told < finished.size(); told++) {
      Trial trial = finished.get(told);
      if (trial.state() instanceof TrialState.Completed && discrete(trial.point())) {
        first.putIfAbsent(trial.point(), trial);
      }
    }
    return Optional.ofNullable(first.get(point));
  }

  private static boolean discrete(Point point) {
    var params = point.space().params();
    for (int k = 0; k < params.size(); k++) {
      if (!Double.isNaN(point.number(k)) && params.get(k).cardinality().isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
