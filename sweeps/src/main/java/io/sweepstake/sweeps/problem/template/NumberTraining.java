package io.sweepstake.sweeps.problem.template;

import io.sweepstake.sweeps.problem.DivergedException;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.study.Metrics;
import java.util.Arrays;
import java.util.Optional;

/** A training whose whole state is a few numbers: told by what one step does to them. */
public abstract class NumberTraining implements Training {
  private final double[] state;
  private long step;

  /**
   * @param start the numbers at step 0
   */
  protected NumberTraining(double... start) {
    state = start.clone();
  }

  /**
   * One step.
   *
   * @param state to be changed; nothing else is, or a checkpoint would not be all
   * @throws DivergedException if it cannot go on
   */
  protected abstract void next(double[] state) throws DivergedException;

  /** What is measured where the training stands. */
  protected abstract Metrics measured(double[] state);

  /** Its numbers, for {@link #result}. */
  protected final double[] state() {
    return state.clone();
  }

  @Override
  public final long step() {
    return step;
  }

  @Override
  public final void advance(long until, long every, Listener listener) throws DivergedException {
    while (step < until) {
      next(state);
      step++;
      if (step % every == 0) {
        listener.measured(step, measured(state));
      }
    }
  }

  @Override
  public final byte[] checkpoint() {
    double[] numbers = Arrays.copyOf(state, state.length + 1);
    numbers[state.length] = step;
    return NumberBytes.of(numbers);
  }

  @Override
  public final Optional<String> restore(byte[] checkpoint) {
    double[] numbers = NumberBytes.read(checkpoint, state.length + 1);
    System.arraycopy(numbers, 0, state, 0, state.length);
    step = (long) numbers[state.length];
    return Optional.empty();
  }
}
