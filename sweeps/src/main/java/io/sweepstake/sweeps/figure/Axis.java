package io.sweepstake.sweeps.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One axis of a {@link Figure}: a range, linear or logarithmic, with ticks at round values, or
 * names at 0, 1, 2 …
 *
 * @param label what is measured
 * @param low the lowest value shown
 * @param high the highest value shown, above {@code low}
 * @param logarithmic whether equal distances are equal ratios; needs {@code low > 0}
 * @param names what stands at 0, 1, 2 … in place of these numbers; empty for an axis of numbers
 * @param whole whether there are whole numbers alone, and no tick is anything else
 */
public record Axis(
    String label, double low, double high, boolean logarithmic, List<String> names, boolean whole) {
  /** Beyond it a number stands for an infinity, as ±1.8e308 does in what MLflow stores. */
  public static final double LARGEST = 1e100;

  /** Of a range: values that differ by less are told apart by no tick. */
  private static final double LEAST_RANGE = 1e-9;

  public Axis {
    names = List.copyOf(names);
    if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "axis " + label + ": needs a finite low below high, was " + low + " and " + high);
    }
    if (logarithmic && !(low > 0)) {
      throw new IllegalArgumentException(
          "axis " + label + ": a log scale needs low > 0, was " + low);
    }
  }

  /** An axis of numbers. */
  public Axis(String label, double low, double high, boolean logarithmic) {
    this(label, low, high, logarithmic, List.of(), false);
  }

  /** The same of whole numbers. */
  public Axis ofWholeNumbers() {
    return new Axis(label, low, high, logarithmic, names, true);
  }

  /**
   * An axis of names, each in the middle of a stretch of length 1.
   *
   * @param names at least one
   */
  public static Axis of(String label, List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("axis " + label + ": needs a name, had none");
    }
    return new Axis(label, -0.5, names.size() - 0.5, false, names, false);
  }

  /** Whether an axis made for a value shows it. */
  public static boolean shows(double value, boolean logarithmic) {
    return Math.abs(value) <= LARGEST && !(logarithmic && value < 1 / LARGEST);
  }

  /** An axis that shows all values that it can, with a little room around them. */
  public static Axis around(String label, double[] values, boolean logarithmic) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (shows(value, logarithmic)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return new Axis(label, logarithmic ? 0.1 : 0, 1, logarithmic);
    }
    if (logarithmic) {
      double room = Math.max(Math.pow(high / low, 0.05), 1.05);
      return new Axis(label, low / room, high * room, true);
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    double room =
        high - low > size * LEAST_RANGE
            ? (high - low) * 0.05
            : size == 0 ? 0.05 : Math.max(size * 0.05, 1e-6);
    return new Axis(label, low - room, high + room, false);
  }

  /** Where a value lies between low (0) and high (1). */
  public double position(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Between two and a dozen round values within the range, ascending; the places of all names. */
  public List<Double> ticks() {
    if (!names.isEmpty()) {
      return IntStream.range(0, names.size()).mapToObj(k -> (double) k).toList();
    }
    List<Double> powers = logarithmic ? powers() : List.of();
    if (powers.size() >= 2) {
      return powers;
    }
    double step = step();
    List<Double> ticks = new ArrayList<>();
    for (double k = Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** Between two ticks that are equally far from each other. */
  private double step() {
    double rough = Math.max((high - low) / 6, whole ? 1 : 0);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    return power
        * (rough < 1.5 * power ? 1 : rough < 3.5 * power ? 2 : rough < 7.5 * power ? 5 : 10);
  }

  private List<Double> powers() {
    List<Double> decades = powers(new double[] {1});
    return decades.size() < 3 ? powers(new double[] {1, 2, 5}) : decades;
  }

  private List<Double> powers(double[] mantissas) {
    List<Double> values = new ArrayList<>();
    for (int decade = (int) Math.floor(Math.log10(low)); decade <= Math.log10(high); decade++) {
      for (double mantissa : mantissas) {
        double value = mantissa * Math.pow(10, decade);
        if (value >= low && value <= high) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** The text at one of the {@link #ticks}: as many digits as tell it from the next. */
  public String tick(double value) {
    if (!names.isEmpty()) {
      return names.get((int) Math.round(value));
    }
    if (value == 0 || logarithmic && powers().size() >= 2) {
      return text(value);
    }
    int last = (int) Math.floor(Math.log10(step()) + 1e-9); // the decimal place that differs
    int first = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    return text(value, Math.max(1, first - last), Math.max(4, -last));
  }

  /** A number's text, of about four digits. */
  public static String text(double value) {
    return text(value, 1, 4);
  }

  /**
   * A number's text.
   *
   * @param mantissa digits behind the point where the size is a power of ten
   * @param decimals the same of other numbers
   */
  private static String text(double value, int mantissa, int decimals) {
    if (value == 0 || Math.abs(value) < 1e-12) {
      return "0";
    }
    double size = Math.abs(value);
    String digits =
        size < 1e-3 || size >= 1e5
            ? String.format(Locale.ROOT, "%." + mantissa + "e", value)
                .replaceAll("\\.?0+e", "e")
                .replace("e-0", "e-")
                .replace("e+0", "e")
            : String.format(Locale.ROOT, "%." + decimals + "f", value);
    return digits.contains(".") && !digits.contains("e")
        ? digits.replaceAll("0+$", "").replaceAll("\\.$", "")
        : digits;
  }
}
