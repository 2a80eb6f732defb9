package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.study.Metric;

/**
 * Two metrics that pull against each other.
 *
 * @param title of the plot
 * @param across the metric along the horizontal axis, with its label
 * @param up the metric along the vertical axis; references have it as levels
 */
public record TradeOff(String title, Metric across, String acrossLabel, Metric up) {}
