package io.sweepstake.benchmarks.pruning;

/**
 * How a training stood on its way.
 *
 * @param trainRevenue on its own batches since the stand before
 * @param trainRegret likewise
 * @param revenue of fresh profiles, by a cheap attack's measure
 * @param regret that this attack found
 */
record Stand(double trainRevenue, double trainRegret, double revenue, double regret) {}
