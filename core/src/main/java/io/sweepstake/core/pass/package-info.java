/**
 * Programs compiled to passes over tiles: {@link io.sweepstake.core.pass.CompiledNetwork} holds the
 * weights, {@link io.sweepstake.core.pass.TilePass} runs forward and backward.
 */
package io.sweepstake.core.pass;
