package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Stops a trial whose value is outside of bounds at a rung, or absent: the cheapest guard against
 * diverged training.
 *
 * @param goal whose value must be inside; its direction does not matter
 * @param lower −∞ for none
 * @param upper +∞ for none
 */
public record ThresholdPruner(Goal goal, List<Rung> rungs, double lower, double upper)
    implements Pruner {
  public ThresholdPruner {
    rungs = List.copyOf(rungs);
    if (!(lower < upper)) {
      throw new IllegalArgumentException(
          "threshold pruner: lower must be below upper, were " + lower + " and " + upper);
    }
    if (lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "threshold pruner: needs a lower or an upper bound, had none");
    }
  }

  public ThresholdPruner(Metric metric, List<Rung> rungs, double lower, double upper) {
    this(Goal.maximize(metric), rungs, lower, upper);
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    OptionalDouble value =
        Losses.last(trial).map(m -> goal.value(m.metrics())).orElse(OptionalDouble.empty());
    if (value.isEmpty()) {
      return Decision.stop("it has no " + quantity());
    }
    boolean inside = value.getAsDouble() >= lower && value.getAsDouble() <= upper;
    String numbers = quantity() + " " + value.getAsDouble() + ", bounds " + lower + " and " + upper;
    return (inside ? Decision.proceed(numbers) : Decision.stop(numbers)).on(value.getAsDouble());
  }

  private String quantity() {
    return goal.toString().substring(goal.direction().name().length() + 1);
  }

  /** By the name of {@code threshold}. */
  public static final class Kind implements PrunerKind {
    @Override
    public PrunerDescription description() {
      return new PrunerDescription(
          "threshold",
          "stops what is outside of bounds",
          true,
          List.of(
              Option.of("lower", "none", "the least value that is kept; below upper"),
              Option.of("upper", "none", "the greatest; one of the two is needed"),
              PrunerOptions.WARMUP,
              PrunerOptions.INTERVAL));
    }

    @Override
    public Pruner pruner(Map<String, String> given, Goal otherwise, long steps) {
      PrunerOptions options = new PrunerOptions(description(), given, otherwise, steps);
      return new ThresholdPruner(
          options.goal(),
          options.rungs(),
          options.read().real("lower", Double.NEGATIVE_INFINITY),
          options.read().real("upper", Double.POSITIVE_INFINITY));
    }
  }
}
