package io.sweepstake.core.descent;

/** Checks of numbers that a user gave, with messages that name them. */
public final class Ranges {
  private Ranges() {}

  public static void atLeast(String name, double value, double least) {
    if (!(value >= least) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + ": must be at least " + plain(least) + ", was " + plain(value));
    }
  }

  public static void above(String name, double value, double bound) {
    if (!(value > bound) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + ": must be above " + plain(bound) + ", was " + plain(value));
    }
  }

  public static void inside(String name, double value, double low, double high) {
    if (!(value > low && value < high)) {
      throw new IllegalArgumentException(
          name + ": must be inside (" + plain(low) + ", " + plain(high) + "), was " + plain(value));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
