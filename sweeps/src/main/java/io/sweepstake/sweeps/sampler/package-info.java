/**
 * Which point to try next: what a sampler is, the registry that finds them by name, and the
 * samplers of one file. A sampler that is more has a room of its own. Every sampler is a function
 * of the history.
 */
package io.sweepstake.sweeps.sampler;
