package io.sweepstake.core.valuation;

/**
 * Draws valuation profiles.
 *
 * <p>Counter-based: profile {@code i} is a function of {@code (seed, i)} and of nothing else, so
 * any range can be drawn anywhere, in any order, and comes out the same. Implementations are
 * immutable values with {@code equals}.
 */
public interface ValuationDistribution {
  /**
   * Writes profiles {@code firstProfile, firstProfile + 1, …} into the block, filling it.
   *
   * @throws IllegalArgumentException if the block's bidders or items are not this distribution's
   */
  void sample(long firstProfile, ValuationProfiles into, long seed);

  /** Where valuations may lie, and misreports are projected to. */
  Support support();

  /** What mechanisms are judged on: the same, but for observations, which keep some rows for it. */
  default ValuationDistribution heldOut() {
    return this;
  }

  /** How many different profiles there are to judge by; more would only repeat them. */
  default long distinctProfiles() {
    return Long.MAX_VALUE;
  }
}
