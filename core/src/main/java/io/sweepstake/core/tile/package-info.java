/**
 * Operations bound to tiles of 64 columns.
 *
 * <p>A tile is row-major: row after row, 64 columns side by side in each, so that every operation
 * is a loop over long contiguous rows and all of a tile stays in the core's own caches.
 */
package io.sweepstake.core.tile;
