package io.sweepstake.sweeps.sampler.gp;

/**
 * The parameters of a Matérn-5/2 kernel with one length scale per axis, and of the noise.
 *
 * @param inverseSquares one over the square of each axis's length scale
 * @param scale the variance of the function
 * @param noise the variance of what is observed about it
 */
record KernelParameters(double[] inverseSquares, double scale, double noise) {
  /** Correlation at a squared scaled distance: {@code (1 + √(5r²) + 5r²/3) e^{-√(5r²)}}. */
  static double correlation(double square) {
    double s = Math.sqrt(5 * square);
    return (1 + s + s * s / 3) * Math.exp(-s);
  }

  /** Its derivative by the squared distance, which exists at 0 too. */
  static double slope(double square) {
    double s = Math.sqrt(5 * square);
    return -5.0 / 6 * (1 + s) * Math.exp(-s);
  }
}
