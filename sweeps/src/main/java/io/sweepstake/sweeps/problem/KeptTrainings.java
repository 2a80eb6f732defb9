package io.sweepstake.sweeps.problem;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trainings that stopped at a rung in this process, with all that they have built and drawn, for
 * trials that come back to it: such a one need not be built again from its checkpoint.
 *
 * <p>A training is found by the very bytes of the checkpoint it stands at, and only by trials that
 * would be started alike, so that it goes on exactly as one that was restored: where a run has
 * moved to another engine, none is here. The garbage collector may take all of it.
 */
public final class KeptTrainings {
  private final int most;
  private final Map<Integer, SoftReference<Stopped>> byHash = new LinkedHashMap<>();

  private record Stopped(byte[] checkpoint, Trainings of, Training training) {}

  /**
   * @param most how many to keep, at least 1
   */
  public KeptTrainings(int most) {
    this.most = most;
  }

  /** Keeps a training that stands at this checkpoint; nobody else may advance it. */
  public synchronized void keep(byte[] checkpoint, Trainings of, Training training) {
    byHash.remove(Arrays.hashCode(checkpoint));
    byHash.put(
        Arrays.hashCode(checkpoint), new SoftReference<>(new Stopped(checkpoint, of, training)));
    if (byHash.size() > most) {
      byHash.remove(byHash.keySet().iterator().next());
    }
  }

  /** Hands over the training that stands at this checkpoint, if it is still here and alike. */
  public synchronized Optional<Training> take(byte[] checkpoint, Trainings of) {
    SoftReference<Stopped> found = byHash.remove(Arrays.hashCode(checkpoint));
    return Optional.ofNullable(found)
        .map(SoftReference::get)
        .filter(stopped -> stopped.of().equals(of))
        .filter(stopped -> Arrays.equals(stopped.checkpoint(), checkpoint))
        .map(Stopped::training);
  }
}
