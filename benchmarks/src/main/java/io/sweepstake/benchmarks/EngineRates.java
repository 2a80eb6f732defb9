package io.sweepstake.benchmarks;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Trainer;
import io.sweepstake.core.training.TrainingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Our side of the comparison with a peer: one line of numbers for one shape.
 *
 * <p>{@code EngineRates 2x2 3} prints, over so many seconds, iterations per second; the GFLOP/s of
 * their matrix products; the GFLOP/s of our product on operands in the nearest cache, and the share
 * of these in percent. {@code EngineRates 2x2 3 command …} starts a peer that answers every line
 * with the GFLOP/s of a library's product of large matrices, and prints these and the share of
 * these besides.
 *
 * <p>Windows of each lie between windows of the others. Iterations per second are the median window
 * of them all. What others do on a shared machine slows some windows and not their neighbours, so
 * GFLOP/s are those of the window that a tenth are faster than, of each alike.
 */
public final class EngineRates {
  private static final double WARM_UP = 3; // seconds
  private static final double WINDOW = 0.04; // seconds, about that of a peer's product
  private static final double UNDISTURBED = 0.9;

  private EngineRates() {}

  public static void main(String[] arguments) throws IOException {
    Workload workload = Workload.of(arguments[0]);
    double seconds = Double.parseDouble(arguments[1]);
    List<String> command = List.of(arguments).subList(2, arguments.length);
    Trainer trainer = workload.trainer(Loops.best().get());
    run(WARM_UP, () -> iterate(trainer));
    Product product = new Product();
    run(WARM_UP / 2, product::round);
    try (Peer peer = command.isEmpty() ? null : new Peer(command)) {
      int windows = (int) Math.ceil(seconds / WINDOW);
      double[] iterations = new double[windows];
      double[] products = new double[windows];
      double[] library = new double[windows];
      for (int w = 0; w < windows; w++) {
        iterations[w] = run(WINDOW, () -> iterate(trainer));
        products[w] = product.gflops(WINDOW);
        library[w] = peer == null ? 0 : peer.gflops();
      }
      double flops = quantile(iterations, UNDISTURBED) * workload.flops() / 1e9;
      double peak = quantile(products, UNDISTURBED);
      System.out.printf(
          Locale.ROOT,
          "%.2f %.1f %.1f %.1f",
          quantile(iterations, 0.5),
          flops,
          peak,
          100 * flops / peak);
      if (peer != null) {
        double sgemm = quantile(library, UNDISTURBED);
        System.out.printf(Locale.ROOT, " %.1f %.1f", sgemm, 100 * flops / sgemm);
      }
      System.out.println();
    }
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

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }

  /** Another process, waiting while it is not asked. */
  private static final class Peer implements AutoCloseable {
    private final Process process;
    private final PrintWriter questions;
    private final BufferedReader answers;

    Peer(List<String> command) throws IOException {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      questions = new PrintWriter(process.outputWriter(), true);
      answers = new BufferedReader(new InputStreamReader(process.getInputStream()));
    }

    double gflops() {
      questions.println();
      try {
        String answer = answers.readLine();
        if (answer == null) {
          throw new IllegalStateException("the peer ended without an answer");
        }
        return Double.parseDouble(answer);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  /**
   * The product of a packed 100 x 100 matrix with a tile, whose operands stay in the nearest cache
   * and start where its lines do: in an array that G1 gives regions of its own, past the header.
   */
  private static final class Product {
    private static final int SIZE = 100;
    private static final int PRODUCTS = 20;
    private static final int FIRST = 12;

    private final Kernels kernels = Loops.best().get();
    private final float[] packed = new float[kernels.packedLength(SIZE, SIZE)];
    private final float[] tiles = new float[(1 << 20) - 4];

    Product() {
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
