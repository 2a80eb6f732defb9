package io.sweepstake.benchmarks;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels at the size that decides: a layer of 100 by 100 on a tile of 64 profiles, at the
 * start of cache lines ({@code first=12}, as tiles lie with G1) and across them ({@code first=8}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseG1GC", "--add-modules", "jdk.incubator.vector"})
public class KernelBenchmark {
  private static final int WIDTH = 100;
  private static final int STRIDE = 112;
  private static final int LENGTH = WIDTH * Kernels.TILE;
  private static final int CHUNK = (1 << 20) - 4; // floats: regions of its own

  @Param({"VECTOR", "SCALAR"})
  public Loops engine;

  @Param({"12", "8"})
  public int first;

  private Kernels kernels;
  private float[] matrix;
  private float[] packed;
  private float[] tiles;
  private int x;
  private int y;
  private float[] gradient;

  @Setup
  public void fill() {
    kernels = engine.get();
    matrix = filled(WIDTH * STRIDE);
    packed = new float[kernels.packedLength(WIDTH, WIDTH + 1)];
    kernels.pack(matrix, 0, STRIDE, 1, WIDTH, WIDTH + 1, packed);
    tiles = filled(CHUNK);
    x = first;
    y = x + (WIDTH + 1) * Kernels.TILE;
    gradient = new float[WIDTH * STRIDE];
  }

  private static float[] filled(int length) {
    float[] values = new float[length];
    for (int k = 0; k < length; k++) {
      values[k] = (k % 17 - 8) / 80f;
    }
    return values;
  }

  /** 1.29 MFLOP. */
  @Benchmark
  public float[] product() {
    kernels.product(packed, WIDTH, WIDTH + 1, tiles, x, tiles, y);
    return tiles;
  }

  /** 1.29 MFLOP. */
  @Benchmark
  public float[] productTanhSlope() {
    kernels.productTanhSlope(packed, WIDTH, WIDTH + 1, tiles, x, tiles, x, tiles, y);
    return tiles;
  }

  /** 51 kFLOP: a layer that reads four bids. */
  @Benchmark
  public float[] productOfFour() {
    kernels.product(packed, WIDTH, 4, tiles, x, tiles, y);
    return tiles;
  }

  /** 1.29 MFLOP. */
  @Benchmark
  public float[] weightGradient() {
    kernels.weightGradient(tiles, y, WIDTH, tiles, x, WIDTH + 1, gradient, 0, STRIDE);
    return gradient;
  }

  @Benchmark
  public float[] tanh() {
    kernels.tanh(tiles, y, LENGTH);
    return tiles;
  }

  @Benchmark
  public float[] pack() {
    kernels.pack(matrix, 0, STRIDE, 1, WIDTH, WIDTH + 1, packed);
    return packed;
  }
}
