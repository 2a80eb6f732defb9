package io.sweepstake.sweeps.problem;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A kind of problem that can be swept, such as auctions; found by {@link java.util.ServiceLoader}.
 *
 * <p>A kind is what a module, or a jar of its own, brings: its name stands in {@code
 * META-INF/services/io.sweepstake.sweeps.problem.ProblemKind}, and a public constructor without
 * arguments makes it.
 */
public interface ProblemKind {
  /** Its name, by which a study says what it is about. */
  String name();

  /**
   * What a person may say of a problem: each is a flag and a key of a YAML file. The first is what
   * a grid of several studies varies.
   */
  List<Field> fields();

  /** The values of the first field that a grid takes when nobody says which. */
  default List<String> gridDefaults() {
    return List.of();
  }

  /** The values of the first field that have a name, for people to choose from. */
  default List<NamedSetting> namedSettings() {
    return List.of();
  }

  /**
   * Examples for the help: lines by command, such as {@code sweep}, or by the empty text for the
   * program itself.
   */
  default Map<String, List<String>> examples() {
    return Map.of();
  }

  /**
   * The problem that some settings are about. The one way in: from flags, from a file, and from
   * what a study recorded.
   *
   * <p>{@code problem(p.settings()).equals(p)} holds for every problem {@code p} of this kind.
   *
   * @param settings by the keys of {@link #fields}, and what else {@link Problem#settings} has;
   *     settings of other programs' making may be among them
   * @throws IllegalArgumentException naming the setting, the rule and the value
   */
  Problem problem(SortedMap<String, String> settings);

  /**
   * Of some settings those that are about a problem of this kind: its fields, with their own values
   * where none is given, and the hyper-parameters that it is fixed at. Of these they are themselves
   * again, so a problem that has them as its settings keeps the promise of {@link #problem}.
   *
   * @throws IllegalArgumentException naming a field that must be given
   */
  default SortedMap<String, String> own(SortedMap<String, String> settings) {
    SortedMap<String, String> own = new TreeMap<>(settings);
    own.keySet().removeIf(key -> !key.startsWith(Problem.PRESET));
    for (Field field : fields()) {
      String value = settings.getOrDefault(field.key(), field.value().orElse(null));
      if (value != null) {
        own.put(field.key(), value);
      } else if (field.required()) {
        throw new IllegalArgumentException(field.key() + ": must be given");
      }
    }
    return own;
  }
}
