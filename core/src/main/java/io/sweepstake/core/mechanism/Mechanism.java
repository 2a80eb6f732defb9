package io.sweepstake.core.mechanism;

import io.sweepstake.core.setting.Surplus;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * A direct mechanism: reports in, allocation and payments out.
 *
 * <p>The outcome of a profile depends on that profile's reports alone. Bidders' utilities are
 * linear in allocation, {@code u_i = Σ_j a_ij v_ij − p_i}, but where {@link #surplus} says
 * otherwise; under unit demand the mechanism itself keeps each bidder's total probability at most
 * 1.
 */
public interface Mechanism {
  /** Outcomes for each profile of reports. */
  Outcomes run(ValuationProfiles reports);

  /** What bidders gain from their allocation. */
  default Surplus surplus() {
    return Surplus.LINEAR;
  }

  /** A probe of single bidders' utilities; not shared between threads. */
  default BidderUtility bidderUtility() {
    return new RerunBidderUtility(this);
  }
}
