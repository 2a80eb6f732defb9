/** Kidney exchanges that are learned: a network that says what an optimisation is to prefer. */
package io.sweepstake.core.matchnet;
