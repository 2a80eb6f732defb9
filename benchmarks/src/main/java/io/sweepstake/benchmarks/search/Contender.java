package io.sweepstake.benchmarks.search;

/** Somebody who takes part in the comparison. */
public interface Contender {
  /** As in the head of its column. */
  String name();

  /** Whether it is somebody else's. */
  boolean peer();

  /** A proposer that is used by one thread. */
  Proposer open();
}
