package io.sweepstake.core.descent;

/**
 * A step size that is cut whenever the loss has stopped falling: the loss is averaged over windows
 * of {@value #WINDOW} iterations, and after {@code patience} windows in a row without a new least
 * mean the rate is multiplied by {@code factor}, down to {@code least}.
 *
 * @param start above 0
 * @param factor inside (0, 1)
 * @param patience windows; at least 1
 * @param least above 0 and at most {@code start}
 */
public record PlateauRate(double start, double factor, int patience, double least)
    implements LearningSchedule {
  static final int WINDOW = 100;

  /** By how much of its size a window's loss must be lower to be a new least. */
  private static final double THRESHOLD = 1e-4;

  private static final int RATE = 0;
  private static final int BEST = 1;
  private static final int SUM = 2; // over the window so far
  private static final int SEEN = 3; // iterations in it
  private static final int WAITED = 4; // windows since the least

  public PlateauRate {
    Ranges.above("learning_rate", start, 0);
    Ranges.inside("plateau_factor", factor, 0, 1);
    Ranges.atLeast("plateau_patience", patience, 1);
    Ranges.above("learning_rate_end", least, 0);
    if (least > start) {
      throw new IllegalArgumentException(
          "learning_rate_end: must be at most learning_rate, " + start + ", was " + least);
    }
  }

  @Override
  public double[] initial() {
    return new double[] {start, Double.POSITIVE_INFINITY, 0, 0, 0};
  }

  @Override
  public double rate(double[] state, long iteration, long iterations) {
    return state[RATE];
  }

  @Override
  public void update(double[] state, double loss) {
    state[SUM] += loss;
    state[SEEN]++;
    if (state[SEEN] < WINDOW) {
      return;
    }
    double mean = state[SUM] / WINDOW;
    state[SUM] = 0;
    state[SEEN] = 0;
    if (state[BEST] == Double.POSITIVE_INFINITY
        || mean < state[BEST] - THRESHOLD * Math.abs(state[BEST])) {
      state[BEST] = mean;
      state[WAITED] = 0;
    } else if (++state[WAITED] >= patience) {
      state[RATE] = Math.max(least, state[RATE] * factor);
      state[WAITED] = 0;
    }
  }
}
