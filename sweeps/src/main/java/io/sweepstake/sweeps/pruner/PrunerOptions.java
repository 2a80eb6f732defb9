package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.option.Options;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The options of one pruner, with what several pruners understand alike: goals, rungs, ladders. */
public final class PrunerOptions {
  public static final Option METRIC =
      Option.of("metric", "the goal", "what is compared, of what trials measure on their way");

  public static final Option DIRECTION =
      Option.of("direction", "the goal's", "maximize or minimize, with a metric");

  /** Of pruners that judge at a first step and, by {@link #INTERVAL}, at equal distances on. */
  public static final Option WARMUP =
      Option.of("warmup", "steps/10", "the first step at which trials are judged; at least 1");

  public static final Option INTERVAL =
      Option.of("interval", "steps/10", "steps from there to the next; at least 1");

  /** Of pruners whose steps of judgement grow by a factor. */
  public static final Option FIRST =
      Option.of("first", "steps/factor^2", "the first step at which trials are judged; at least 1");

  /** Of pruners that change trials on their way. */
  public static final Option FROZEN =
      Option.of("frozen", "none", "parameters that cannot change on a trial's way: a+b");

  /** Of pruners that have another one judge. */
  public static final Option INNER =
      Option.of(
          "inner", "none", "another pruner that judges, with its options instead of the next two");

  private final String name;
  private final Options read;
  private final Goal otherwise;
  private final long steps;

  /**
   * A reader of the options a person gave.
   *
   * @param otherwise what is compared unless the options name a metric
   * @param steps the full length of a trial, at least 1
   * @throws IllegalArgumentException naming an option that the description lacks
   */
  public PrunerOptions(
      PrunerDescription description, Map<String, String> given, Goal otherwise, long steps) {
    name = description.name();
    read = new Options(name, description.known(), given);
    this.otherwise = otherwise;
    this.steps = steps;
  }

  /** The pruner's own options. */
  public Options read() {
    return read;
  }

  private String given(Option option) {
    return read.gives(option.name()) ? read.text(option.name()) : "";
  }

  /** What is compared: {@code metric} in a {@code direction}, or the caller's goal. */
  public Goal goal() {
    String metric = given(METRIC);
    String direction = given(DIRECTION).toLowerCase(Locale.ROOT);
    if (!List.of("", "maximize", "minimize").contains(direction)) {
      throw read.refusal("direction", "maximize or minimize", direction);
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

  /** Rungs at {@code warmup}, and every {@code interval} from there; both a tenth by default. */
  public List<Rung> rungs() {
    long tenth = Math.max(1, steps / 10);
    return rungs(tenth, tenth);
  }

  /** Rungs at {@code warmup}, and every {@code interval} from there. */
  public List<Rung> rungs(long warmup, long interval) {
    long first = read.steps("warmup", warmup);
    List<Rung> rungs = Rung.every(first, read.steps("interval", interval), steps);
    if (rungs.isEmpty()) {
      throw read.refusal("warmup", "below a trial's " + steps + " steps", String.valueOf(first));
    }
    return rungs;
  }

  /** The reduction factor of successive halvings, at least 2. */
  public int factor() {
    return Halving.checkFactor(read.whole("factor"));
  }

  /** The first step of successive halvings, by default such that there are two rungs. */
  public long first() {
    long factor = factor();
    return read.steps("first", Math.max(1, steps / (factor * factor)));
  }
}
