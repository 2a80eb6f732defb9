package io.sweepstake.core.engine;

/** Says in one line that something does not fit into a device's memory: less of it may. */
public class MemoryException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public MemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
