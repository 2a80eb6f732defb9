package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Trials by the values they measured at steps 10, 20, 30 …; NaN where one measured nothing. */
final class Curves {
  static final Metric VALUE = Metric.of("score");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 1));
  static final StudySpec SPEC = spec(Goal.maximize(VALUE));

  private Curves() {}

  static StudySpec spec(Goal goal) {
    return StudySpec.of("curves", SPACE, Objective.of(goal), 1);
  }

  static Trial running(int number, double... values) {
    Trial trial =
        Trial.asked(
            number, Point.of(SPACE, Map.of("x", 0.5)), 1, new Ask(0, "test"), Instant.EPOCH);
    long step = 10;
    for (double value : values) {
      trial = trial.measured(new Measurement(step, metrics(value), 0));
      step += 10;
    }
    return trial;
  }

  private static Metrics metrics(double value) {
    return Double.isNaN(value) ? Metrics.NONE : Metrics.of(VALUE, value);
  }

  /** Completed trials, each with its last value as its result. */
  static History completed(StudySpec spec, double[]... curves) {
    History history = History.empty(spec);
    for (double[] curve : curves) {
      Trial trial = running(history.size(), curve);
      history = history.with(trial.unfinished());
      double last = curve[curve.length - 1];
      history =
          history.with(
              trial.completed(Metrics.of(VALUE, Double.isNaN(last) ? 0 : last), Instant.EPOCH));
    }
    return history;
  }

  /** So many trials that wait at step 10, the later the better. */
  static History waiting(int count) {
    History history = History.empty(SPEC);
    for (int k = 0; k < count; k++) {
      history =
          history.with(
              running(k, k).decided(Decision.pause("waits")).withState(new TrialState.Paused()));
    }
    return history;
  }

  /** As if nothing was ever deleted. */
  static Set<Checkpoint> checkpoints(History history) {
    Set<Checkpoint> names = new HashSet<>();
    for (Trial trial : history.trials()) {
      trial.curve().forEach(m -> names.add(new Checkpoint(trial.number(), m.step())));
    }
    return names;
  }
}
