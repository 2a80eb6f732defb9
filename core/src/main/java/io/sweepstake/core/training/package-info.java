/**
 * Training learned auctions: the search for misreports, the price of regret, checkpoints.
 *
 * <p>A {@link io.sweepstake.core.training.TrainingSpec} says everything; a {@link
 * io.sweepstake.core.training.Trainer} follows it, on one thread, bit for bit the same each time on
 * the same engine.
 */
package io.sweepstake.core.training;
