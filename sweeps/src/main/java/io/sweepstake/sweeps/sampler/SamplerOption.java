package io.sweepstake.sweeps.sampler;

import java.util.Locale;

/**
 * An option of a sampler, as a study names it and as help prints it.
 *
 * @param meaning what it does, with its range
 * @param otherwise its value when not given, as text
 */
public record SamplerOption(String name, String meaning, String otherwise) {
  public SamplerOption {
    if (!name.matches("[a-z][a-z_]*")) {
      throw new IllegalArgumentException(
          "sampler option: a name is lower-case words joined by '_', was " + name);
    }
  }

  static SamplerOption of(String name, Object otherwise, String meaning) {
    return new SamplerOption(name, meaning, String.valueOf(otherwise).toLowerCase(Locale.ROOT));
  }

  /** {@code candidates=24 points drawn …}. */
  @Override
  public String toString() {
    return name + "=" + otherwise + "  " + meaning;
  }
}
