package io.sweepstake.core.engine.opencl;

/** Says in one line what a device, or its driver, does not do. */
public final class OpenClException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  OpenClException(String message, Throwable cause) {
    super(message, cause);
  }

  OpenClException(String message) {
    super(message);
  }
}
