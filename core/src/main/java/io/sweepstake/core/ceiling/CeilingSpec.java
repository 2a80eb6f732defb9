package io.sweepstake.core.ceiling;

/**
 * How a ceiling is computed: the result is a function of these numbers and the setting.
 *
 * @param seed of all profiles
 * @param ownDegree of the polynomials in a stream's own two values, at least 0
 * @param othersDegree of those in rivals' and other values, at least 0
 * @param steps of training, at least 0; with none there are no streams, and rays alone bound
 * @param batch profiles a step, a multiple of 64
 * @param profiles fresh ones, on which the bound is measured, a multiple of 64
 */
public record CeilingSpec(
    long seed, int ownDegree, int othersDegree, long steps, int batch, long profiles) {
  public CeilingSpec {
    if (ownDegree < 0 || othersDegree < 0 || ownDegree > 20 || othersDegree > 20) {
      throw new IllegalArgumentException(
          "ceiling: degrees must be from 0 to 20, were " + ownDegree + " and " + othersDegree);
    }
    if (steps < 0) {
      throw new IllegalArgumentException("ceiling: steps must be at least 0, were " + steps);
    }
    if (batch < 64 || batch % 64 != 0 || profiles < 64 || profiles % 64 != 0) {
      throw new IllegalArgumentException(
          "ceiling: batch and profiles must be multiples of 64, were "
              + batch
              + " and "
              + profiles);
    }
  }
}
