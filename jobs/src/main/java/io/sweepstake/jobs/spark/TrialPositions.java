package io.sweepstake.jobs.spark;

import io.sweepstake.sweeps.problem.RunningTrials;
import io.sweepstake.sweeps.problem.RunningTrials.Position;
import io.sweepstake.sweeps.problem.Worker;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.util.AccumulatorV2;

/**
 * How far the trials of a running task have come, for the driver to hear with every heartbeat of
 * the task's executor.
 *
 * <p>An accumulator only in so far as Spark sends it along: it looks at {@link RunningTrials} at
 * the moment at which it is sent, and the driver keeps nothing of it when the task has ended.
 */
final class TrialPositions
    extends AccumulatorV2<Integer, SortedMap<Integer, RunningTrials.Position>> {
  private static final long serialVersionUID = 1;

  private final String study;
  private final TreeSet<Integer> trials = new TreeSet<>();

  /** As they were when this was sent; null where the trials run. */
  private TreeMap<Integer, Position> sent;

  TrialPositions(String study) {
    this.study = study;
  }

  /** Watches a trial of this task. */
  @Override
  public synchronized void add(Integer trial) {
    trials.add(trial);
  }

  @Override
  public synchronized boolean isZero() {
    return value().isEmpty();
  }

  @Override
  public synchronized SortedMap<Integer, Position> value() {
    if (sent != null) {
      return sent;
    }
    SortedMap<Integer, Position> positions = Worker.ofThisProcess().running().positions(study);
    positions.keySet().retainAll(trials);
    return positions;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    synchronized (this) {
      sent = trials.isEmpty() ? null : new TreeMap<>(value());
      out.defaultWriteObject();
      sent = null;
    }
  }

  @Override
  public AccumulatorV2<Integer, SortedMap<Integer, Position>> copy() {
    TrialPositions copy = new TrialPositions(study);
    copy.trials.addAll(trials);
    return copy;
  }

  @Override
  public synchronized void reset() {
    trials.clear();
  }

  @Override
  public void merge(AccumulatorV2<Integer, SortedMap<Integer, Position>> ended) {
    // Where a trial was before it ended is no news.
  }
}
