/**
 * The published experiments, done again: what is trained, what came of it, and the page that shows
 * it beside the literature.
 */
package io.sweepstake.problems.auction.reproduction;
