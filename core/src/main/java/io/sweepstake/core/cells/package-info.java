/**
 * Two bidders' affine maximisers with menus that are changed on cells of what the rival reports,
 * and the finite proof that nothing is sold twice.
 *
 * <p>Bundles are bit masks of items, 0 for nothing.
 */
package io.sweepstake.core.cells;
