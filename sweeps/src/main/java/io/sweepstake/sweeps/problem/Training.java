package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trial under way, on one thread. All its state is in {@link #checkpoint}: one that was stopped
 * and restored goes on as if it had never stopped.
 */
public interface Training {
  /** Steps done. */
  long step();

  /**
   * Goes on until so many steps are done in all.
   *
   * @param until at most the problem's steps
   * @param every steps between two calls of the listener; at least 1
   * @throws DivergedException if it cannot go on
   */
  void advance(long until, long every, Listener listener) throws DivergedException;

  /** All of its state. */
  byte[] checkpoint();

  /**
   * Takes up a checkpoint of the same trial.
   *
   * @return what is worth knowing about it, such as that it was another engine's
   * @throws IllegalArgumentException if it is another trial's, or damaged
   */
  Optional<String> restore(byte[] checkpoint);

  /**
   * Goes on from the checkpoint of a trial whose hyper-parameters differ in those that may change:
   * as a rule just so, as they are in no checkpoint.
   *
   * @throws IllegalArgumentException if it cannot
   */
  default void adopt(byte[] checkpoint) {
    Optional<String> unused = restore(checkpoint);
  }

  /** What can be said of it at any time, such as its engine: attributes of the trial's row. */
  default Map<String, String> attributes() {
    return Map.of();
  }

  /**
   * What has come of it, when all steps are done.
   *
   * @param millis that it took, on all workers that had it
   */
  Result result(long millis);

  /** Told what a training measures on its way. */
  @FunctionalInterface
  interface Listener {
    void measured(long step, Metrics metrics);
  }

  /**
   * What came of a training.
   *
   * @param metrics of {@link Problem#metrics}
   * @param attributes of the trial's row, beside {@link Training#attributes}
   * @param artifacts what it leaves behind
   */
  record Result(Metrics metrics, Map<String, String> attributes, List<Artifact> artifacts) {
    public Result {
      attributes = Map.copyOf(attributes);
      artifacts = List.copyOf(artifacts);
    }

    /** These metrics and artifacts. */
    public static Result of(Metrics metrics, Artifact... artifacts) {
      return new Result(metrics, Map.of(), List.of(artifacts));
    }
  }
}
