package io.sweepstake.sweeps.store;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * A study at one moment.
 *
 * @param version one more after every commit that changed something
 */
public record Snapshot(long version, History history) {

  /**
   * This snapshot after rows were told, with those that changed something. What is already known is
   * passed over, which makes telling idempotent: a trial that has ended stays as it ended (the
   * first terminal state wins), and a row of an earlier attempt than the one in flight is late.
   *
   * @throws IllegalArgumentException when a row's number skips one, or its point is of another
   *     space
   */
  public Change apply(List<Trial> rows) {
    History next = history;
    List<Trial> accepted = new ArrayList<>();
    for (Trial row : rows) {
      if (!row.point().space().equals(next.spec().space())) {
        throw new IllegalArgumentException(
            "trial "
                + row.number()
                + ": its point must be of the study's search space, was "
                + row.point());
      }
      row.state().metrics().asMap().keySet().forEach(StudySpec::checkMetric);
      for (var measurement : row.curve()) {
        for (Metric metric : measurement.metrics().asMap().keySet()) {
          StudySpec.checkMetric(metric);
        }
      }
      if (row.number() < next.size()) {
        Trial known = next.trial(row.number());
        if (known.finished() || row.attempt() < known.attempt()) {
          continue;
        }
      }
      next = next.with(row.withArtifacts(List.of()));
      accepted.add(next.trial(row.number()).withArtifacts(row.artifacts()));
    }
    return new Change(accepted.isEmpty() ? this : new Snapshot(version + 1, next), accepted);
  }

  /** What a commit did: the new snapshot, and the rows that made it, artifacts included. */
  public record Change(Snapshot after, List<Trial> accepted) {}
}
