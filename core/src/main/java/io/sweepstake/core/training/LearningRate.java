package io.sweepstake.core.training;

/**
 * The optimiser's step size: a cosine from {@code start} to {@code end} over the training.
 *
 * @param start above 0
 * @param end above 0; equal to {@code start} for a constant rate
 */
public record LearningRate(double start, double end) {
  public LearningRate {
    Ranges.above("learning_rate", start, 0);
    Ranges.above("learning_rate_end", end, 0);
  }

  double at(long iteration, long iterations) {
    return end + (start - end) * 0.5 * (1 + Math.cos(Math.PI * iteration / iterations));
  }
}
