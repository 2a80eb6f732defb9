package io.sweepstake.benchmarks.search;

import io.sweepstake.benchmarks.search.function.TestFunction;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Seeds;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * So many workers, simulated: each takes the next point as soon as it has told its last one. How
 * long a trial takes is log-normal with σ = 0.5, and a function of seed and number alone.
 */
public record AsynchronousWorkers(int count) {
  private static final double SIGMA = 0.5;

  public AsynchronousWorkers {
    if (count < 1) {
      throw new IllegalArgumentException("workers: must be at least 1, was " + count);
    }
  }

  private record Running(double end, int number, Point point) {}

  /**
   * A study of so many trials.
   *
   * @return by how many had been told, from 1: the simple regret of the one that keeps the
   *     constraint and was measured least, without what disturbs measurements; infinite as long as
   *     none keeps it
   */
  public double[] run(Proposer proposer, TestFunction function, long seed, int trials) {
    proposer.begin(function, seed, Math.min(trials, Startup.points(count)));
    PriorityQueue<Running> running =
        new PriorityQueue<>(
            (a, b) ->
                a.end != b.end
                    ? Double.compare(a.end, b.end)
                    : Integer.compare(a.number, b.number));
    double[] best = new double[trials];
    double now = 0;
    double least = Double.POSITIVE_INFINITY;
    double regret = Double.POSITIVE_INFINITY;
    int asked = 0;
    for (int told = 0; told < trials; told++) {
      while (asked < trials && running.size() < count) {
        running.add(new Running(now + duration(seed, asked), asked, proposer.ask()));
        asked++;
      }
      Running first = running.remove();
      now = first.end;
      double measured = function.measured(first.point, seed, first.number);
      double violation = function.violation(first.point);
      proposer.tell(first.number, measured, violation);
      if (violation == 0 && measured < least) {
        least = measured;
        regret = function.simpleRegret(first.point);
      }
      best[told] = regret;
    }
    return best;
  }

  /** By the transform of Box and Muller, whose stream no JDK changes. */
  private static double duration(long seed, int number) {
    RandomGenerator random = Seeds.generator(seed, "duration", number);
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return Math.exp(SIGMA * radius * Math.cos(2 * Math.PI * random.nextDouble()));
  }
}
