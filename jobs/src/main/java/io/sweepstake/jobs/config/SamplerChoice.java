package io.sweepstake.jobs.config;

/** The samplers to choose from. */
public enum SamplerChoice {
  TPE,
  RANDOM
}
