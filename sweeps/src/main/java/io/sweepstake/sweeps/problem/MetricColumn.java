package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.study.Metric;
import java.io.Serializable;
import java.util.Objects;

/**
 * A column of a problem's tables: what is measured, and what a number there can be.
 *
 * @param unit of its numbers; blank for none
 * @param least below which it never lies; may be −∞
 * @param greatest above which it never lies; may be ∞
 * @param meaning one line for people
 */
public record MetricColumn(
    Metric metric, String unit, double least, double greatest, String meaning)
    implements Serializable {
  public MetricColumn {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(meaning, "meaning");
    if (!(least <= greatest)) {
      throw new IllegalArgumentException(
          "metric " + metric + ": least must not exceed greatest, was " + least + " > " + greatest);
    }
  }

  /** A column of any numbers. */
  public static MetricColumn any(String name, String unit, String meaning) {
    return new MetricColumn(
        Metric.of(name), unit, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, meaning);
  }

  /** A column of numbers from 0. */
  public static MetricColumn fromZero(String name, String unit, String meaning) {
    return new MetricColumn(Metric.of(name), unit, 0, Double.POSITIVE_INFINITY, meaning);
  }

  public String name() {
    return metric.name();
  }
}
