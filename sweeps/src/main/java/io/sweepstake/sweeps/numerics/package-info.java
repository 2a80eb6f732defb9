/**
 * What the samplers calculate with: the normal distribution, positive definite matrices, L-BFGS and
 * Sobol sequences. Nothing here knows spaces or samplers.
 */
package io.sweepstake.sweeps.numerics;
