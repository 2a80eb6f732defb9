/** Bayesian optimisation with a Gaussian process. */
package io.sweepstake.sweeps.sampler.gp;
