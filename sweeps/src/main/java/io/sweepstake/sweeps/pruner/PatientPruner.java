package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Lets another pruner judge a trial only when the trial has stopped getting better: when the best
 * of its last {@code patience + 1} measurements is worse than the best before them by more than
 * {@code tolerance} (Optuna's {@code PatientPruner}). Alone, it stops such trials itself.
 *
 * @param inner who judges; null to stop at once
 * @param goal what must get better, over what trials measure on their way
 * @param rungs at which trials are judged: the inner pruner's own if there is one
 * @param patience measurements without improvement that are forgiven, at least 0
 * @param tolerance in the goal's unit, at least 0
 */
public record PatientPruner(
    Pruner inner, Goal goal, List<Rung> rungs, int patience, double tolerance) implements Pruner {
  public PatientPruner {
    rungs = inner == null ? List.copyOf(rungs) : inner.rungs();
    if (patience < 0) {
      throw new IllegalArgumentException(
          "patient pruner patience: must be at least 0, was " + patience);
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "patient pruner tolerance: must be at least 0, was " + tolerance);
    }
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    List<Measurement> curve = trial.curve();
    int before = curve.size() - patience - 1;
    if (before < 1) {
      return Decision.proceed(
          curve.size() + " measurements, more than " + (patience + 1) + " are needed");
    }
    double then = best(curve.subList(0, before));
    double lately = best(curve.subList(before, curve.size()));
    // With NaN on a side, nothing has been shown.
    boolean stalled = then + tolerance < lately;
    String numbers =
        "best before "
            + goal.loss(then)
            + ", in the last "
            + (patience + 1)
            + " measurements "
            + goal.loss(lately);
    if (!stalled) {
      return Decision.proceed(numbers).on(goal.loss(lately));
    }
    return inner == null
        ? Decision.stop(numbers).on(goal.loss(lately))
        : inner.decide(trial, rung, history);
  }

  private double best(List<Measurement> stretch) {
    return stretch.stream()
        .mapToDouble(measurement -> Losses.of(goal, measurement.metrics()))
        .filter(loss -> !Double.isNaN(loss))
        .min()
        .orElse(Double.NaN);
  }

  @Override
  public Optional<Release> release(History history, boolean more, Set<Checkpoint> checkpoints) {
    return inner == null ? Optional.empty() : inner.release(history, more, checkpoints);
  }

  @Override
  public Optional<Heir> heir(History history, RandomGenerator random) {
    return inner == null ? Optional.empty() : inner.heir(history, random);
  }

  @Override
  public boolean keeps(Checkpoint checkpoint, History history) {
    return inner != null && inner.keeps(checkpoint, history);
  }

  /** By the name of {@code patient}. */
  public static final class Kind implements PrunerKind {
    private static final String INNER = PrunerOptions.INNER.name();

    /** What it reads itself where another pruner judges; that one reads the rest. */
    private static final Set<String> OWN =
        Set.of("patience", "tolerance", INNER, "metric", "direction");

    @Override
    public PrunerDescription description() {
      return new PrunerDescription(
          "patient",
          "stops what no longer improves, or has inner judge it",
          true,
          List.of(
              Option.of(
                  "patience", 5, "measurements without improvement that are forgiven; at least 0"),
              Option.of(
                  "tolerance", 0, "how much worse counts as none, in the goal's unit; at least 0"),
              PrunerOptions.INNER,
              PrunerOptions.WARMUP,
              PrunerOptions.INTERVAL));
    }

    @Override
    public Pruner pruner(Map<String, String> given, Goal otherwise, long steps) {
      Map<String, String> own = new TreeMap<>(given);
      Map<String, String> handedOn = new TreeMap<>(given);
      String inner = given.getOrDefault(INNER, "none").strip();
      if (!inner.equals("none")) {
        handedOn.keySet().removeAll(OWN);
        own.keySet().retainAll(OWN);
      }
      PrunerOptions options = new PrunerOptions(description(), own, otherwise, steps);
      int patience = options.read().whole("patience");
      double tolerance = options.read().real("tolerance");
      Goal goal = options.goal();
      if (inner.equals("none")) {
        return new PatientPruner(null, goal, options.rungs(), patience, tolerance);
      }
      if (inner.equals("patient")) {
        throw new IllegalArgumentException("patient inner: must be another pruner, was patient");
      }
      Pruner judge = Pruners.of(Strategy.of(inner, handedOn), goal, steps);
      return new PatientPruner(judge, goal, List.of(), patience, tolerance);
    }
  }
}
