package io.sweepstake.sweeps.run;

/** A sweep in which no trial gave a value. The message has the first failure. */
public final class SweepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SweepFailedException(String message) {
    super(message);
  }
}
