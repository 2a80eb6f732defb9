package io.sweepstake.sweeps.study;

/** A metric was NaN: whatever computed it has diverged. */
public final class NotANumberException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  NotANumberException(Metric metric) {
    super(metric + ": a metric must be a number or absent, was NaN");
  }
}
