/**
 * Engines: they run a {@link io.sweepstake.core.network.NetworkProgram} forward and backward on
 * tiles of 64 profiles.
 *
 * <p>A tile's block is feature-major: row after row, 64 profiles side by side in each, so that
 * every operation is a loop over long contiguous rows and all of a tile stays in the core's own
 * caches. {@link io.sweepstake.core.engine.Kernels} are the loops: plain ones define them, Vector
 * API ones are fast.
 */
package io.sweepstake.core.engine;
