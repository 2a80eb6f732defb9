package io.sweepstake.core.training;

/**
 * A training has left the numbers: NaN, or an exploding price of regret. Ends the trial, never the
 * process.
 */
public final class DivergedException extends Exception {
  private static final long serialVersionUID = 1L;
  private final long iteration;

  public DivergedException(long iteration, String what) {
    super("diverged at iteration " + iteration + ": " + what);
    this.iteration = iteration;
  }

  /** The iteration, from 0, that went wrong. */
  public long iteration() {
    return iteration;
  }
}
