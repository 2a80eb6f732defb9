package io.sweepstake.jobs.progress;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The iteration counts of the trials under way, for a console to look at.
 *
 * <p>Trials write, at any rate they like; in local mode the driver, being the same process, reads.
 * On a cluster executors tell theirs to the driver now and then, which keeps it here too. What is
 * lost here is only news: nothing depends on it.
 */
public final class RunningTrials {
  private static final Map<Key, Position> POSITIONS = new ConcurrentHashMap<>();

  /** A trial among those of all studies of this process. */
  private record Key(String study, int trial) {}

  /**
   * Where a trial is.
   *
   * @param iteration iterations done
   * @param iterations iterations in all
   */
  public record Position(long iteration, long iterations) implements Serializable {}

  private RunningTrials() {}

  /** Notes that a trial has come this far. */
  public static void at(String study, int trial, long iteration, long iterations) {
    POSITIONS.put(new Key(study, trial), new Position(iteration, iterations));
  }

  /** Forgets a trial that has ended or left this process. */
  public static void left(String study, int trial) {
    POSITIONS.remove(new Key(study, trial));
  }

  /** A study's trials under way, by number; a copy. */
  public static SortedMap<Integer, Position> positions(String study) {
    SortedMap<Integer, Position> positions = new TreeMap<>();
    POSITIONS.forEach(
        (key, position) -> {
          if (key.study().equals(study)) {
            positions.put(key.trial(), position);
          }
        });
    return positions;
  }
}
