package io.sweepstake.sweeps.space;

import java.util.OptionalInt;

/**
 * A whole parameter in [low, high], both included, uniform on its {@link Scale}, or on a grid
 * {@code low + k·step}.
 *
 * @param step the distance between values, at least 1; a log scale has step 1. The upper bound is
 *     lowered to the last grid value.
 */
public record IntParam(String name, int low, int high, Scale scale, int step)
    implements Param<Integer> {
  public IntParam {
    Param.checkName("param", name);
    if (low > high) {
      throw new IllegalArgumentException(
          name + ": low must not exceed high, was " + low + " > " + high);
    }
    if (step < 1) {
      throw new IllegalArgumentException(name + ": step must be at least 1, was " + step);
    }
    if (scale == Scale.LOG && low < 1) {
      throw new IllegalArgumentException(name + ": a log scale needs low >= 1, was " + low);
    }
    if (scale == Scale.LOG && step != 1) {
      throw new IllegalArgumentException(name + ": a log scale cannot have a step, was " + step);
    }
    high = (int) (low + ((long) high - low) / step * step);
  }

  public static IntParam uniform(String name, int low, int high) {
    return new IntParam(name, low, high, Scale.LINEAR, 1);
  }

  /** Uniform in the logarithm of [low − ½, high + ½], rounded. */
  public static IntParam log(String name, int low, int high) {
    return new IntParam(name, low, high, Scale.LOG, 1);
  }

  /** Uniform over {@code low, low + step, …} up to {@code high}. */
  public static IntParam stepped(String name, int low, int high, int step) {
    return new IntParam(name, low, high, Scale.LINEAR, step);
  }

  @Override
  public IntParam named(String other) {
    return new IntParam(other, low, high, scale, step);
  }

  @Override
  public Integer decode(double unit) {
    if (scale == Scale.LOG) {
      double from = Math.log(low - 0.5);
      double to = Math.log(high + 0.5);
      return nearest(Math.exp(from + unit * (to - from)));
    }
    long count = count();
    return (int) (low + Math.min(count - 1, (long) (unit * count)) * step);
  }

  @Override
  public double encode(Integer value) {
    if (scale == Scale.LOG) {
      double from = Math.log(low - 0.5);
      double to = Math.log(high + 0.5);
      return (Math.log(value) - from) / (to - from);
    }
    long index = ((long) value - low) / step;
    return (index + 0.5) / count();
  }

  @Override
  public boolean contains(Integer value) {
    return value >= low && value <= high && ((long) value - low) % step == 0;
  }

  /** The value of the set that is closest to a number within or around the bounds. */
  public int nearest(double number) {
    double last = (double) (count() - 1);
    long index = (long) Math.min(last, Math.max(0, Math.rint((number - low) / step)));
    return (int) (low + index * step);
  }

  @Override
  public OptionalInt cardinality() {
    long count = count();
    return count <= Integer.MAX_VALUE ? OptionalInt.of((int) count) : OptionalInt.empty();
  }

  @Override
  public double number(Integer value) {
    return value;
  }

  @Override
  public Integer value(double number) {
    return (int) number;
  }

  @Override
  public Integer parse(Object raw) {
    double number;
    if (raw instanceof Number boxed) {
      number = boxed.doubleValue();
    } else {
      try {
        number = Double.parseDouble(String.valueOf(raw).strip());
      } catch (NumberFormatException notANumber) {
        throw outside(raw);
      }
    }
    if (number != Math.rint(number) || number < low || number > high || !contains((int) number)) {
      throw outside(raw);
    }
    return (int) number;
  }

  @Override
  public String range() {
    String grid = step > 1 ? " in steps of " + step : "";
    return "a whole number in ["
        + low
        + ", "
        + high
        + "]"
        + (scale == Scale.LOG ? " on a log scale" : grid);
  }

  private long count() {
    return ((long) high - low) / step + 1;
  }
}
