package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A point that may be the best of a search, with all that it left.
 *
 * @param trial whose point it is
 * @param left what the trial left, and what its point left with fresh seeds, all judged
 * @param failed how many of the fresh seeds left nothing
 */
record Contender(Trial trial, List<Left> left, int failed) {
  /**
   * One thing that a point left.
   *
   * @param own what it measured itself
   * @param content of the artifact
   * @param path of it, below the study's directory
   * @param judged as a finalist
   */
  record Left(Metrics own, byte[] content, String path, Finalist judged) {}

  Contender {
    left = List.copyOf(left);
  }

  /** What it left with fresh seeds, in their order. */
  List<Left> again() {
    return left.stream().filter(each -> each.judged().retraining() > 0).toList();
  }

  /** What it left with one of the fresh seeds. */
  Optional<Left> again(int seed) {
    return again().stream().filter(each -> each.judged().retraining() == seed).findFirst();
  }

  /** Means over fresh seeds of what an objective needs; what the trial has where there are none. */
  Metrics merit(Objective objective) {
    List<Left> again = again();
    return again.isEmpty()
        ? left.get(0).judged().metrics()
        : mean(again.stream().map(each -> each.judged().metrics()).toList(), objective);
  }

  /** Means of what an objective needs, of what all have. */
  static Metrics mean(List<Metrics> all, Objective objective) {
    Metrics means = Metrics.NONE;
    for (Metric metric : objective.metrics()) {
      double[] values = all.stream().flatMapToDouble(each -> each.value(metric).stream()).toArray();
      if (values.length == all.size()) {
        means = means.with(metric, Measured.mean(values).value());
      }
    }
    return means;
  }

  /** What it left, best first. */
  List<Left> ranked(Objective objective) {
    List<Left> ranked = new ArrayList<>(left);
    ranked.sort(
        Comparator.comparing((Left each) -> each.judged().metrics(), Finalists.byMerit(objective)));
    return ranked;
  }

  /** Orders points by {@link #merit}; those that failed with more of the seeds come last. */
  static Comparator<Contender> byMerit(Objective objective) {
    return Comparator.comparingInt(Contender::failed)
        .thenComparing(each -> each.merit(objective), Finalists.byMerit(objective));
  }
}
