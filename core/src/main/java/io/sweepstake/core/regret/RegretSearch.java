package io.sweepstake.core.regret;

/** One way to look for misreports; attacks are made of several. */
interface RegretSearch {
  /** Tries candidates. */
  void improve(BestMisreports best);
}
