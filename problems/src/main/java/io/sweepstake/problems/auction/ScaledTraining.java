package io.sweepstake.problems.auction;

import io.sweepstake.sweeps.problem.DivergedException;
import io.sweepstake.sweeps.problem.Training;
import java.util.Map;
import java.util.Optional;

/**
 * A training whose steps are equal shares of its length, so that trainings of different lengths can
 * be compared on their way. Where it stands is told by its iterations alone.
 *
 * @param iterations of the training, at least {@code steps}
 * @param steps that they are counted in, at least 1
 */
record ScaledTraining(Training training, long iterations, long steps) implements Training {
  @Override
  public long step() {
    return Math.multiplyExact(training.step(), steps) / iterations;
  }

  /** The iterations after which a step is done. */
  private long iteration(long step) {
    return -Math.floorDiv(-Math.multiplyExact(step, iterations), steps);
  }

  @Override
  public void advance(long until, long every, Listener listener) throws DivergedException {
    while (step() < until) {
      long next = Math.min(until, (step() / every + 1) * every);
      long iteration = iteration(next);
      // What is measured is a mean since the last time, which stretches must not decide.
      boolean measures = next % every == 0;
      training.advance(
          iteration,
          measures ? iteration : Long.MAX_VALUE,
          (reached, metrics) -> listener.measured(next, metrics));
    }
  }

  @Override
  public byte[] checkpoint() {
    return training.checkpoint();
  }

  @Override
  public Optional<String> restore(byte[] checkpoint) {
    return training.restore(checkpoint);
  }

  @Override
  public void adopt(byte[] checkpoint) {
    training.adopt(checkpoint);
  }

  @Override
  public Map<String, String> attributes() {
    return training.attributes();
  }

  @Override
  public Result result(long millis) {
    return training.result(millis);
  }
}
