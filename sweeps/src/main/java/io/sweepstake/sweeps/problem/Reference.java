package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.study.Metrics;

/**
 * Something to compare trials with that is known without learning.
 *
 * @param name as people see it
 * @param metrics what is known of it
 * @param bound whether nothing honest can do better
 * @param source how it is known
 */
public record Reference(String name, Metrics metrics, boolean bound, String source) {}
