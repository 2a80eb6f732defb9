package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Stops a trial whose best value so far is worse than a percentile of what completed trials had at
 * the same step; with 50, than their median (Golovin et al., KDD 2017).
 *
 * @param goal what is compared, over what trials measure at the rungs
 * @param rungs at which trials are judged
 * @param percentile of the completed trials' values, counted from the best, in [0, 100]
 * @param startup how many trials must have completed before any is stopped, at least 0
 * @param others how many of them must have a value at the step, at least 1
 */
public record MedianPruner(Goal goal, List<Rung> rungs, double percentile, int startup, int others)
    implements Pruner {
  private static final Option STARTUP =
      Option.of("startup", 5, "trials that must have completed before any is stopped; at least 0");
  private static final Option OTHERS =
      Option.of("others", 1, "how many of them must have a value at the step; at least 1");

  public MedianPruner {
    rungs = List.copyOf(rungs);
    if (!(percentile >= 0 && percentile <= 100)) {
      throw new IllegalArgumentException(
          "pruner percentile: must be in [0, 100], was " + percentile);
    }
    if (startup < 0) {
      throw new IllegalArgumentException("pruner startup: must be at least 0, was " + startup);
    }
    if (others < 1) {
      throw new IllegalArgumentException("pruner others: must be at least 1, was " + others);
    }
  }

  public MedianPruner(Goal goal, List<Rung> rungs, double percentile, int startup) {
    this(goal, rungs, percentile, startup, 1);
  }

  public static MedianPruner of(Goal goal, List<Rung> rungs) {
    return new MedianPruner(goal, rungs, 50, 5);
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    int needed = Math.max(1, startup);
    if (history.completedCount() < needed) {
      return Decision.proceed(
          "completed so far: "
              + Counted.of(history.completedCount(), "trial")
              + ", needed "
              + needed);
    }
    long step = Losses.last(trial).map(Measurement::step).orElse(0L);
    double mine =
        trial.curve().stream()
            .mapToDouble(m -> Losses.of(goal, m.metrics()))
            .filter(loss -> !Double.isNaN(loss))
            .min()
            .orElse(Double.NaN);
    if (Double.isNaN(mine)) {
      return Decision.stop("it has no value at step " + step);
    }
    double[] theirs =
        history.finished().stream()
            .filter(other -> other.state() instanceof TrialState.Completed)
            .mapToDouble(other -> Losses.at(goal, other, step))
            .filter(loss -> !Double.isNaN(loss))
            .sorted()
            .toArray();
    if (theirs.length < others) {
      return Decision.proceed(
              theirs.length
                  + " completed trials have a value at step "
                  + step
                  + ", needed: "
                  + others)
          .on(goal.loss(mine));
    }
    double bound = percentile(theirs);
    String numbers =
        "its best value "
            + goal.loss(mine)
            + ", theirs "
            + goal.loss(bound)
            + " at step "
            + step
            + " of "
            + theirs.length
            + " trials";
    return (mine > bound ? Decision.stop(numbers) : Decision.proceed(numbers)).on(goal.loss(mine));
  }

  /** Linear interpolation between order statistics, as NumPy's. */
  private double percentile(double[] sorted) {
    double place = percentile / 100 * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    double share = place - below;
    return share == 0 || sorted[below] == sorted[above]
        ? sorted[below]
        : sorted[below] + share * (sorted[above] - sorted[below]);
  }

  @Override
  public String toString() {
    return "median pruner at " + Arrays.toString(rungs.stream().mapToLong(Rung::step).toArray());
  }

  private static MedianPruner read(PrunerOptions options, double percentile) {
    return new MedianPruner(
        options.goal(),
        options.rungs(),
        percentile,
        options.read().whole("startup"),
        options.read().whole("others"));
  }

  /** By the name of {@code median}. */
  public static final class Median implements PrunerKind {
    @Override
    public PrunerDescription description() {
      return new PrunerDescription(
          "median",
          "stops below the median of completed trials",
          true,
          List.of(STARTUP, OTHERS, PrunerOptions.WARMUP, PrunerOptions.INTERVAL));
    }

    @Override
    public Pruner pruner(Map<String, String> given, Goal otherwise, long steps) {
      PrunerOptions options = new PrunerOptions(description(), given, otherwise, steps);
      return read(options, 50);
    }
  }

  /** By the name of {@code percentile}. */
  public static final class Percentile implements PrunerKind {
    @Override
    public PrunerDescription description() {
      return new PrunerDescription(
          "percentile",
          "as median, below another percentile",
          true,
          List.of(
              Option.of(
                  "percentile",
                  35,
                  "of the completed trials' values, counted from the best; in [0, 100]"),
              STARTUP,
              OTHERS,
              PrunerOptions.WARMUP,
              PrunerOptions.INTERVAL));
    }

    @Override
    public Pruner pruner(Map<String, String> given, Goal otherwise, long steps) {
      PrunerOptions options = new PrunerOptions(description(), given, otherwise, steps);
      return read(options, options.read().real("percentile"));
    }
  }
}
