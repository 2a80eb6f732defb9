package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Decides at rungs which trials go on. A function of the history, like a sampler: it may keep what
 * it computed, but a fresh one gives the same answers.
 *
 * <p>Most pruners only {@link #decide}. One that lets trials wait also {@link #release}s them, and
 * one that replaces trials says where the {@link #heir}s begin.
 */
public interface Pruner {
  /** The rungs before a trial's end, by rising step; none when trials run through. */
  List<Rung> rungs();

  /**
   * Judges a trial that has reached a rung.
   *
   * @param trial running, with the measurements up to the rung
   * @param history in which the trial stands as it was before this rung
   * @return anything but a promotion or an exploitation, which are for trials that wait
   */
  Decision decide(Trial trial, Rung rung, History history);

  /**
   * Chooses, when a worker is free, one of the trials that wait at a rung.
   *
   * @param more whether new trials may be asked for instead
   * @param checkpoints there are
   * @return empty to leave all of them waiting
   */
  default Optional<Release> release(History history, boolean more, Set<Checkpoint> checkpoints) {
    return Optional.empty();
  }

  /**
   * What becomes of a trial that waited.
   *
   * @param trial its number
   * @param decision to promote, stop or exploit
   */
  record Release(int trial, Decision decision) {}

  /**
   * The point of the next trial that takes the place of one that has ended in an exploitation, and
   * where it begins; empty when none is to be replaced. Depends on told trials, and on the points
   * and origins of others, alone: what {@link History#seenBy} brings back.
   */
  default Optional<Heir> heir(History history, RandomGenerator random) {
    return Optional.empty();
  }

  /**
   * Whether a trial may still be told to go on from a checkpoint that its owner has left behind.
   */
  default boolean keeps(Checkpoint checkpoint, History history) {
    return false;
  }
}
