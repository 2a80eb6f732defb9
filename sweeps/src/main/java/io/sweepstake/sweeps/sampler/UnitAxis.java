package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Scale;

/**
 * One parameter as an axis of the unit cube, on which each value of a discrete parameter owns a
 * cell.
 */
public final class UnitAxis {
  private final Param<?> param;

  /** How many values there are, 0 where they are continuous. */
  public final long count;

  /** Whether the values have no order. */
  public final boolean unordered;

  public UnitAxis(Param<?> param) {
    this.param = param;
    unordered = param instanceof CategoricalParam;
    if (param instanceof IntParam i) {
      count = ((long) i.high() - i.low()) / i.step() + 1;
    } else if (param instanceof FloatParam f && f.low() < f.high() && f.step() == 0) {
      count = 0;
    } else {
      count = param.cardinality().orElse(0);
    }
  }

  public boolean discrete() {
    return count > 0;
  }

  /** The parameter's number (see {@link Param#number}) at a place, which may lie outside [0, 1]. */
  public double number(double unit) {
    return decoded(param, Math.min(1, Math.max(0, unit)));
  }

  private static <T> double decoded(Param<T> param, double unit) {
    return param.number(param.decode(unit));
  }

  /** The place of a number: the middle of its cell. */
  public double place(double number) {
    return encoded(param, number);
  }

  private static <T> double encoded(Param<T> param, double number) {
    return param.encode(param.value(number));
  }

  /** Where the cell of a place begins, −∞ for the first. */
  public double cellStart(double unit) {
    long index = index(unit);
    return index == 0 ? Double.NEGATIVE_INFINITY : edge(index);
  }

  /** Where the cell of a place ends, ∞ for the last. */
  public double cellEnd(double unit) {
    long index = index(unit);
    return index == count - 1 ? Double.POSITIVE_INFINITY : edge(index + 1);
  }

  /** Which of the values of a discrete parameter lies at a place, from 0. */
  public long index(double unit) {
    double number = number(unit);
    if (param instanceof IntParam i) {
      return ((long) number - i.low()) / i.step();
    }
    return unordered ? (long) number : (long) Math.rint((number - low()) / step());
  }

  /** The place of the value with an index; an index outside means the nearest one. */
  public double placeOf(long index) {
    long inside = Math.min(count - 1, Math.max(0, index));
    if (param instanceof IntParam i) {
      return place(i.low() + (double) inside * i.step());
    }
    return (inside + 0.5) / count;
  }

  /** The border between the values before and from {@code index} on. */
  private double edge(long index) {
    if (param instanceof IntParam i && i.scale() == Scale.LOG) {
      double from = Math.log(i.low() - 0.5);
      double to = Math.log(i.high() + 0.5);
      return (Math.log(i.low() + index - 0.5) - from) / (to - from);
    }
    return (double) index / count;
  }

  private double low() {
    return ((FloatParam) param).low();
  }

  private double step() {
    return ((FloatParam) param).step();
  }
}
