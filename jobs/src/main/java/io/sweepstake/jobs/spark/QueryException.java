package io.sweepstake.jobs.spark;

/** A query that cannot be answered; the message says why in one line. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  QueryException(String message, Throwable cause) {
    super(message, cause);
  }
}
