package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Values of metrics. A metric either has a value, which may be infinite, or is absent; NaN is
 * refused, because tables sort it above every number.
 */
public final class Metrics implements Serializable {
  private static final long serialVersionUID = 1;
  public static final Metrics NONE = new Metrics(new Metric[0], new double[0]);

  private final Metric[] metrics;
  private final double[] values;

  private Metrics(Metric[] metrics, double[] values) {
    this.metrics = metrics;
    this.values = values;
  }

  /**
   * The metrics with these values.
   *
   * @throws NotANumberException when a value is NaN
   */
  public static Metrics of(Map<Metric, Double> values) {
    TreeMap<Metric, Double> sorted = new TreeMap<>(values);
    Metric[] metrics = sorted.keySet().toArray(Metric[]::new);
    double[] numbers = new double[metrics.length];
    for (int k = 0; k < metrics.length; k++) {
      numbers[k] = checked(metrics[k], sorted.get(metrics[k]));
    }
    return new Metrics(metrics, numbers);
  }

  public static Metrics of(Metric metric, double value) {
    return NONE.with(metric, value);
  }

  public static Metrics of(Metric first, double firstValue, Metric second, double secondValue) {
    return NONE.with(first, firstValue).with(second, secondValue);
  }

  /** These and one more, or with another value for it. */
  public Metrics with(Metric metric, double value) {
    Map<Metric, Double> more = asMap();
    more.put(metric, checked(metric, value));
    return of(more);
  }

  private static double checked(Metric metric, double value) {
    if (Double.isNaN(value)) {
      throw new NotANumberException(metric);
    }
    return value;
  }

  public OptionalDouble value(Metric metric) {
    int index = Arrays.binarySearch(metrics, metric);
    return index < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[index]);
  }

  public boolean isEmpty() {
    return metrics.length == 0;
  }

  /** A fresh map in the order of the names. */
  public Map<Metric, Double> asMap() {
    Map<Metric, Double> map = new LinkedHashMap<>();
    for (int k = 0; k < metrics.length; k++) {
      map.put(metrics[k], values[k]);
    }
    return map;
  }

  /**
   * Other values of the same metrics, in the order of their names, sharing the names: a table of
   * many rows holds them once.
   *
   * @throws IllegalArgumentException when there are not as many, or one is NaN
   */
  public Metrics withValues(double[] others) {
    if (others.length != values.length) {
      throw new IllegalArgumentException(
          "metrics: need " + values.length + " values, were given " + others.length);
    }
    for (int k = 0; k < others.length; k++) {
      double unused = checked(metrics[k], others[k]);
    }
    return new Metrics(metrics, others.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Metrics that
        && Arrays.equals(metrics, that.metrics)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(metrics) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    for (int k = 0; k < metrics.length; k++) {
      text.add(metrics[k] + "=" + values[k]);
    }
    return text.toString();
  }
}
