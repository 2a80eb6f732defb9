package io.sweepstake.sweeps.store;

/**
 * A study that cannot be read, written or continued. The message names the file, the rule and the
 * value, for a person to read; nothing was destroyed.
 */
public class StudyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StudyException(String message) {
    super(message);
  }

  public StudyException(String message, Throwable cause) {
    super(message, cause);
  }
}
