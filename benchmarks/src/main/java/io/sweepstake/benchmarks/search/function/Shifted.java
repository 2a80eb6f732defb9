package io.sweepstake.benchmarks.search.function;

import java.util.Arrays;

/**
 * Another function moved within its bounds, so that its minimum is not in the middle of them, where
 * samplers with a wide kernel or an averaging crossover would find it by their bias.
 *
 * <p>Dimension {@code k} moves by {@code SHARES[k]} of half its range. The name ends in {@code s}.
 */
public final class Shifted extends BoxFunction {
  private static final double[] SHARES = {0.31, -0.47, 0.22, 0.53, -0.38};

  private final BoxFunction inner;
  private final double part;

  /**
   * A moved function.
   *
   * @throws IllegalArgumentException when {@code inner} has more than five dimensions
   */
  public Shifted(BoxFunction inner) {
    this(inner, 1);
  }

  /**
   * A function moved by a part of that, where all of it would move the minimum out of the box.
   *
   * @throws IllegalArgumentException when {@code inner} has more than five dimensions
   */
  public Shifted(BoxFunction inner, double part) {
    super(inner.name() + "s", lows(inner), highs(inner));
    this.part = part;
    if (inner.dimensions() > SHARES.length) {
      throw new IllegalArgumentException(
          inner.name()
              + ": a shift has at most "
              + SHARES.length
              + " dimensions, was "
              + inner.dimensions());
    }
    this.inner = inner;
  }

  private static double[] lows(BoxFunction inner) {
    double[] lows = new double[inner.dimensions()];
    Arrays.setAll(lows, inner::low);
    return lows;
  }

  private static double[] highs(BoxFunction inner) {
    double[] highs = new double[inner.dimensions()];
    Arrays.setAll(highs, inner::high);
    return highs;
  }

  private double shift(int k) {
    return part * SHARES[k] * 0.5 * (high(k) - low(k));
  }

  @Override
  public double at(double[] x) {
    double[] moved = x.clone();
    for (int k = 0; k < moved.length; k++) {
      moved[k] -= shift(k);
    }
    return inner.at(moved);
  }

  @Override
  public double minimum() {
    return inner.minimum();
  }

  @Override
  public double[][] optima() {
    double[][] optima = inner.optima();
    for (double[] x : optima) {
      for (int k = 0; k < x.length; k++) {
        x[k] += shift(k);
      }
    }
    return optima;
  }
}
