package io.sweepstake.jobs.run;

import io.sweepstake.jobs.report.SweepConsole;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A value, with its standard error where that is known. */
public record Measured(double value, OptionalDouble standardError) {
  private static final int DIGITS = 5;
  private static final int MOST_DIGITS = 9;

  /** The mean of independent values; of one, without an error. */
  static Measured mean(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    return new Measured(
        mean, values.length > 1 ? OptionalDouble.of(error(values, mean)) : OptionalDouble.empty());
  }

  /**
   * A goal's value in what a judge found.
   *
   * @param value of the goal
   */
  static Measured of(double value, Goal goal, Judge judge, List<byte[]> shards) {
    double squares = 0;
    for (Map.Entry<Metric, Double> term : goal.weights().entrySet()) {
      Optional<double[]> draws = judge.draws(term.getKey(), shards);
      if (draws.isEmpty()) {
        return new Measured(value, OptionalDouble.empty());
      }
      squares += square(term.getValue() * judge.standardError(term.getKey(), draws.get()));
    }
    return new Measured(value, OptionalDouble.of(Math.sqrt(squares)));
  }

  /**
   * The difference of a goal between two that met the same draws.
   *
   * @param value of it
   */
  static Measured difference(
      double value, Goal goal, Judge judge, List<byte[]> shards, List<byte[]> less) {
    double squares = 0;
    for (Map.Entry<Metric, Double> term : goal.weights().entrySet()) {
      Optional<double[]> draws = judge.draws(term.getKey(), shards);
      Optional<double[]> others = judge.draws(term.getKey(), less);
      if (draws.isEmpty() || others.isEmpty() || draws.get().length != others.get().length) {
        return new Measured(value, OptionalDouble.empty());
      }
      double[] differences = draws.get().clone();
      for (int k = 0; k < differences.length; k++) {
        differences[k] -= others.get()[k];
      }
      squares += square(term.getValue() * judge.standardError(term.getKey(), differences));
    }
    return new Measured(value, OptionalDouble.of(Math.sqrt(squares)));
  }

  private static double error(double[] values, double mean) {
    if (values.length < 2) {
      return 0;
    }
    double squares = 0;
    for (double value : values) {
      squares += square(value - mean);
    }
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }

  private static double square(double value) {
    return value * value;
  }

  /**
   * {@code 0.54870 ± 0.00031}: as many digits as show two of the standard error, and at least
   * {@value #DIGITS} after the point.
   */
  @Override
  public String toString() {
    if (standardError.isEmpty()) {
      return SweepConsole.number(value);
    }
    double error = standardError.getAsDouble();
    int two = error > 0 ? 1 - (int) Math.floor(Math.log10(error)) : 0;
    String number = "%." + Math.min(MOST_DIGITS, Math.max(DIGITS, two)) + "f";
    return String.format(Locale.ROOT, number + " ± " + number, value, error);
  }
}
