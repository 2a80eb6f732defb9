package io.sweepstake.benchmarks.pruning;

import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Pruners;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.List;

/**
 * A sweep whose trainings were run before: trial k is the k-th curve. One at a time, so every
 * decision knows all that came before it.
 *
 * @param curves in the order of trials
 * @param pruner as on the command line, or {@code none}
 */
record RecordedSweep(List<Curve> curves, Standing standing, Strategy pruner) {
  private static final Metric PROGRESS = Metric.of("progress");
  private static final Metric RESULT = Metric.of("result");
  private static final double NOTHING = 0;

  /**
   * What is left of it.
   *
   * @param best revenue of the best that keeps the constraint; 0 if none does
   * @param share of all steps that were trained
   * @param judged of all trials, the part that was trained to the end and judged
   */
  record Result(double best, double share, double judged) {}

  Result run() throws InterruptedException {
    long steps = curves.get(0).iterations();
    Pruner rule = Pruners.of(pruner, Goal.maximize(PROGRESS), steps);
    Study study =
        Study.inMemory(
            StudySpec.of(
                "recorded",
                SearchSpace.of(FloatParam.uniform("x", 0, 1)),
                Objective.of(Goal.maximize(RESULT)),
                1));
    History history;
    try (ThreadTrialExecutor one = new ThreadTrialExecutor(this::advance, 1)) {
      SweepPlan plan = SweepPlan.synchronous(Budget.total(curves.size()), 1);
      history = new Sweep(study, rule, one, plan, SweepListener.SILENT).run();
    }
    double best = NOTHING;
    long trained = 0;
    double judged = 0;
    for (Trial trial : history.trials()) {
      if (trial.state() instanceof TrialState.Completed done) {
        best = Math.max(best, done.metrics().value(RESULT).orElse(NOTHING));
        trained += steps;
        judged++;
      } else if (!trial.curve().isEmpty()) {
        trained += trial.curve().get(trial.curve().size() - 1).step();
      } else {
        trained += steps; // diverged, whenever that was
      }
    }
    return new Result(best, trained / (double) (steps * curves.size()), judged / curves.size());
  }

  private List<Trial> advance(List<Trial> pack, Rung upTo) {
    Trial trial = pack.get(0).started(Instant.EPOCH);
    Curve curve = curves.get(trial.number());
    if (curve.stands().isEmpty()) {
      return List.of(trial.failed(TrialState.Cause.DIVERGED, "diverged", Instant.EPOCH));
    }
    List<Measurement> before = trial.curve();
    long at = before.isEmpty() ? 0 : before.get(before.size() - 1).step();
    for (int k = 0; k < Curve.STANDS; k++) {
      long step = curve.iterations() * (k + 1) / Curve.STANDS;
      if (step > at && at < upTo.step()) {
        at = step;
        Metrics metrics = Metrics.of(PROGRESS, standing.of(curve.stands().get(k)));
        trial = trial.measured(new Measurement(step, metrics, step));
      }
    }
    return List.of(
        at < curve.iterations()
            ? trial.withArtifacts(List.of(new Artifact(Artifact.CHECKPOINT, new byte[1])))
            : trial.completed(
                Metrics.of(RESULT, curve.share() <= Standing.BOUND ? curve.revenue() : NOTHING),
                Instant.EPOCH));
  }
}
