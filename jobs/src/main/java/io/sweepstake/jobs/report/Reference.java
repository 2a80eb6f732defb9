package io.sweepstake.jobs.report;

/**
 * A revenue to compare learned auctions with.
 *
 * @param name of the auction that earns it
 * @param revenue expected, in the setting's unit of value
 * @param standardError of the revenue, 0 when it is computed, not sampled
 * @param optimum whether no incentive compatible auction earns more
 * @param source how the number is known
 */
public record Reference(
    String name, double revenue, double standardError, boolean optimum, String source) {}
