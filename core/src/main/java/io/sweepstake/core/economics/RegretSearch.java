package io.sweepstake.core.economics;

/** One way to look for misreports; attacks are made of several. */
interface RegretSearch {
  /** Tries candidates. */
  void improve(BestMisreports best);
}
