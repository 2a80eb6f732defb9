package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A number to make large or small: a metric, or a weighted sum of several such as {@code revenue −
 * 5·regret}.
 */
public record Goal(Direction direction, Map<Metric, Double> weights) implements Serializable {
  public enum Direction {
    MAXIMIZE,
    MINIMIZE
  }

  public Goal {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("goal: needs at least one metric, had none");
    }
    weights.forEach(
        (metric, weight) -> {
          if (!Double.isFinite(weight) || weight == 0) {
            throw new IllegalArgumentException(
                "goal: the weight of " + metric + " must be finite and not 0, was " + weight);
          }
        });
  }

  public static Goal maximize(Metric metric) {
    return new Goal(Direction.MAXIMIZE, Map.of(metric, 1.0));
  }

  public static Goal minimize(Metric metric) {
    return new Goal(Direction.MINIMIZE, Map.of(metric, 1.0));
  }

  /** This goal with {@code weight · metric} added to what is optimised. */
  public Goal plus(double weight, Metric metric) {
    Map<Metric, Double> more = new LinkedHashMap<>(weights);
    more.put(metric, weight);
    return new Goal(direction, more);
  }

  /** This goal with {@code weight · metric} taken from what is optimised. */
  public Goal minus(double weight, Metric metric) {
    return plus(-weight, metric);
  }

  /** The value of the goal, when all its metrics have one and their sum is a number. */
  public OptionalDouble value(Metrics metrics) {
    double sum = 0;
    for (Map.Entry<Metric, Double> term : weights.entrySet()) {
      OptionalDouble value = metrics.value(term.getKey());
      if (value.isEmpty()) {
        return OptionalDouble.empty();
      }
      sum += term.getValue() * value.getAsDouble();
    }
    return Double.isNaN(sum) ? OptionalDouble.empty() : OptionalDouble.of(sum);
  }

  /** A value of the goal turned so that smaller is better. */
  public double loss(double value) {
    return direction == Direction.MAXIMIZE ? -value : value;
  }

  /** {@code maximize revenue - 5.0 regret}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(direction.name().toLowerCase(java.util.Locale.ROOT));
    boolean first = true;
    for (Map.Entry<Metric, Double> term : weights.entrySet()) {
      double weight = term.getValue();
      text.append(first ? (weight < 0 ? " -" : " ") : (weight < 0 ? " - " : " + "));
      text.append(Math.abs(weight) == 1 ? "" : Math.abs(weight) + " ").append(term.getKey());
      first = false;
    }
    return text.toString();
  }
}
