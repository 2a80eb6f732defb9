package io.sweepstake.sweeps.numerics;

import io.sweepstake.sweeps.study.Seeds;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Sobol's low-discrepancy sequence with the direction numbers of Joe and Kuo (2008), in the order
 * of the Gray code (Antonov and Saleev 1979), plain or with Owen's nested uniform scrambling (Owen
 * 1995).
 *
 * <p>Of any 2^m points that start at a multiple of 2^m, every elementary interval of a (t, m,
 * s)-net holds equally many, scrambled or not. A scrambled point is uniform in the cube, and its
 * coordinates never are 0. Points are functions of their index: nothing is remembered between them.
 *
 * <p>The table reaches {@link #LARGEST} dimensions; coordinates beyond are independent uniform
 * numbers, which are no worse than random points.
 */
public final class SobolSequence {
  /** How many dimensions the table of direction numbers has. */
  public static final int LARGEST = 1000;

  /** Digits of a coordinate, in base 2. */
  private static final int DIGITS = 52;

  /** Indices are ints. */
  private static final int INDEX_BITS = 31;

  private final int dimensions;
  private final long[][] directions;

  public SobolSequence(int dimensions) {
    this.dimensions = dimensions;
    int tabled = Math.min(dimensions, LARGEST);
    directions = new long[tabled][INDEX_BITS];
    if (tabled == 0) {
      return;
    }
    SobolSequenceGenerator table = new SobolSequenceGenerator(tabled);
    for (int bit = 0; bit < INDEX_BITS; bit++) {
      // The point at this index has the Gray code 2^bit: it is the direction number itself.
      double[] point = table.skipTo((int) ((1L << (bit + 1)) - 1));
      for (int k = 0; k < tabled; k++) {
        directions[k][bit] = (long) (point[k] * (1L << DIGITS));
      }
    }
  }

  public int dimensions() {
    return dimensions;
  }

  /** The point at an index, with coordinates in [0, 1). */
  double[] point(int index) {
    double[] unit = new double[dimensions];
    for (int k = 0; k < dimensions; k++) {
      unit[k] = k < directions.length ? digits(k, index) * 0x1.0p-52 : uniform(0, k, index);
    }
    return unit;
  }

  /** The point at an index under the scrambling of a seed, with coordinates in (0, 1). */
  public double[] scrambled(int index, long seed) {
    double[] unit = new double[dimensions];
    for (int k = 0; k < dimensions; k++) {
      if (k < directions.length) {
        long digits = scramble(digits(k, index), Seeds.derive(seed, "sobol", k));
        // The middle of the last digit's cell: log scales and quantiles would choke on 0.
        unit[k] = (digits + 0.5) * 0x1.0p-52;
      } else {
        unit[k] = uniform(seed, k, index);
      }
    }
    return unit;
  }

  private long digits(int dimension, int index) {
    long digits = 0;
    int gray = index ^ (index >>> 1);
    for (int bit = 0; bit < INDEX_BITS; bit++) {
      if (((gray >>> bit) & 1) != 0) {
        digits ^= directions[dimension][bit];
      }
    }
    return digits;
  }

  /** Flips each digit or not, by a coin that belongs to the digits before it. */
  private static long scramble(long digits, long seed) {
    long flips = 0;
    for (int place = 1; place <= DIGITS; place++) {
      long before = digits >>> (DIGITS - place + 1);
      long coin = Seeds.derive(seed, "", (before << 6) | place) & 1;
      flips |= coin << (DIGITS - place);
    }
    return digits ^ flips;
  }

  private static double uniform(long seed, int dimension, int index) {
    return Seeds.generator(Seeds.derive(seed, "beyond", dimension), "point", index).nextDouble();
  }
}
