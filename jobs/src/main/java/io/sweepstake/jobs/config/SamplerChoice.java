package io.sweepstake.jobs.config;

import java.util.Locale;

/** The samplers to choose from. */
public enum SamplerChoice {
  TPE,
  RANDOM;

  /** As on the command line: in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
