package io.sweepstake.benchmarks.search.function;

import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Another function seen through noise, as a training's seed puts it on what it earns; judged by
 * what a point is worth without.
 *
 * @param inner what is measured
 * @param deviation standard deviation of a measurement, normal and independent
 */
public record Noisy(TestFunction inner, double deviation) implements TestFunction {
  @Override
  public String name() {
    return inner.name() + "n";
  }

  @Override
  public SearchSpace space() {
    return inner.space();
  }

  @Override
  public double value(Point point) {
    return inner.value(point);
  }

  /** By the transform of Box and Muller, whose stream no JDK changes. */
  @Override
  public double measured(Point point, long seed, int number) {
    RandomGenerator random = Seeds.generator(seed, "noise", number);
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return value(point) + deviation * radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  @Override
  public double violation(Point point) {
    return inner.violation(point);
  }

  @Override
  public boolean constrained() {
    return inner.constrained();
  }

  @Override
  public double minimum() {
    return inner.minimum();
  }

  @Override
  public List<Point> minimisers() {
    return inner.minimisers();
  }
}
