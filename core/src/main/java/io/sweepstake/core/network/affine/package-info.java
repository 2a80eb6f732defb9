/** Affine maximisers, truthful whatever their weights: families by what their boosts hang on. */
package io.sweepstake.core.network.affine;
