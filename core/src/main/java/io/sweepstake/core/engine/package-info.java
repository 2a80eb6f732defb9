/**
 * The door to what trains: an {@link io.sweepstake.core.engine.Engine}, found by name or by the
 * rank its {@link io.sweepstake.core.engine.EngineProvider} has on a device, runs the heavy loops
 * of a pack of trainings, an {@link io.sweepstake.core.engine.Batch}.
 *
 * <p>Tiles on the processor ({@code engine.tiles}) are the first engine; the second, for whole
 * packs on a GPU, is {@code engine.opencl}.
 */
package io.sweepstake.core.engine;
