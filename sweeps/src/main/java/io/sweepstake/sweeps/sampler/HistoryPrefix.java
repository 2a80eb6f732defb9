package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of a history a sampler's model knows: the trials it has seen asked, told and open, so
 * that a model is carried on when the history has grown, and only then.
 */
public final class HistoryPrefix {
  private final StudySpec spec;
  private final Map<Integer, Point> open = new HashMap<>();
  private int asked;
  private int told;
  private Trial lastTold;

  public HistoryPrefix(StudySpec spec) {
    this.spec = spec;
  }

  public int asked() {
    return asked;
  }

  public int told() {
    return told;
  }

  /** Whether this is part of a history; identity of its values tells, in O(open trials). */
  @SuppressWarnings("ReferenceEquality")
  public boolean precedes(History history) {
    if (history.spec() != spec || asked > history.size() || told > history.told()) {
      return false;
    }
    if (told > 0 && history.finished().get(told - 1) != lastTold) {
      return false;
    }
    return open.entrySet().stream()
        .allMatch(entry -> history.trial(entry.getKey()).point() == entry.getValue());
  }

  /** Takes the next trial that was asked for. */
  public Trial ask(History history) {
    return history.trial(asked++);
  }

  /** Holds a trial as open until it is told. */
  public void hold(Trial trial) {
    open.put(trial.number(), trial.point());
  }

  /** Takes the next trial that was told. */
  public Trial tell(History history) {
    lastTold = history.finished().get(told++);
    open.remove(lastTold.number());
    return lastTold;
  }
}
