package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What trials came to, as values to maximise. A trial that failed counts as the worst completed
 * one, a pruned one as no better than the median; infinite values count as the extreme finite ones.
 */
final class GoalValues {
  private GoalValues() {}

  /** One for each trial, in their order. */
  static double[] of(Goal goal, List<Trial> trials) {
    double[] values = new double[trials.size()];
    double[] completed = new double[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      Trial trial = trials.get(i);
      OptionalDouble value = goal.value(trial.state().metrics());
      values[i] = value.isEmpty() ? Double.NaN : -goal.loss(value.getAsDouble());
      if (trial.state() instanceof TrialState.Completed) {
        completed[count++] = values[i];
      }
    }
    double[] sorted = finite(Arrays.copyOf(completed, count));
    Arrays.sort(sorted);
    double worst = sorted.length == 0 ? 0 : sorted[0];
    double median = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    for (int i = 0; i < values.length; i++) {
      if (trials.get(i).state() instanceof TrialState.Failed) {
        values[i] = worst;
      } else if (trials.get(i).state() instanceof TrialState.Pruned) {
        values[i] = Double.isNaN(values[i]) ? median : Math.min(values[i], median);
      }
    }
    return finite(values);
  }

  /**
   * Pulls in the tail of bad values: one that lies {@code x} good spreads below the median comes to
   * lie {@code log(1 + x)} of them below. What is far worse than the median need not be told apart,
   * and would dominate the variance (the idea of Vizier's half-rank warping, Song et al. 2024).
   */
  static double[] tamed(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double squares = 0;
    int better = 0;
    for (double value : sorted) {
      if (value > median) {
        squares += (value - median) * (value - median);
        better++;
      }
    }
    double spread = Math.sqrt(squares / Math.max(1, better));
    if (!(spread > 0) || Double.isInfinite(spread)) {
      return values;
    }
    return Arrays.stream(values)
        .map(v -> v < median ? median - spread * Math.log1p((median - v) / spread) : v)
        .toArray();
  }

  /** Infinite values become the highest or lowest finite one, 0 if there is none. */
  static double[] finite(double[] values) {
    double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
    double high = Arrays.stream(known).max().orElse(0);
    double low = Arrays.stream(known).min().orElse(0);
    return Arrays.stream(values).map(v -> Math.min(high, Math.max(low, v))).toArray();
  }
}
