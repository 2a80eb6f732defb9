package io.sweepstake.problems.auction.hyperparameter;

import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Tunable.Role;
import io.sweepstake.sweeps.pruner.PrunerDescription;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Param;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a family is trained in a setting: its hyper-parameters, each said once, with presets that
 * train a good auction in seconds and ranges around them; and the plan that values of them make.
 *
 * <p>A hyper-parameter is a field of the class of the families that have it, and its plan reads it
 * by that field.
 */
public abstract class FamilyTraining {
  static final String FAST = "fast";
  static final String PUBLISHED = "published";

  private final List<Tunable<?>> declared = new ArrayList<>();
  private final Map<String, ?> chosen;
  private final OptionalLong asked;
  final MechanismFamily family;
  final Setting setting;

  final Tunable<String> preset =
      choice(
          Role.CHOOSES,
          "what the others are set to: seconds, or the paper's own, minutes to hours",
          "preset",
          FAST,
          PUBLISHED);

  /**
   * @param asked iterations, if a person said how many; what hyper-parameters are set to may hang
   *     on them
   * @param chosen values of hyper-parameters, by name; what others are set to may hang on them
   */
  FamilyTraining(
      MechanismFamily family, Setting setting, OptionalLong asked, Map<String, ?> chosen) {
    this.family = family;
    this.setting = setting;
    this.asked = asked;
    this.chosen = chosen;
  }

  /**
   * How a family is trained.
   *
   * @throws IllegalArgumentException if nothing here can train it, or a value that others hang on
   *     is unknown
   */
  public static FamilyTraining of(
      MechanismFamily family, Setting setting, OptionalLong asked, Map<String, ?> chosen) {
    if (family instanceof NetworkFamily) {
      return new MisreportTraining(family, setting, asked, chosen);
    }
    if (family instanceof TruthfulFamily) {
      return new TruthfulTraining((TruthfulFamily) family, setting, asked, chosen);
    }
    throw new IllegalArgumentException("family " + family.name() + ": has no trainer");
  }

  /** The hyper-parameters, in the order of a study's columns. */
  public final List<Tunable<?>> tunables() {
    Map<String, Object> values = published() ? publishedValues() : new LinkedHashMap<>();
    values.putAll(chosen);
    List<Tunable<?>> tunables = new ArrayList<>();
    for (Tunable<?> tunable : declared) {
      Object value = values.get(tunable.name());
      tunables.add(value == null ? tunable : tunable.fixed(value));
    }
    return List.copyOf(tunables);
  }

  private Map<String, Object> publishedValues() {
    return published(setting.name())
        .map(Values::map)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "preset: no published hyper-parameters are known for "
                        + family.name()
                        + " in "
                        + setting.name()
                        + "; choose "
                        + FAST
                        + (publishedIn().isEmpty()
                            ? ""
                            : ", or a setting among " + String.join(", ", publishedIn()))));
  }

  /** The length of a training: as asked; else to be any good in seconds, or as published. */
  public final long iterations() {
    return asked.orElseGet(() -> published() ? publishedIterations() : fastIterations());
  }

  /** What speaks against a pruner, as {@link io.sweepstake.sweeps.problem.Problem#against} says. */
  public Optional<String> against(PrunerDescription pruner) {
    return Optional.empty();
  }

  /** Whether the paper's own hyper-parameters were chosen. */
  final boolean published() {
    return preset.in(chosen).equals(PUBLISHED);
  }

  /** What was chosen for a hyper-parameter, if anything. */
  final Optional<String> chosen(String name) {
    return Optional.ofNullable(chosen.get(name)).map(String::valueOf);
  }

  /**
   * The plan of a trial, of {@link #iterations}.
   *
   * @param values of hyper-parameters by name; those without one have their preset, so that a study
   *     goes on that began before a hyper-parameter existed
   * @throws IllegalArgumentException naming the first value that a training cannot use
   */
  public final TrainingPlan plan(Map<String, ?> values, long seed) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    tunables().forEach(tunable -> all.putIfAbsent(tunable.name(), tunable.preset()));
    return planned(iterations(), all, seed);
  }

  /** The same of values that are complete. */
  abstract TrainingPlan planned(long iterations, Map<String, Object> values, long seed);

  /**
   * Values of hyper-parameters that a study's bounds on regret ask for, by name.
   *
   * @param share that regret may be of revenue, in (0, 1), if there is such a bound
   * @param value that it may be, above 0, in units of value, likewise
   * @param named the hyper-parameters that a person speaks of
   */
  public Map<String, Object> aims(OptionalDouble share, OptionalDouble value, Set<String> named) {
    return Map.of();
  }

  /** The iterations to be any good, in seconds rather than hours. */
  abstract long fastIterations();

  /** The values that were published for a setting, if any were. */
  abstract Optional<Values> published(String settingName);

  /** The settings for which some were, in order. */
  abstract List<String> publishedIn();

  abstract long publishedIterations();

  /** Values of hyper-parameters, each given by what it is a value of. */
  static final class Values {
    private final Map<String, Object> values = new LinkedHashMap<>();

    <T> Values set(Tunable<T> tunable, T value) {
      values.put(tunable.name(), value);
      return this;
    }

    Map<String, Object> map() {
      return new LinkedHashMap<>(values);
    }
  }

  /** Declares a hyper-parameter. */
  final <T> Tunable<T> tunable(
      Role role, Param<T> range, T preset, boolean searched, String meaning) {
    Tunable<T> tunable = new Tunable<>(range, preset, role, searched, meaning);
    declared.add(tunable);
    return tunable;
  }

  /** Declares a choice whose first is the preset, and which is not searched. */
  final Tunable<String> choice(Role role, String meaning, String name, String... choices) {
    return tunable(role, CategoricalParam.of(name, choices), choices[0], false, meaning);
  }
}
