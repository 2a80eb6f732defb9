package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A training of 100 steps whose best rate falls from 1 to 0 on the way, so that a schedule beats
 * every constant: a step at {@code t} adds {@code 1 − (rate − (1 − t/100))²} to the score. All its
 * state, step and score, is in its checkpoint.
 */
public final class Ramp implements TrialFunction {
  private static final long serialVersionUID = 1;
  public static final long STEPS = 100;
  public static final Metric SCORE = Metric.of("score");
  public static final FloatParam RATE = FloatParam.uniform("rate", 0.05, 1);

  /** Stands for an architecture: it may not change on the way. */
  public static final IntParam SHAPE = IntParam.uniform("shape", 1, 4);

  public static final StudySpec SPEC =
      StudySpec.of("ramp", SearchSpace.of(RATE, SHAPE), Objective.of(Goal.maximize(SCORE)), 11);

  /** The most that a constant rate scores: that of one half. */
  public static final double BEST_CONSTANT = constant(0.5);

  /** Every {@code trial@from→to} that was trained, in any order. */
  final Collection<String> trained = new ConcurrentLinkedQueue<>();

  static double constant(double rate) {
    double score = 0;
    for (int t = 0; t < STEPS; t++) {
      score += gain(rate, t);
    }
    return score;
  }

  private static double gain(double rate, long t) {
    double off = rate - (1 - (double) t / STEPS);
    return 1 - off * off;
  }

  @Override
  public List<Trial> advance(List<Trial> pack, Rung upTo) {
    List<Trial> rows = new ArrayList<>();
    for (Trial trial : pack) {
      rows.add(advance(trial, Math.min(upTo.step(), STEPS)));
    }
    return rows;
  }

  private Trial advance(Trial trial, long until) {
    long step = 0;
    double score = 0;
    for (Artifact artifact : trial.artifacts()) {
      ByteBuffer saved = ByteBuffer.wrap(artifact.content());
      step = saved.getLong();
      score = saved.getDouble();
      if (saved.getInt() != trial.point().get(SHAPE)) {
        throw new IllegalStateException("a checkpoint of another shape");
      }
    }
    if (step != trial.reached()) {
      throw new IllegalStateException(
          "trial " + trial.number() + " reached " + trial.reached() + ", its checkpoint " + step);
    }
    trained.add(trial.number() + "@" + step + "→" + until);
    for (; step < until; step++) {
      score += gain(trial.point().get(RATE), step);
    }
    Trial measured =
        trial.started(Instant.EPOCH).measured(new Measurement(step, Metrics.of(SCORE, score), 0));
    byte[] checkpoint =
        ByteBuffer.allocate(20)
            .putLong(step)
            .putDouble(score)
            .putInt(trial.point().get(SHAPE))
            .array();
    return step < STEPS
        ? measured.withArtifacts(List.of(new Artifact(Artifact.CHECKPOINT, checkpoint)))
        : measured.withArtifacts(List.of()).completed(Metrics.of(SCORE, score), Instant.EPOCH);
  }
}
