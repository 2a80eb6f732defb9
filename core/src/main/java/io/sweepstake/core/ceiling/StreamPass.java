package io.sweepstake.core.ceiling;

import io.sweepstake.core.kernel.Kernels;
import java.util.Arrays;

/**
 * One stream on a tile: from {@code q = Σ_ab C_ab P_a(t_1) P_b(t_2)} to the derivatives of {@code ψ
 * = t_1 (1 − t_1) t_2 (1 − t_2) q}, and back.
 */
final class StreamPass {
  private static final int LANES = Kernels.TILE;

  private final int degree;
  private final float[] combined; // C or its gradient, [own product][lane]
  private final float[] byFirst = new float[LANES]; // ∂ψ/∂t_1, or the gradient with respect to it
  private final float[] bySecond = new float[LANES];
  private final float[] value = new float[LANES]; // q, or its gradient
  private final float[] first = new float[LANES]; // ∂q/∂t_1
  private final float[] second = new float[LANES];
  private final float[] along = new float[LANES];
  private final float[] slope = new float[LANES];

  StreamPass(int degree) {
    this.degree = degree;
    combined = new float[products(degree) * LANES];
  }

  /** How many products of two polynomials there are up to a total degree. */
  static int products(int degree) {
    return (degree + 1) * (degree + 2) / 2;
  }

  /** C, in the order a = 0, 1, …, and for each b from 0 to degree − a. */
  float[] combined(int rows) {
    if (rows * LANES != combined.length) {
      throw new IllegalArgumentException("stream: has " + combined.length / LANES + " products");
    }
    return combined;
  }

  float[] byFirst() {
    return byFirst;
  }

  float[] bySecond() {
    return bySecond;
  }

  void forward(float[] types, int one, int two, float[] p1, float[] d1, float[] p2, float[] d2) {
    Arrays.fill(value, 0);
    Arrays.fill(first, 0);
    Arrays.fill(second, 0);
    int at = 0;
    for (int a = 0; a <= degree; a++) {
      Arrays.fill(along, 0);
      Arrays.fill(slope, 0);
      for (int b = 0; b <= degree - a; b++) {
        multiplyAdd(combined, at, p2, b * LANES, along);
        multiplyAdd(combined, at, d2, b * LANES, slope);
        at += LANES;
      }
      multiplyAdd(along, 0, p1, a * LANES, value);
      multiplyAdd(along, 0, d1, a * LANES, first);
      multiplyAdd(slope, 0, p1, a * LANES, second);
    }
    for (int s = 0; s < LANES; s++) {
      float t1 = types[one * LANES + s];
      float t2 = types[two * LANES + s];
      float w1 = t1 * (1 - t1);
      float w2 = t2 * (1 - t2);
      byFirst[s] = w2 * ((1 - 2 * t1) * value[s] + w1 * first[s]);
      bySecond[s] = w1 * ((1 - 2 * t2) * value[s] + w2 * second[s]);
    }
  }

  /** From gradients with respect to ψ's derivatives to those with respect to C. */
  void backward(float[] types, int one, int two, float[] p1, float[] d1, float[] p2, float[] d2) {
    for (int s = 0; s < LANES; s++) {
      float t1 = types[one * LANES + s];
      float t2 = types[two * LANES + s];
      float w1 = t1 * (1 - t1);
      float w2 = t2 * (1 - t2);
      value[s] = byFirst[s] * w2 * (1 - 2 * t1) + bySecond[s] * w1 * (1 - 2 * t2);
      first[s] = byFirst[s] * w1 * w2;
      second[s] = bySecond[s] * w1 * w2;
    }
    int at = 0;
    for (int a = 0; a <= degree; a++) {
      Arrays.fill(along, 0);
      Arrays.fill(slope, 0);
      multiplyAdd(value, 0, p1, a * LANES, along);
      multiplyAdd(first, 0, d1, a * LANES, along);
      multiplyAdd(second, 0, p1, a * LANES, slope);
      for (int b = 0; b <= degree - a; b++) {
        sum(along, p2, slope, d2, b * LANES, at);
        at += LANES;
      }
    }
  }

  private void sum(float[] a, float[] p, float[] b, float[] d, int from, int at) {
    for (int s = 0; s < LANES; s++) {
      combined[at + s] = a[s] * p[from + s] + b[s] * d[from + s];
    }
  }

  private static void multiplyAdd(float[] a, int aAt, float[] b, int bAt, float[] c) {
    for (int s = 0; s < LANES; s++) {
      c[s] += a[aAt + s] * b[bAt + s];
    }
  }
}
