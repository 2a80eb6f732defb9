package io.sweepstake.sweeps.problem;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that a person may say of a problem: the flag {@code --key}, and a key of a YAML file.
 *
 * @param key small letters, with dashes between words
 * @param label what stands for the value in the help, such as {@code N}
 * @param meaning one sentence for the help
 * @param required whether a problem cannot be without; by these a study is known that does not say
 *     which kind it is of
 * @param value what it is where none is given; empty where that hangs on others
 * @param beginning what its values begin with, where other kinds of problem have a field of this
 *     key; the one kind that has it without a beginning gets all other values
 */
public record Field(
    String key,
    String label,
    String meaning,
    boolean required,
    Optional<String> value,
    Optional<String> beginning) {
  public Field {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(beginning, "beginning");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(meaning, "meaning");
    if (!key.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "field: key must be small letters and digits with dashes between words, was \""
              + key
              + '"');
    }
  }

  /** A field that must be given. */
  public static Field required(String key, String label, String meaning) {
    return new Field(key, label, meaning, true, Optional.empty(), Optional.empty());
  }

  /** A field that must be given, with values that begin with this, by which its kind is known. */
  public static Field required(String key, String label, String meaning, String beginning) {
    return new Field(key, label, meaning, true, Optional.empty(), Optional.of(beginning));
  }

  /** A field that has a value of its own where none is given, which hangs on others. */
  public static Field optional(String key, String label, String meaning) {
    return new Field(key, label, meaning, false, Optional.empty(), Optional.empty());
  }

  /**
   * A field that has this value where none is given.
   *
   * @param meaning without a full stop; the help adds the value
   */
  public static Field optional(String key, String label, String meaning, Object value) {
    String help = meaning + " (default: " + value + ").";
    return new Field(key, label, help, false, Optional.of(String.valueOf(value)), Optional.empty());
  }
}
