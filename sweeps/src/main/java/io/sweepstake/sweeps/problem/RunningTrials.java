package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.study.Measurement;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The step counts of the trials under way, for a console to look at.
 *
 * <p>Trials write, at any rate they like; in local mode the driver, being the same process, reads.
 * On a cluster executors tell theirs to the driver now and then, which keeps it here too. What is
 * lost here is only news: nothing depends on it.
 */
public final class RunningTrials {
  private final Map<Key, Position> positions = new ConcurrentHashMap<>();

  /** A trial among those of all studies of a process. */
  private record Key(String study, int trial) {}

  /**
   * Where a trial is.
   *
   * @param step steps done
   * @param steps steps in all
   * @param measured what it measured on its way, since it was sent here
   */
  public record Position(long step, long steps, List<Measurement> measured)
      implements Serializable {
    public Position {
      measured = List.copyOf(measured);
    }

    /** Of a trial that has measured nothing yet. */
    public Position(long step, long steps) {
      this(step, steps, List.of());
    }
  }

  /** Notes that a trial has come this far. */
  public void at(String study, int trial, long step, long steps) {
    at(study, trial, new Position(step, steps));
  }

  /** Notes where a trial is. */
  public void at(String study, int trial, Position position) {
    positions.put(new Key(study, trial), position);
  }

  /** Forgets a trial that has ended or left this process. */
  public void left(String study, int trial) {
    positions.remove(new Key(study, trial));
  }

  /** A study's trials under way, by number; a copy. */
  public SortedMap<Integer, Position> positions(String study) {
    SortedMap<Integer, Position> own = new TreeMap<>();
    positions.forEach(
        (key, position) -> {
          if (key.study().equals(study)) {
            own.put(key.trial(), position);
          }
        });
    return own;
  }
}
