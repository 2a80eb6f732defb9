package io.sweepstake.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sweepstake.core.random.Seeds;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorKernelsTest {
  private static final int TILE = Kernels.TILE;
  private static final int WIDTH = 100;
  private static final int LENGTH = WIDTH * TILE;
  private static final long TURN_NANOS = 200_000_000;
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private final Kernels kernels = new VectorKernels();
  private final float[] x = random(1);
  private final float[] y = random(2);
  private final float[] z = random(3);
  private final float[] c = random(4);
  private final double[] doubles = new double[LENGTH + TILE];
  private final double[] raised = new double[LENGTH];

  /**
   * Each runs for a while before the next: C2 has then seen the API's type checks fail before it
   * compiles the later ones, guesses no more, and boxes every vector whose kind it does not know.
   */
  @Test
  void noKernelBoxesWhateverRanBefore() {
    Map<String, Runnable> runs = runs();
    for (Runnable run : runs.values()) {
      for (long start = System.nanoTime(); System.nanoTime() - start < TURN_NANOS; ) {
        run.run();
      }
    }

    List<String> boxing = new ArrayList<>();
    for (Map.Entry<String, Runnable> run : runs.entrySet()) {
      long bytes = leastAllocated(run.getValue());
      if (bytes > 0) {
        boxing.add(run.getKey() + ": " + bytes + " bytes in 100 calls");
      }
    }
    assertThat(boxing).isEmpty();
  }

  private Map<String, Runnable> runs() {
    Map<String, Runnable> runs = new LinkedHashMap<>();
    runs.put("raise", () -> kernels.raise(doubles, 0, doubles, TILE, raised, 0, LENGTH));
    addProducts(WIDTH, WIDTH, runs);
    runs.put("tanh", () -> kernels.tanh(c, 0, LENGTH));
    runs.put("tanhBackward", () -> kernels.tanhBackward(c, 0, y, 0, LENGTH));
    runs.put("relu", () -> kernels.relu(c, 0, LENGTH));
    runs.put("reluBackward", () -> kernels.reluBackward(c, 0, y, 0, LENGTH));
    runs.put("sigmoid", () -> kernels.sigmoid(c, 0, LENGTH));
    runs.put("sigmoidBackward", () -> kernels.sigmoidBackward(c, 0, y, 0, LENGTH));
    runs.put("softmax", () -> kernels.softmax(c, 0, 4, 10 * TILE));
    runs.put("softmaxBackward", () -> kernels.softmaxBackward(c, 0, y, 0, 4, 10 * TILE));
    runs.put("multiply", () -> kernels.multiply(x, 0, y, 0, c, 0, LENGTH));
    runs.put("multiplyAdd", () -> kernels.multiplyAdd(x, 0, y, 0, c, 0, LENGTH));
    runs.put("add", () -> kernels.add(x, 0, c, 0, LENGTH));
    runs.put("minimum", () -> kernels.minimum(x, 0, y, 0, c, 0, LENGTH));
    runs.put("addWhereAtMost", () -> kernels.addWhereAtMost(x, 0, y, 0, z, 0, c, 0, LENGTH));
    runs.put("addWhereBelow", () -> kernels.addWhereBelow(x, 0, y, 0, z, 0, c, 0, LENGTH));
    runs.put("keepBetter", () -> kernels.keepBetter(x, 0, y, 0, z, 0, c, 0, 4));
    runs.put("ascend", () -> kernels.ascend(c, 0, x, 0, 0.1f, 0f, 1f));
    runs.put("ascendAdam", () -> kernels.ascendAdam(c, 0, x, 0, y, 0, z, 0, 0.1f, 1e-8f, 0f, 1f));
    runs.put("adam", () -> kernels.adam(c, x, y, z, LENGTH, 0.9f, 0.999f, 1e-3f, 1e-8f));
    for (int[] shape : new int[][] {{WIDTH, 4}, {WIDTH, 1}, {4, WIDTH}, {3, 2}, {2, 3}, {1, 4}}) {
      addProducts(shape[0], shape[1], runs);
    }
    return runs;
  }

  private void addProducts(int rows, int depth, Map<String, Runnable> runs) {
    float[] packed = new float[kernels.packedLength(rows, depth)];
    kernels.pack(z, 0, depth, 1, rows, depth, packed);
    String by = " " + rows + " by " + depth;
    runs.put("product" + by, () -> kernels.product(packed, rows, depth, x, 0, c, 0));
    runs.put("slope" + by, () -> kernels.productTanhSlope(packed, rows, depth, x, 0, y, 0, c, 0));
    runs.put("plus" + by, () -> kernels.productPlus(packed, rows, depth, x, 0, y, 0, c, 0));
    runs.put(
        "gradient" + by, () -> kernels.weightGradient(x, 0, rows, y, 0, depth, z, 0, WIDTH + TILE));
  }

  /** Until nothing is, or for as long as the compilers may be busy elsewhere. */
  private static long leastAllocated(Runnable run) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    long start = System.nanoTime();
    while (least > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < 100; call++) {
        run.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static float[] random(long seed) {
    float[] values = new float[WIDTH * (WIDTH + TILE)];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (2 * Seeds.uniform(seed, k) - 1);
    }
    return values;
  }
}
