/**
 * Phase 1 of training: a network imitates a known auction, by parameter averaging over sharded
 * valuation profiles on Spark, and every trial starts from the result.
 */
package io.sweepstake.problems.auction.warmstart;
