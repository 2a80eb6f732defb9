/** Auctions held for bids that came in: outcomes as decimals that add up, and draws from them. */
package io.sweepstake.core.sale;
