package io.sweepstake.core.dl4j;

/** Says what to add to the class path. */
public final class MissingLibraryException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  MissingLibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
