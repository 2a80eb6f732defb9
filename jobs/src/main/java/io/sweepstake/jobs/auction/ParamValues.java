package io.sweepstake.jobs.auction;

import java.util.Map;

/** Values of hyper-parameters by name, of the type a training plan wants. */
record ParamValues(Map<String, Object> values) {
  boolean has(String name) {
    return values.containsKey(name);
  }

  double real(String name) {
    return number(name).doubleValue();
  }

  int whole(String name) {
    double value = number(name).doubleValue();
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(name + ": must be a whole number, was " + value);
    }
    return (int) value;
  }

  String text(String name) {
    return String.valueOf(value(name));
  }

  private Number number(String name) {
    Object value = value(name);
    if (value instanceof Number number) {
      return number;
    }
    try {
      return Double.valueOf(String.valueOf(value));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(name + ": must be a number, was " + value);
    }
  }

  private Object value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + ": has no value");
    }
    return value;
  }
}
