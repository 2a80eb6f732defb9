package io.sweepstake.sweeps.problem;

/**
 * There is too little memory for what was asked for, such as a device's: the trial ends, as data;
 * trials that wanted it together are tried as smaller packs.
 */
public final class MemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
