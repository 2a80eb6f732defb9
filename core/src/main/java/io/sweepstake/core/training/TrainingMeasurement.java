package io.sweepstake.core.training;

/**
 * How a training stands, on its own training batches: revenue is optimistic and regret too low;
 * what a trial reports is evaluated on fresh profiles.
 *
 * @param iteration how many iterations are done
 * @param revenue mean over the batches since the last measurement, in units of value
 * @param regret likewise, mean over bidders; a lower bound
 * @param price the latest price of regret, mean over bidders
 */
public record TrainingMeasurement(long iteration, double revenue, double regret, double price) {}
