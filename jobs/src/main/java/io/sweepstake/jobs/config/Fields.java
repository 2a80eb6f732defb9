package io.sweepstake.jobs.config;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Values by key, where text, as a flag brings it, and YAML's own types mean the same. */
public record Fields(Map<String, ?> values) {
  public Optional<String> text(String key) {
    Object value = values.get(key);
    if (value instanceof Map || value instanceof Iterable) {
      throw new IllegalArgumentException(key + ": must be one value, was " + value);
    }
    return Optional.ofNullable(value).map(Object::toString);
  }

  /** The same, where a list is its parts with commas between them, as a flag has it. */
  public Optional<String> parts(String key) {
    return values.get(key) instanceof Iterable
        ? Optional.of(String.join(",", SweepConfig.sources(key, values.get(key))))
        : text(key);
  }

  public String required(String key) {
    return text(key).orElseThrow(() -> new IllegalArgumentException(key + ": must be given"));
  }

  public OptionalLong number(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get().strip()));
    } catch (NumberFormatException notWhole) {
      throw new IllegalArgumentException(key + ": must be a whole number, was " + text.get());
    }
  }

  public OptionalDouble real(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    double value;
    try {
      value = Double.parseDouble(text.get().strip());
    } catch (NumberFormatException notANumber) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(key + ": must be a finite number, was " + text.get());
    }
    return OptionalDouble.of(value);
  }

  public OptionalInt whole(String key) {
    OptionalLong number = number(key);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    if (number.getAsLong() != (int) number.getAsLong()) {
      throw new IllegalArgumentException(
          key + ": must be between -2147483648 and 2147483647, was " + number.getAsLong());
    }
    return OptionalInt.of((int) number.getAsLong());
  }

  public boolean flag(String key) {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      throw new IllegalArgumentException(key + ": must be true or false, was " + text.get());
    }
    return text.isPresent() && text.get().equals("true");
  }
}
