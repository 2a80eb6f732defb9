package io.sweepstake.sweeps.run;

/** The process or machine that ran a pack went away; its trials may be sent again. */
public final class LostWorkerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LostWorkerException(String message, Throwable cause) {
    super(message, cause);
  }
}
