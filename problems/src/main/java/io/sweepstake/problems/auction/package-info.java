/**
 * The trial of an auction study: a point of its search space becomes a training spec, the full
 * trainer runs, and the network's economics on fresh profiles become the trial's metrics.
 */
package io.sweepstake.problems.auction;
