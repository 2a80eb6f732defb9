package io.sweepstake.core.engine;

/**
 * What a batch keeps of one member between iterations, in the layout of {@link
 * io.sweepstake.core.tile.Parameters}; the same on every engine.
 *
 * @param firstMoment of the optimiser
 * @param secondMoment of the optimiser
 */
public record BatchState(float[] weights, float[] firstMoment, float[] secondMoment) {}
