/**
 * Those who bid for one item again and again, and what they are like: values on a grid, bids on a
 * grid, a risk attitude, and a way to learn what to bid.
 */
package io.sweepstake.core.bidding;
