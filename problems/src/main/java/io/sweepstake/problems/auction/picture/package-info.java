/** What an auction looks like: figures of the best network for a study's report. */
package io.sweepstake.problems.auction.picture;
