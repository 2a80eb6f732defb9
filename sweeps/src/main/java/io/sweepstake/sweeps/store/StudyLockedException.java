package io.sweepstake.sweeps.store;

/** Another driver owns the study. The message names it. */
public final class StudyLockedException extends StudyException {
  private static final long serialVersionUID = 1;

  public StudyLockedException(String message) {
    super(message);
  }
}
