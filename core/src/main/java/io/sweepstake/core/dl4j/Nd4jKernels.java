package io.sweepstake.core.dl4j;

import io.sweepstake.core.kernel.ScalarKernels;
import java.util.Arrays;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The kernels on the user's ND4J backend: matrix products, tanh and its derivative there, what is
 * left by plain loops.
 *
 * <p>For those who have reason to trust or to use that backend, its CUDA build by swapping the
 * artifact; on a processor the Vector API is an order of magnitude faster, since ND4J's cost of a
 * call is that of a tile's product, and each call copies its operands. Arrays are created in a
 * workspace and reused, so that iterations leave nothing to collect outside of Java's heap.
 */
public final class Nd4jKernels extends ScalarKernels {
  private static final String WORKSPACE = "sweepstake-kernels";
  private static final WorkspaceConfiguration REUSED =
      WorkspaceConfiguration.builder()
          .initialSize(1 << 22)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .policyLearning(LearningPolicy.OVER_TIME)
          .build();

  /**
   * Loads the backend.
   *
   * @throws IllegalStateException saying what to add to the class path, if there is none
   */
  public Nd4jKernels() {
    NativeLibrary.require();
  }

  @Override
  public String name() {
    return "nd4j-"
        + (Nd4j.getBackend().getClass().getSimpleName().contains("Cpu") ? "cpu" : "cuda");
  }

  @Override
  public void product(float[] packed, int rows, int depth, float[] x, int xAt, float[] c, int cAt) {
    float[] result = product(packed, rows, depth, x, xAt);
    System.arraycopy(result, 0, c, cAt, result.length);
  }

  @Override
  public void productPlus(
      float[] packed,
      int rows,
      int depth,
      float[] x,
      int xAt,
      float[] base,
      int baseAt,
      float[] c,
      int cAt) {
    float[] result = product(packed, rows, depth, x, xAt);
    for (int k = 0; k < result.length; k++) {
      c[cAt + k] = base[baseAt + k] + result[k];
    }
  }

  /** {@code A x}, as {@code (xᵀ Aᵀ)ᵀ}: rows here are columns to ND4J, so nothing is transposed. */
  private static float[] product(float[] packed, int rows, int depth, float[] x, int xAt) {
    try (MemoryWorkspace unused = workspace()) {
      INDArray matrix = columns(packed, 0, depth, rows);
      return floats(columns(x, xAt, TILE, depth).mmul(matrix));
    }
  }

  @Override
  public void weightGradient(
      float[] d, int dAt, int rows, float[] x, int xAt, int depth, float[] g, int gAt, int stride) {
    float[] sums;
    try (MemoryWorkspace unused = workspace()) {
      INDArray inputs = columns(x, xAt, TILE, depth);
      sums = floats(Nd4j.gemm(inputs, columns(d, dAt, TILE, rows), true, false));
    }
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < depth; k++) {
        g[gAt + r * stride + k] += sums[r * depth + k];
      }
    }
  }

  @Override
  public void tanh(float[] x, int at, int length) {
    try (MemoryWorkspace unused = workspace()) {
      System.arraycopy(floats(Transforms.tanh(row(x, at, length), false)), 0, x, at, length);
    }
  }

  @Override
  public void tanhBackward(float[] d, int dAt, float[] y, int yAt, int length) {
    try (MemoryWorkspace unused = workspace()) {
      INDArray slope = row(y, yAt, length);
      slope.muli(slope).rsubi(1);
      System.arraycopy(floats(slope.muli(row(d, dAt, length))), 0, d, dAt, length);
    }
  }

  private static MemoryWorkspace workspace() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(REUSED, WORKSPACE);
  }

  /** A matrix whose columns lie one after the other. */
  private static INDArray columns(float[] source, int at, int height, int width) {
    return Nd4j.create(
        Arrays.copyOfRange(source, at, at + height * width), new long[] {height, width}, 'f');
  }

  private static INDArray row(float[] source, int at, int length) {
    return Nd4j.create(Arrays.copyOfRange(source, at, at + length), new long[] {length}, 'f');
  }

  private static float[] floats(INDArray array) {
    return array.data().asFloat();
  }
}
