/** A steady-state genetic algorithm, with the operators of Jenetics. */
package io.sweepstake.sweeps.sampler.genetic;
