/**
 * Upper bounds on what any truthful auction can earn: the dual of the auction design problem.
 *
 * <p>For every dominant-strategy incentive compatible, ex-post individually rational auction {@code
 * (x, p)} and every field F of virtual values made here, {@code revenue ≤ E Σ_ij F_ij x_ij − E Σ_i
 * u_i(lowest)}, so that revenue is at most {@code E max_x Σ_ij F_ij x_ij} over feasible x. Radial
 * virtual values are where a field starts. Streams change no truthful auction's revenue, other
 * flows pay a bidder's rents along other paths: both keep the equality. Convexity of utilities
 * gives it up on one side. All are trained until the bound is low.
 */
package io.sweepstake.core.ceiling;
