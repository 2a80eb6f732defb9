package io.sweepstake.benchmarks;

import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.Kernels;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Trainer;
import io.sweepstake.core.training.TrainingListener;
import java.util.Arrays;
import java.util.Locale;

/**
 * Our side of the comparison with a peer: one line of numbers for one shape, or for the practical
 * peak.
 *
 * <p>{@code EngineRates peak} prints GFLOP/s of the matrix product at its best size; {@code
 * EngineRates 2x2 3} prints iterations per second and GFLOP/s, the median of five windows over so
 * many seconds.
 */
public final class EngineRates {
  private static final int WINDOWS = 5;

  private EngineRates() {}

  public static void main(String[] arguments) throws DivergedException {
    if (arguments[0].equals("peak")) {
      System.out.printf(Locale.ROOT, "%.1f%n", peak());
      return;
    }
    Workload workload = Workload.of(arguments[0]);
    double seconds = Double.parseDouble(arguments[1]);
    double rate = rate(workload.trainer(Engines.best().get()), seconds);
    System.out.printf(Locale.ROOT, "%.2f %.1f%n", rate, rate * workload.flops() / 1e9);
  }

  private static double rate(Trainer trainer, double seconds) throws DivergedException {
    run(trainer, Math.max(3, seconds));
    double[] rates = new double[WINDOWS];
    for (int w = 0; w < WINDOWS; w++) {
      rates[w] = run(trainer, seconds / WINDOWS);
    }
    Arrays.sort(rates);
    return rates[WINDOWS / 2];
  }

  private static double run(Trainer trainer, double seconds) throws DivergedException {
    long start = System.nanoTime();
    long first = trainer.iteration();
    double passed;
    do {
      trainer.advance(trainer.iteration() + 1, Long.MAX_VALUE, TrainingListener.NONE);
      passed = (System.nanoTime() - start) * 1e-9;
    } while (passed < seconds);
    return (trainer.iteration() - first) / passed;
  }

  /**
   * The product of a packed 100 x 100 matrix with a tile, whose operands stay in the nearest cache.
   */
  private static double peak() {
    int size = 100;
    Kernels kernels = Engines.best().get();
    float[] packed = new float[kernels.packedLength(size, size)];
    float[] x = new float[size * Kernels.TILE];
    float[] y = new float[size * Kernels.TILE];
    Arrays.fill(packed, 0.01f);
    Arrays.fill(x, 0.01f);
    double[] rates = new double[60];
    for (int round = 0; round < rates.length; round++) {
      long start = System.nanoTime();
      int count = 5000;
      for (int k = 0; k < count; k++) {
        kernels.product(packed, size, size, x, 0, y, 0);
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      rates[round] = 2.0 * size * size * Kernels.TILE * count / seconds / 1e9;
    }
    Arrays.sort(rates);
    return rates[rates.length / 2];
  }
}
