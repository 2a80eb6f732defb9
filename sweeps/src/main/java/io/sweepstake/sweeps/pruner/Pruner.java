package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;

/** Decides at rungs which trials go on. A function of the history, like a sampler. */
public interface Pruner {
  /** The rungs before a trial's end, by rising step; none when trials run through. */
  List<Rung> rungs();

  /**
   * Judges a trial that has reached a rung.
   *
   * @param trial running, with the measurements up to the rung
   * @param history in which the trial stands as it was before this rung
   */
  Decision decide(Trial trial, Rung rung, History history);
}
