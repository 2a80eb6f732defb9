package io.sweepstake.sweeps.run.trial;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.NotANumberException;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The simplest trial: a function from a trial (its point and seed) to metrics. {@link #eachTrial}
 * makes it a {@link TrialFunction}.
 */
@FunctionalInterface
public interface Evaluation extends Serializable {
  Metrics evaluate(Trial trial) throws Exception;

  /**
   * Evaluates trials one after another; what one throws is that trial's failure and no other's. A
   * metric that is NaN means that it diverged.
   */
  static TrialFunction eachTrial(Evaluation evaluation) {
    return new EachTrial(evaluation);
  }

  /** See {@link #eachTrial}. */
  record EachTrial(Evaluation evaluation) implements TrialFunction {
    @Override
    public List<Trial> advance(List<Trial> pack, Rung upTo) {
      List<Trial> rows = new ArrayList<>();
      for (Trial trial : pack) {
        Trial started = trial.started(Instant.now());
        rows.add(evaluated(started));
      }
      return rows;
    }

    private Trial evaluated(Trial started) {
      try {
        return started.completed(evaluation.evaluate(started), Instant.now());
      } catch (InterruptedException cancelled) {
        Thread.currentThread().interrupt();
        return started.failed(TrialState.Cause.CANCELLED, "interrupted", Instant.now());
      } catch (NotANumberException diverged) {
        return started.failed(
            TrialState.Cause.DIVERGED, String.valueOf(diverged.getMessage()), Instant.now());
      } catch (Exception | LinkageError | AssertionError | StackOverflowError thrown) {
        return started.failed(TrialState.Cause.BUG, String.valueOf(thrown), Instant.now());
      } catch (OutOfMemoryError full) {
        return started.failed(
            TrialState.Cause.OUT_OF_MEMORY, String.valueOf(full.getMessage()), Instant.now());
      }
    }
  }
}
