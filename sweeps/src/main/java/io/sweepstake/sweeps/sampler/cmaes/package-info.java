/** CMA-ES: a normal distribution that adapts to the better half of its trials. */
package io.sweepstake.sweeps.sampler.cmaes;
