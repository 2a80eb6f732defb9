package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The options of one pruner as they are read: what has not been read at the end is unknown.
 *
 * @param steps the full length of a trial, at least 1
 */
final class PrunerOptions {
  private final String name;
  private final Map<String, String> left;
  private final Set<String> known = new TreeSet<>();
  private final Goal otherwise;
  private final long steps;

  PrunerOptions(Strategy strategy, Goal otherwise, long steps) {
    name = strategy.name();
    left = new TreeMap<>(strategy.options());
    this.otherwise = otherwise;
    this.steps = steps;
  }

  /** The options read so far. */
  Set<String> known() {
    return Set.copyOf(known);
  }

  long steps() {
    return steps;
  }

  /** What is not read yet, for another pruner. */
  Strategy rest(String other) {
    Strategy rest = Strategy.of(other, left);
    left.clear();
    return rest;
  }

  /**
   * Ends the reading.
   *
   * @throws IllegalArgumentException naming an option that nobody read
   */
  void close() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": options are " + known + ", was " + left.keySet().iterator().next());
    }
  }

  String text(String option, String otherwise) {
    known.add(option);
    String text = left.remove(option);
    return text == null ? otherwise : text.strip();
  }

  long whole(String option, long otherwise) {
    String text = text(option, String.valueOf(otherwise));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notWhole) {
      throw refusal(option, "a whole number", text);
    }
  }

  int small(String option, int otherwise) {
    long value = whole(option, otherwise);
    if (value != (int) value) {
      throw refusal(option, "a whole number below 2147483648", String.valueOf(value));
    }
    return (int) value;
  }

  double real(String option, double otherwise) {
    String text = text(option, String.valueOf(otherwise));
    try {
      double value = Double.parseDouble(text);
      if (!Double.isNaN(value)) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw refusal(option, "a number", text);
    }
    throw refusal(option, "a number", text);
  }

  Set<String> names(String option) {
    return Arrays.stream(text(option, "").split("\\+"))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.toSet());
  }

  <T extends Enum<T>> T choice(String option, T otherwise) {
    String text = text(option, otherwise.toString());
    List<T> choices = List.of(otherwise.getDeclaringClass().getEnumConstants());
    for (T choice : choices) {
      if (choice.toString().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
        return choice;
      }
    }
    throw refusal(option, "one of " + choices, text);
  }

  /** What is compared: {@code metric} in a {@code direction}, or the caller's goal. */
  Goal goal() {
    String metric = text("metric", "");
    String direction = text("direction", "").toLowerCase(Locale.ROOT);
    if (!List.of("", "maximize", "minimize").contains(direction)) {
      throw refusal("direction", "maximize or minimize", direction);
    }
    if (metric.isEmpty()) {
      if (!direction.isEmpty()) {
        throw new IllegalArgumentException(name + " direction: must come with a metric, had none");
      }
      return otherwise;
    }
    Metric compared = Metric.of(metric);
    Double weight = otherwise.weights().get(compared);
    if (direction.isEmpty() && weight == null) {
      throw new IllegalArgumentException(
          name
              + " direction: must be maximize or minimize where the metric is none of the"
              + " objective's, was not given for "
              + metric);
    }
    boolean up =
        direction.isEmpty()
            ? (weight > 0) == (otherwise.direction() == Goal.Direction.MAXIMIZE)
            : direction.equals("maximize");
    return up ? Goal.maximize(compared) : Goal.minimize(compared);
  }

  /** Rungs at {@code warmup}, and every {@code interval} from there. */
  List<Rung> rungs(long warmup, long interval) {
    long first = whole("warmup", warmup);
    long pace = whole("interval", interval);
    List<Rung> rungs = Rung.every(first, pace, steps);
    if (rungs.isEmpty()) {
      throw refusal("warmup", "below a trial's " + steps + " steps", String.valueOf(first));
    }
    return rungs;
  }

  private IllegalArgumentException refusal(String option, String rule, String text) {
    return new IllegalArgumentException(
        name + " " + option + ": must be " + rule + ", was " + text);
  }
}
