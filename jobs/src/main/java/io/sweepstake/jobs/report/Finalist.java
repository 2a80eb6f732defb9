package io.sweepstake.jobs.report;

import io.sweepstake.core.economics.Evaluation;

/** One of the best trials, and what its network is worth under the strong attack. */
public record Finalist(int trial, Evaluation evaluation) {}
