package io.sweepstake.sweeps.problem.template;

import java.nio.ByteBuffer;

/**
 * Numbers as bytes, bit for bit: a checkpoint or an artifact of a training that is a few numbers.
 */
public final class NumberBytes {
  private NumberBytes() {}

  public static byte[] of(double... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
    bytes.asDoubleBuffer().put(numbers);
    return bytes.array();
  }

  /**
   * What {@link #of} made bytes of.
   *
   * @throws IllegalArgumentException if it did not
   */
  public static double[] read(byte[] bytes) {
    if (bytes.length % Double.BYTES != 0) {
      throw new IllegalArgumentException(
          "numbers: must be " + Double.BYTES + " bytes each, were " + bytes.length + " in all");
    }
    double[] numbers = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(numbers);
    return numbers;
  }

  /**
   * The same, of so many.
   *
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static double[] read(byte[] bytes, int count) {
    double[] numbers = read(bytes);
    if (numbers.length != count) {
      throw new IllegalArgumentException("numbers: must be " + count + ", were " + numbers.length);
    }
    return numbers;
  }
}
