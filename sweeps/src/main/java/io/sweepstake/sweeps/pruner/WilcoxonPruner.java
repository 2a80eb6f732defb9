package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For trials whose steps are repetitions (seeds, folds, instances) of one evaluation: stops a trial
 * that is worse than the best one on the steps both have, by Wilcoxon's signed-rank test (Optuna's
 * {@code WilcoxonPruner}). A trial whose mean so far is no worse than the best one's is spared
 * whatever the test says.
 *
 * <p>The test is repeated at every rung, so that the share of good trials it stops exceeds the
 * threshold; a smaller threshold makes up for that.
 *
 * @param goal what is compared, over what trials measure; every step is one repetition
 * @param rungs at which trials are judged
 * @param threshold the probability under which a trial is stopped, in [0, 1]
 * @param startup how many common repetitions are needed; at least 2 always are
 */
public record WilcoxonPruner(Goal goal, List<Rung> rungs, double threshold, int startup)
    implements Pruner {
  public WilcoxonPruner {
    rungs = List.copyOf(rungs);
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "wilcoxon pruner threshold: must be in [0, 1], was " + threshold);
    }
    if (startup < 0) {
      throw new IllegalArgumentException(
          "wilcoxon pruner startup: must be at least 0, was " + startup);
    }
  }

  public static WilcoxonPruner of(Goal goal, List<Rung> rungs) {
    return new WilcoxonPruner(goal, rungs, 0.1, 2);
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    Optional<Trial> best = best(history);
    if (best.isEmpty()) {
      return Decision.proceed("no trial has completed");
    }
    Map<Long, Double> theirs = losses(best.get());
    Map<Long, Double> mine = losses(trial);
    if (!finite(mine) || !finite(theirs)) {
      return Decision.proceed(
          "it, or trial " + best.get().number() + ", has a repetition without a finite value");
    }
    double[] differences =
        mine.entrySet().stream()
            .filter(entry -> theirs.containsKey(entry.getKey()))
            .mapToDouble(entry -> entry.getValue() - theirs.get(entry.getKey()))
            .toArray();
    int needed = Math.max(2, startup);
    if (differences.length < needed) {
      return Decision.proceed(
          differences.length
              + " repetitions are common with trial "
              + best.get().number()
              + ", needed: "
              + needed);
    }
    double probability = SignedRankTest.greater(differences);
    double mean = mean(mine);
    double bestMean = mean(theirs);
    String numbers =
        "p = "
            + probability
            + " over "
            + differences.length
            + " repetitions; mean "
            + goal.loss(mean)
            + ", of trial "
            + best.get().number()
            + " "
            + goal.loss(bestMean);
    boolean worse = probability < threshold && mean > bestMean;
    return (worse ? Decision.stop(numbers) : Decision.proceed(numbers)).on(goal.loss(mean));
  }

  /**
   * The study's best trial where its goal is the one compared, else the completed one best by it.
   */
  private Optional<Trial> best(History history) {
    if (history.spec().objective().goals().get(0).equals(goal)) {
      return history.best();
    }
    return history.finished().stream()
        .filter(other -> other.state() instanceof TrialState.Completed)
        .filter(other -> finite(losses(other)) && !other.curve().isEmpty())
        .min(
            Comparator.comparingDouble((Trial other) -> mean(losses(other)))
                .thenComparingInt(Trial::number));
  }

  private Map<Long, Double> losses(Trial trial) {
    Map<Long, Double> losses = new HashMap<>();
    for (Measurement measurement : trial.curve()) {
      losses.put(measurement.step(), Losses.of(goal, measurement.metrics()));
    }
    return losses;
  }

  private static boolean finite(Map<Long, Double> losses) {
    return losses.values().stream().allMatch(Double::isFinite);
  }

  private static double mean(Map<Long, Double> losses) {
    return losses.values().stream().mapToDouble(loss -> loss).average().orElse(Double.NaN);
  }

  /** By the name of {@code wilcoxon}. */
  public static final class Kind implements PrunerKind {
    @Override
    public PrunerDescription description() {
      return new PrunerDescription(
          "wilcoxon",
          "for steps that are repetitions: a signed-rank test",
          true,
          List.of(
              Option.of(
                  "threshold", 0.1, "the probability under which a trial is stopped; in [0, 1]"),
              Option.of(
                  "startup", 2, "common repetitions that are needed; at least 0, and 2 always are"),
              Option.of("warmup", 2, "the first repetition at which trials are judged; at least 1"),
              Option.of("interval", 1, "repetitions from there to the next; at least 1")));
    }

    @Override
    public boolean wantsRepetitions() {
      return true;
    }

    @Override
    public Pruner pruner(Map<String, String> given, Goal otherwise, long steps) {
      PrunerOptions options = new PrunerOptions(description(), given, otherwise, steps);
      return new WilcoxonPruner(
          options.goal(),
          options.rungs(2, 1),
          options.read().real("threshold"),
          options.read().whole("startup"));
    }
  }
}
