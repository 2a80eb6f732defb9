/**
 * Training learned auctions: misreport search, the price of regret, the optimiser, checkpoints.
 *
 * <p>A {@link io.sweepstake.core.training.TrainingSpec} says everything; a {@link
 * io.sweepstake.core.training.Trainer} follows it, on one thread, bit for bit the same each time on
 * the same engine.
 */
package io.sweepstake.core.training;
