/** Which point to try next. Every sampler is a function of the history. */
package io.sweepstake.sweeps.sampler;
