package io.sweepstake.sweeps.space;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;

/**
 * A real parameter in [low, high], uniform on its {@link Scale}, or on a grid {@code low + k·step}.
 *
 * @param step the distance between grid values, 0 when there is no grid; a log scale has none. The
 *     upper bound is lowered to the last grid value.
 */
public record FloatParam(String name, double low, double high, Scale scale, double step)
    implements Param<Double> {
  public FloatParam {
    Param.checkName("param", name);
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          name + ": bounds must be finite, were " + low + " and " + high);
    }
    if (low > high) {
      throw new IllegalArgumentException(
          name + ": low must not exceed high, was " + low + " > " + high);
    }
    if (!Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          name + ": high - low must be finite, was " + low + " to " + high);
    }
    if (scale == Scale.LOG && !(low > 0)) {
      throw new IllegalArgumentException(name + ": a log scale needs low > 0, was " + low);
    }
    if (!(step >= 0) || Double.isInfinite(step)) {
      throw new IllegalArgumentException(
          name + ": step must be 0 (none) or above and finite, was " + step);
    }
    if (step > 0) {
      if (scale == Scale.LOG) {
        throw new IllegalArgumentException(name + ": a log scale cannot have a step, was " + step);
      }
      double steps = Math.floor((high - low) / step * (1 + 1e-12) + 1e-9);
      if (steps > 1e9) {
        throw new IllegalArgumentException(
            name + ": a grid may have at most 1e9 values, was " + (steps + 1));
      }
      high = gridValue(low, step, steps);
    }
  }

  public static FloatParam uniform(String name, double low, double high) {
    return new FloatParam(name, low, high, Scale.LINEAR, 0);
  }

  /** Uniform in the logarithm. */
  public static FloatParam log(String name, double low, double high) {
    return new FloatParam(name, low, high, Scale.LOG, 0);
  }

  /** Uniform over {@code low, low + step, …} up to {@code high}. */
  public static FloatParam stepped(String name, double low, double high, double step) {
    if (!(step > 0)) {
      throw new IllegalArgumentException(name + ": step must be above 0, was " + step);
    }
    return new FloatParam(name, low, high, Scale.LINEAR, step);
  }

  @Override
  public FloatParam named(String other) {
    return new FloatParam(other, low, high, scale, step);
  }

  @Override
  public Double decode(double unit) {
    if (step > 0) {
      int count = cardinality().getAsInt();
      return gridValue(low, step, Math.min(count - 1, Math.floor(unit * count)));
    }
    double value =
        scale == Scale.LOG
            ? Math.exp(Math.log(low) + unit * (Math.log(high) - Math.log(low)))
            : low + unit * (high - low);
    return Math.min(high, Math.max(low, value));
  }

  @Override
  public double encode(Double value) {
    if (step > 0) {
      return (Math.rint((value - low) / step) + 0.5) / cardinality().getAsInt();
    }
    if (low == high) {
      return 0.5;
    }
    return scale == Scale.LOG
        ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (value - low) / (high - low);
  }

  @Override
  public boolean contains(Double value) {
    return value >= low
        && value <= high
        && (step == 0
            || Math.abs(value - nearest(value)) <= 1e-9 * Math.max(step, Math.abs(value)));
  }

  /** The value of the set that is closest to a number within or around the bounds. */
  public double nearest(double number) {
    double inside = Math.min(high, Math.max(low, number));
    return step > 0 ? gridValue(low, step, Math.rint((inside - low) / step)) : inside;
  }

  @Override
  public OptionalInt cardinality() {
    if (low == high) {
      return OptionalInt.of(1);
    }
    return step > 0
        ? OptionalInt.of((int) Math.rint((high - low) / step) + 1)
        : OptionalInt.empty();
  }

  @Override
  public double number(Double value) {
    return value;
  }

  @Override
  public Double value(double number) {
    return number;
  }

  @Override
  public Double parse(Object raw) {
    double value;
    if (raw instanceof Number number) {
      value = number.doubleValue();
    } else {
      try {
        value = Double.parseDouble(String.valueOf(raw).strip());
      } catch (NumberFormatException notANumber) {
        throw outside(raw);
      }
    }
    if (!contains(value)) {
      throw outside(raw);
    }
    return nearest(value);
  }

  @Override
  public String range() {
    String grid = step > 0 ? " in steps of " + step : "";
    return "in [" + low + ", " + high + "]" + (scale == Scale.LOG ? " on a log scale" : grid);
  }

  /** Decimal arithmetic, so that the third step of 0.1 is 0.3 and not 0.30000000000000004. */
  private static double gridValue(double low, double step, double index) {
    BigDecimal start = BigDecimal.valueOf(low);
    BigDecimal pace = BigDecimal.valueOf(step);
    BigDecimal value = start.add(pace.multiply(new BigDecimal(index)));
    return value
        .setScale(Math.max(0, Math.max(start.scale(), pace.scale())), RoundingMode.HALF_EVEN)
        .doubleValue();
  }
}
