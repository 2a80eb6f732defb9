/** What one trained auction does with its first bidder: curves of one item, maps of two. */
package io.sweepstake.problems.auction.portrait;
