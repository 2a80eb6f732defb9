package io.sweepstake.core.valuation.observed;

import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Valuation profiles somebody observed, such as one row per auction of a table.
 *
 * @param source what they are called in messages, such as a file's path
 * @param columns bidders × items
 * @param values {@code [row][bidder][item]}, finite and at least 0
 */
public record ObservedProfiles(String source, int columns, float[] values) {
  public ObservedProfiles {
    if (columns < 1 || values.length % columns != 0 || values.length / columns < 2) {
      throw new IllegalArgumentException(
          source
              + ": needs at least 2 complete profiles, one to train on and one to judge by, had "
              + (values.length % columns == 0
                  ? String.valueOf(values.length / columns)
                  : String.valueOf(values.length / (double) columns)));
    }
  }

  public int rows() {
    return values.length / columns;
  }

  /** Eight hexadecimal digits that change when a value does. */
  public String digest() {
    CRC32C sum = new CRC32C();
    for (float value : values) {
      int bits = Float.floatToIntBits(value);
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        sum.update(bits >>> shift);
      }
    }
    sum.update(columns);
    return String.format("%08x", sum.getValue());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObservedProfiles that
        && columns == that.columns
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * columns + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "ObservedProfiles[" + rows() + "x" + columns + ", " + digest() + "]";
  }
}
