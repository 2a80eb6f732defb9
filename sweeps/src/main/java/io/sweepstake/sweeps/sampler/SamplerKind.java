package io.sweepstake.sweeps.sampler;

import java.util.Map;

/**
 * A sampler that studies may ask for by name. {@link Samplers} finds the kinds there are as
 * services: a new one is its file, with a kind in it, and a line in {@code META-INF/services}.
 */
public interface SamplerKind {
  /** What it is, with the options that are its own. */
  SamplerDescription description();

  /** Whether its first trials are random, with the source {@link EvenStartup#STARTUP}. */
  boolean startsUp();

  /**
   * A sampler.
   *
   * @param options by name, those of the description alone
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  Sampler sampler(Map<String, String> options);
}
