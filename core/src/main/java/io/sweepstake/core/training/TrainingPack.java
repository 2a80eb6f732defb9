package io.sweepstake.core.training;

import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.program.NetworkWeights;
import java.util.List;
import java.util.Optional;

/**
 * Trainings that advance together, on one thread. Each is what it would be alone, bit for bit, on
 * the same engine; one that diverges stays where it is, and the others notice nothing.
 */
public interface TrainingPack extends AutoCloseable {
  /**
   * Trainings of these plans, at iteration 0: of one kind and shape side by side where the engine
   * does that, of others one after the other.
   *
   * @param plans at least one
   * @throws IllegalArgumentException if those of one kind are of different shapes
   */
  static TrainingPack start(List<? extends TrainingPlan> plans, Engine engine) {
    if (plans.isEmpty()) {
      throw new IllegalArgumentException("pack: has no member");
    }
    return plans.get(0).pack(plans, engine);
  }

  /**
   * How many trainings like this one fill an engine's device, see {@link Engine#capacity}; 1 for
   * those that run one after the other.
   */
  static int capacity(TrainingPlan like, Engine engine) {
    return like.capacity(engine);
  }

  int members();

  /** Iterations a member has done. */
  long iteration(int member);

  /** A member's weights as they stand. */
  NetworkWeights weights(int member);

  /** Why a member does not go on, if it does not. */
  Optional<DivergedException> diverged(int member);

  /**
   * Trains on until every member that goes on has done so many iterations in all; those that are
   * behind go first.
   *
   * @param until at most each plan's iterations
   * @param every iterations between two calls of a listener; at least 1
   * @param listeners one for each member
   * @throws IllegalArgumentException if {@code until} is more than a plan has
   */
  void advance(long until, long every, List<TrainingListener> listeners);

  /** Leaves a member where it stands from now on, until it is restored. */
  void leave(int member);

  /** See {@link Training#checkpoint}. */
  TrainingCheckpoint checkpoint(int member);

  /** See {@link Training#restore}: of whatever pack and place. One that had diverged goes on. */
  void restore(int member, TrainingCheckpoint checkpoint);

  /** See {@link Training#restoreAcrossEngines}. */
  void restoreAcrossEngines(int member, TrainingCheckpoint checkpoint);

  /** See {@link Training#adopt}. */
  void adopt(int member, TrainingCheckpoint checkpoint);

  @Override
  void close();
}
