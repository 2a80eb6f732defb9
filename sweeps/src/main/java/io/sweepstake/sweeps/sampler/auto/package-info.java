/** Whichever of the samplers a study is best served by. */
package io.sweepstake.sweeps.sampler.auto;
