package io.sweepstake.benchmarks;

import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.Kernels;
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

/** The kernels at the size that decides: a layer of 100 by 100 on a tile of 64 profiles. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class KernelBenchmark {
  private static final int WIDTH = 100;
  private static final int STRIDE = 112;

  @Param({"VECTOR", "SCALAR"})
  public Engines engine;

  private Kernels kernels;
  private float[] matrix;
  private float[] packed;
  private float[] x;
  private float[] y;
  private float[] gradient;

  @Setup
  public void fill() {
    kernels = engine.get();
    matrix = filled(WIDTH * STRIDE);
    packed = new float[kernels.packedLength(WIDTH, WIDTH + 1)];
    kernels.pack(matrix, 0, STRIDE, 1, WIDTH, WIDTH + 1, packed);
    x = filled((WIDTH + 1) * Kernels.TILE);
    y = filled((WIDTH + 1) * Kernels.TILE);
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
    kernels.product(packed, WIDTH, WIDTH + 1, x, 0, y, Kernels.TILE);
    return y;
  }

  /** 1.29 MFLOP. */
  @Benchmark
  public float[] weightGradient() {
    kernels.weightGradient(y, 0, WIDTH, x, 0, WIDTH + 1, gradient, 0, STRIDE);
    return gradient;
  }

  @Benchmark
  public float[] tanh() {
    kernels.tanh(y, Kernels.TILE, WIDTH * Kernels.TILE);
    return y;
  }

  @Benchmark
  public float[] pack() {
    kernels.pack(matrix, 0, STRIDE, 1, WIDTH, WIDTH + 1, packed);
    return packed;
  }
}
