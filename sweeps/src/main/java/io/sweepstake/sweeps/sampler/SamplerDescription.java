package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.option.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sampler is and which options it has.
 *
 * @param name by which a study asks for it
 * @param meaning one sentence
 * @param manyGoals whether it takes an objective of several goals; one that does not refuses such a
 *     study
 */
public record SamplerDescription(
    String name, String meaning, boolean manyGoals, List<Option> options) {
  public SamplerDescription {
    options = List.copyOf(options);
  }

  /** The name and meaning, and a line for each option. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(name + "  " + meaning);
    options.forEach(option -> lines.add("  " + option));
    return lines;
  }
}
