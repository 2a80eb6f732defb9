/** The commands that are about auctions. */
package io.sweepstake.problems.auction.cli;
