package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Condition;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A hyper-parameter, said once: a typed key to values that come by name.
 *
 * @param range where it is searched unless a person says otherwise; names its column {@code
 *     params_<name>}
 * @param preset its value when it is not searched; may lie outside of the range
 * @param role whether it can change in the middle of a trial
 * @param searched whether the default space has it
 * @param meaning one line for people
 * @param when trials have it only under this condition, on a choice that stands before it
 */
public record Tunable<T>(
    Param<T> range,
    T preset,
    Role role,
    boolean searched,
    String meaning,
    Optional<Condition> when) {
  /** When a hyper-parameter can change. */
  public enum Role {
    /** Never, nor from trial to trial: it says what the others are set to. */
    CHOOSES,
    /** Never: it decides the shape of what a checkpoint holds. */
    SHAPE,
    /** Before the first step: it says where a trial starts. */
    START,
    /** Also in the middle of a trial. */
    FREE
  }

  public Tunable {
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(meaning, "meaning");
    Objects.requireNonNull(when, "when");
  }

  /** One that every trial has. */
  public Tunable(Param<T> range, T preset, Role role, boolean searched, String meaning) {
    this(range, preset, role, searched, meaning, Optional.empty());
  }

  /** One that is searched, and may change in the middle of a trial. */
  public static <T> Tunable<T> searched(Param<T> range, T preset, String meaning) {
    return new Tunable<>(range, preset, Role.FREE, true, meaning);
  }

  /**
   * The hyper-parameters of a problem, those that its settings fix with that preset and not
   * searched.
   *
   * @param settings as {@link Problem#settings}
   * @throws IllegalArgumentException naming one that is fixed and not there, or its value
   */
  public static List<Tunable<?>> presets(Map<String, String> settings, Tunable<?>... all) {
    Set<String> named = new TreeSet<>(settings.keySet());
    named.removeIf(key -> !key.startsWith(Problem.PRESET));
    List<Tunable<?>> tunables = new ArrayList<>();
    for (Tunable<?> each : all) {
      String key = Problem.PRESET + each.name();
      tunables.add(named.remove(key) ? each.fixed(settings.get(key)) : each);
    }
    for (String unknown : named) {
      throw new IllegalArgumentException(
          unknown.substring(Problem.PRESET.length()) + ": there is no such hyper-parameter");
    }
    return List.copyOf(tunables);
  }

  public String name() {
    return range.name();
  }

  /** Whether it keeps its value for the whole of a trial. */
  public boolean frozen() {
    return role != Role.FREE;
  }

  /** The same with another preset, and not searched. */
  public Tunable<T> fixed(Object value) {
    return new Tunable<>(range, read(value), role, false, meaning, when);
  }

  /** The same under another name, in trials that make a choice. */
  public Tunable<T> under(String name, Condition choice) {
    return new Tunable<>(range.named(name), preset, role, searched, meaning, Optional.of(choice));
  }

  /** Its value among values by name; the preset where it has none. */
  public T in(Map<String, ?> values) {
    Object value = values.get(name());
    return value == null ? preset : read(value);
  }

  /**
   * A value of it from its own type, or from text; any number for one that has a range of numbers.
   *
   * @throws IllegalArgumentException naming the hyper-parameter, the rule and the value
   */
  @SuppressWarnings("unchecked") // T is what the kind of range says
  public T read(Object raw) {
    if (range instanceof CategoricalParam choice) {
      return (T) choice.parse(raw);
    }
    double number = number(raw);
    if (range instanceof IntParam) {
      if (number != (int) number) {
        throw new IllegalArgumentException(name() + ": must be a whole number, was " + raw);
      }
      return (T) Integer.valueOf((int) number);
    }
    return (T) Double.valueOf(number);
  }

  private double number(Object raw) {
    double number;
    try {
      number =
          raw instanceof Number given
              ? given.doubleValue()
              : Double.parseDouble(String.valueOf(raw).strip());
    } catch (NumberFormatException notANumber) {
      number = Double.NaN;
    }
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          name()
              + ": must be a "
              + (range instanceof FloatParam ? "" : "whole ")
              + "number, was "
              + raw);
    }
    return number;
  }
}
