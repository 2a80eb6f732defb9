package io.sweepstake.sweeps.problem;

/** A number that a training lives by is not usable any more: the trial ends, as data. */
public final class DivergedException extends Exception {
  private static final long serialVersionUID = 1;

  public DivergedException(String message) {
    super(message);
  }

  public DivergedException(String message, Throwable cause) {
    super(message, cause);
  }
}
