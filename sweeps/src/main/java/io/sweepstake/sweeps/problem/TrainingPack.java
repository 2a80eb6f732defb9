package io.sweepstake.sweeps.problem;

import java.util.List;
import java.util.Optional;

/**
 * Trainings that advance together, on one thread, as on a device that one alone would leave idle.
 * Each is what it would be alone, bit for bit, whatever becomes of the others.
 */
public interface TrainingPack extends AutoCloseable {
  /** One for each trial, in their order; advanced by the pack alone. */
  List<Training> members();

  /**
   * Goes on until every member that goes on has done at least so many steps in all; those that are
   * behind go first.
   *
   * @param until at most the problem's steps
   * @param every steps between two calls of a listener; at least 1
   * @param listeners one for each member
   */
  void advance(long until, long every, List<Training.Listener> listeners);

  /** Why a member does not go on, if it has diverged. */
  Optional<DivergedException> diverged(int member);

  /** Leaves a member where it stands from now on. */
  void leave(int member);

  /** Gives back what it holds; its members are of no use any more. */
  @Override
  void close();
}
