package io.sweepstake.core.descent;

/**
 * The optimiser's step size: a cosine from {@code start} to {@code end} over the training
 * (Loshchilov and Hutter, ICLR 2017, without restarts).
 *
 * @param start above 0
 * @param end above 0; equal to {@code start} for a constant rate
 */
public record LearningRate(double start, double end) implements LearningSchedule {
  public LearningRate {
    Ranges.above("learning_rate", start, 0);
    Ranges.above("learning_rate_end", end, 0);
  }

  /** The same rate from the first iteration to the last. */
  public static LearningRate constant(double rate) {
    return new LearningRate(rate, rate);
  }

  public double at(long iteration, long iterations) {
    return end + (start - end) * 0.5 * (1 + Math.cos(Math.PI * iteration / iterations));
  }

  @Override
  public double[] initial() {
    return new double[0];
  }

  @Override
  public double rate(double[] state, long iteration, long iterations) {
    return at(iteration, iterations);
  }

  @Override
  public void update(double[] state, double loss) {}
}
