package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.sweeps.problem.FirstSteps;
import java.time.Duration;
import java.util.Optional;

/** The first iterations of a training that nobody keeps, to know about how long all take. */
final class TriedTraining {
  private TriedTraining() {}

  /**
   * How long all of them take on an engine, if that can be told.
   *
   * @param device whether it computes on one, and not on a core
   */
  static Optional<Duration> pace(TrainingPlan plan, Engine engine, boolean device) {
    return device
        ? FirstSteps.onDevice(
            () -> steps(plan.start(engine)), plan.iterations(), ExpectedCost.PATIENCE)
        : FirstSteps.pace(
            () -> steps(plan.start(engine)),
            plan.iterations(),
            ExpectedCost.PATIENCE,
            ExpectedCost.LITTLE);
  }

  private static FirstSteps.Steps steps(Training training) {
    return new FirstSteps.Steps() {
      @Override
      public long done() {
        return training.iteration();
      }

      @Override
      public void advance(long until) throws io.sweepstake.sweeps.problem.DivergedException {
        try {
          training.advance(until, Long.MAX_VALUE, measured -> {});
        } catch (DivergedException diverged) {
          throw new io.sweepstake.sweeps.problem.DivergedException(diverged.getMessage(), diverged);
        }
      }

      @Override
      public void close() {
        training.close();
      }
    };
  }
}
