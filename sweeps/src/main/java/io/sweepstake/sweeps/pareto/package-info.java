/** Vectors of losses, smaller being better in every coordinate: dominance, fronts, hypervolume. */
package io.sweepstake.sweeps.pareto;
