package io.sweepstake.benchmarks.multiobjective;

import io.sweepstake.sweeps.study.History;

/** Something that searches a problem: a sampler of ours, or a peer. */
interface Searcher {
  String name();

  /** A study of so many trials, one after the other, all completed. */
  History search(Problem problem, long seed, int trials);
}
