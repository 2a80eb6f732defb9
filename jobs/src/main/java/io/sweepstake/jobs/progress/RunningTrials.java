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
  private static final Map<Integer, Position> POSITIONS = new ConcurrentHashMap<>();

  /**
   * Where a trial is.
   *
   * @param iteration iterations done
   * @param iterations iterations in all
   */
  public record Position(long iteration, long iterations) implements Serializable {}

  private RunningTrials() {}

  /** Notes that a trial has come this far. */
  public static void at(int trial, long iteration, long iterations) {
    POSITIONS.put(trial, new Position(iteration, iterations));
  }

  /** Forgets a trial that has ended or left this process. */
  public static void left(int trial) {
    POSITIONS.remove(trial);
  }

  /** The trials under way, by number; a copy. */
  public static SortedMap<Integer, Position> positions() {
    return new TreeMap<>(POSITIONS);
  }
}
