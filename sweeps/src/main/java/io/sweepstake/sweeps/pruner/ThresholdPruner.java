package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Stops a trial whose metric is outside of bounds at a rung, or absent: the cheapest guard against
 * diverged training.
 */
public record ThresholdPruner(Metric metric, List<Rung> rungs, double lower, double upper)
    implements Pruner {
  public ThresholdPruner {
    rungs = List.copyOf(rungs);
    if (!(lower < upper)) {
      throw new IllegalArgumentException(
          "threshold pruner: lower must be below upper, were " + lower + " and " + upper);
    }
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    OptionalDouble value =
        Losses.last(trial).map(m -> m.metrics().value(metric)).orElse(OptionalDouble.empty());
    if (value.isEmpty()) {
      return Decision.stop("it has no " + metric);
    }
    boolean inside = value.getAsDouble() >= lower && value.getAsDouble() <= upper;
    String numbers = metric + " " + value.getAsDouble() + ", bounds " + lower + " and " + upper;
    return inside ? Decision.proceed(numbers) : Decision.stop(numbers);
  }
}
