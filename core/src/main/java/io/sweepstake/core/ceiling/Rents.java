package io.sweepstake.core.ceiling;

/**
 * How one bidder's rents are paid.
 *
 * @param mix of her flows; bidders who are alike share it
 * @param convexity null where nothing is made of it; shared likewise
 */
record Rents(BidderTypes types, FlowMix mix, Convexity convexity) {
  /** How many are trained. */
  int coefficients() {
    return mix.flows() + (convexity == null ? 0 : convexity.count());
  }
}
