package io.sweepstake.core.mechanism;

import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * One bidder's utility as a function of her misreport, everybody else truthful: what a regret
 * attack probes.
 *
 * <p>Use: {@link #fix} a block of profiles and a bidder, then ask as often as needed. Not
 * thread-safe.
 */
public interface BidderUtility {
  /** The most profiles {@link #fix} takes at once. */
  int blockSize();

  /**
   * Fixes the truth: profiles {@code first .. first + count - 1} of the block, and who misreports.
   *
   * @param count from 1 to {@link #blockSize()}
   */
  void fix(ValuationProfiles truth, int first, int count, int bidder);

  /**
   * Utilities {@code Σ_j a_ij(b_i, v_−i) v_ij − p_i(b_i, v_−i)} under misreports; the sum is the
   * mechanism's {@link Mechanism#surplus} for the true values where that is another.
   *
   * @param misreports {@code [profile][item]} for the fixed profiles
   * @param utilities written, {@code [profile]}
   */
  void utilities(float[] misreports, float[] utilities);

  /** Whether {@link #gradients} can be asked. */
  boolean differentiable();

  /**
   * Utilities, and their gradients with respect to the misreport.
   *
   * @param gradients written, {@code [profile][item]}
   * @throws UnsupportedOperationException if not {@link #differentiable()}
   */
  void gradients(float[] misreports, float[] utilities, float[] gradients);
}
