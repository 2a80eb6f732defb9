package io.sweepstake.jobs.spark;

/** Spark has gone, and with it all workers: nothing more can run. */
public final class ClusterLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClusterLostException(String message) {
    super(message);
  }
}
