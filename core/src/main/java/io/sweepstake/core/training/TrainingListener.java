package io.sweepstake.core.training;

/** Hears how a training goes. */
@FunctionalInterface
public interface TrainingListener {
  /** Hears nothing. */
  TrainingListener NONE = measured -> {};

  /** Called every so many iterations. */
  void measured(TrainingMeasurement measured);
}
