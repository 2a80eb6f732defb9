/** Bids in files, and auctions held for them: on this machine, or by the tasks of a cluster. */
package io.sweepstake.problems.auction.bids;
