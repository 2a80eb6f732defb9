package io.sweepstake.benchmarks.cluster;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A sweep as queues, event by event: a driver's thread that commits what has ended, asks, commits
 * what it asked and launches it; Spark's scheduler, which handles one pack after another; and
 * executors of one slot each.
 *
 * <p>As in a sweep, everything that ended while the driver was busy shares its next two commits.
 *
 * @param costs of the driver
 * @param executors at least 1, as many packs in flight
 * @param trialSeconds how long a trial takes on average; each takes between 0.8 and 1.2 times that
 * @param packSize trials that a pack runs one after another, at least 1
 */
public record DriverSimulation(
    DriverCosts costs, int executors, double trialSeconds, int packSize) {

  /**
   * What came of it.
   *
   * @param utilisation the share of the executors' time spent in trials
   * @param trialsPerSecond told
   * @param driverBusy the share of its time for which the driver's thread was busy
   */
  public record Outcome(double utilisation, double trialsPerSecond, double driverBusy) {}

  /** A pack that ends. */
  private record End(double at, double worked) {}

  public DriverSimulation {
    if (executors < 1 || packSize < 1 || !(trialSeconds >= 0)) {
      throw new IllegalArgumentException(
          "simulation: needs executors >= 1, pack size >= 1 and seconds >= 0, were %d, %d and %s"
              .formatted(executors, packSize, trialSeconds));
    }
  }

  /**
   * Runs so many packs per executor, and counts from the second on: a sweep begins with all
   * executors idle.
   */
  public Outcome run(int rounds, long seed) {
    Random random = new Random(seed);
    PriorityQueue<End> running = new PriorityQueue<>((a, b) -> Double.compare(a.at, b.at));
    ArrayDeque<End> ended = new ArrayDeque<>();
    double driverFree = 0;
    double schedulerFree = 0;
    for (int k = 0; k < executors; k++) {
      ended.add(new End(0, 0));
    }
    long warm = executors;
    long packs = (long) rounds * executors;
    long told = 0;
    double from = -1;
    double worked = 0;
    double busy = 0;
    double now = 0;
    while (told < packs) {
      if (ended.isEmpty()) {
        ended.add(running.poll());
      }
      double begins = Math.max(driverFree, ended.peek().at());
      while (!running.isEmpty() && running.peek().at() <= begins) {
        ended.add(running.poll());
      }
      int count = ended.size();
      for (End end : ended) {
        told++;
        if (told > 2 * warm) {
          worked += end.worked();
        } else if (told == 2 * warm) {
          from = begins;
        }
      }
      ended.clear();
      double rows = (double) count * packSize;
      double launched = begins + 2 * costs.commit() + rows * (2 * costs.row() + costs.ask());
      for (int k = 0; k < count; k++) {
        launched += costs.launch();
        schedulerFree = Math.max(schedulerFree, launched) + costs.schedule();
        double takes = 0;
        for (int trial = 0; trial < packSize; trial++) {
          takes += trialSeconds * (0.8 + 0.4 * random.nextDouble());
        }
        running.add(new End(schedulerFree + takes, takes));
      }
      busy += from < 0 ? 0 : launched - begins;
      driverFree = launched;
      now = begins;
    }
    double span = now - from;
    return new Outcome(
        worked / (span * executors),
        (packs - 2 * warm) * packSize / span,
        Math.min(1, busy / (driverFree - from)));
  }
}
