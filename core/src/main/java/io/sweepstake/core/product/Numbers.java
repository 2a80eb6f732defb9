package io.sweepstake.core.product;

import java.util.List;

/** Rules about the numbers of parts. */
final class Numbers {
  private Numbers() {}

  static List<Double> only(String usage, List<Double> numbers, int count) {
    if (numbers.size() != count) {
      throw new IllegalArgumentException("must be " + usage + ", had the numbers " + numbers);
    }
    return numbers;
  }

  static void requirePositive(String part, String what, double number) {
    if (!(number > 0) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(
          part + ": the " + what + " must be positive and finite, was " + number);
    }
  }
}
