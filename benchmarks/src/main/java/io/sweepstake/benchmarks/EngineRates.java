package io.sweepstake.benchmarks;

import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.Kernels;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Trainer;
import io.sweepstake.core.training.TrainingListener;
import java.util.Arrays;
import java.util.Locale;

/**
 * Our side of the comparison with a peer: one line of numbers for one shape.
 *
 * <p>{@code EngineRates 2x2 3} prints iterations per second, GFLOP/s, the practical peak (a matrix
 * product at its best size, in GFLOP/s), and the share of it in percent, over so many seconds. A
 * shared machine's speed changes by the tenth of a second, so windows of training lie between
 * windows of the peak, each is compared with its two neighbours, and medians are told.
 */
public final class EngineRates {
  private static final double WARM_UP = 3; // seconds
  private static final double WINDOW = 0.04; // seconds

  private EngineRates() {}

  public static void main(String[] arguments) throws DivergedException {
    Peak peak = new Peak();
    run(WARM_UP / 2, peak::round);
    Workload workload = Workload.of(arguments[0]);
    Trainer trainer = workload.trainer(Engines.best().get());
    run(WARM_UP, () -> iterate(trainer));
    int windows = (int) Math.ceil(Double.parseDouble(arguments[1]) / WINDOW);
    double[] rates = new double[windows];
    double[] peaks = new double[windows];
    double[] shares = new double[windows];
    double before = peak.gflops(WINDOW / 4);
    for (int w = 0; w < windows; w++) {
      rates[w] = run(WINDOW, () -> iterate(trainer));
      double after = peak.gflops(WINDOW / 4);
      peaks[w] = (before + after) / 2;
      shares[w] = 100 * rates[w] * workload.flops() / 1e9 / peaks[w];
      before = after;
    }
    double rate = median(rates);
    System.out.printf(
        Locale.ROOT,
        "%.2f %.1f %.1f %.1f%n",
        rate,
        rate * workload.flops() / 1e9,
        median(peaks),
        median(shares));
  }

  private static void iterate(Trainer trainer) {
    try {
      trainer.advance(trainer.iteration() + 1, Long.MAX_VALUE, TrainingListener.NONE);
    } catch (DivergedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rounds per second, over so many seconds and at least one round. */
  private static double run(double seconds, Runnable round) {
    long start = System.nanoTime();
    long rounds = 0;
    double passed;
    do {
      round.run();
      rounds++;
      passed = (System.nanoTime() - start) * 1e-9;
    } while (passed < seconds);
    return rounds / passed;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /**
   * The product of a packed 100 x 100 matrix with a tile, whose operands stay in the nearest cache
   * and start where its lines do: in an array that G1 gives regions of its own, past the header.
   */
  private static final class Peak {
    private static final int SIZE = 100;
    private static final int PRODUCTS = 20;
    private static final int FIRST = 12;

    private final Kernels kernels = Engines.best().get();
    private final float[] packed = new float[kernels.packedLength(SIZE, SIZE)];
    private final float[] tiles = new float[(1 << 20) - 4];

    Peak() {
      Arrays.fill(packed, 0.01f);
      Arrays.fill(tiles, FIRST, FIRST + SIZE * Kernels.TILE, 0.01f);
    }

    double gflops(double seconds) {
      return 2.0 * SIZE * SIZE * Kernels.TILE * PRODUCTS * run(seconds, this::round) / 1e9;
    }

    private void round() {
      for (int k = 0; k < PRODUCTS; k++) {
        kernels.product(packed, SIZE, SIZE, tiles, FIRST, tiles, FIRST + SIZE * Kernels.TILE);
      }
    }
  }
}
