package io.sweepstake.core.kernel;

import io.sweepstake.core.descent.AdamRule;

/**
 * The kernels as plain loops: their definition, and the fallback where the Vector API is missing.
 *
 * <p>An engine that does only some of them better extends this one. Here a packed matrix is the
 * matrix row by row.
 */
public class ScalarKernels implements Kernels {
  private final float[] row = new float[TILE];

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int packedLength(int rows, int depth) {
    return rows * depth;
  }

  @Override
  public void pack(
      float[] source, int first, int rowStep, int columnStep, int rows, int depth, float[] packed) {
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < depth; k++) {
        packed[r * depth + k] = source[first + r * rowStep + k * columnStep];
      }
    }
  }

  @Override
  public void product(float[] packed, int rows, int depth, float[] x, int xAt, float[] c, int cAt) {
    for (int r = 0; r < rows; r++) {
      java.util.Arrays.fill(row, 0f);
      accumulate(packed, r, depth, x, xAt);
      System.arraycopy(row, 0, c, cAt + r * TILE, TILE);
    }
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
    for (int r = 0; r < rows; r++) {
      System.arraycopy(base, baseAt + r * TILE, row, 0, TILE);
      accumulate(packed, r, depth, x, xAt);
      System.arraycopy(row, 0, c, cAt + r * TILE, TILE);
    }
  }

  private void accumulate(float[] packed, int r, int depth, float[] x, int xAt) {
    for (int k = 0; k < depth; k++) {
      float weight = packed[r * depth + k];
      int at = xAt + k * TILE;
      for (int s = 0; s < TILE; s++) {
        row[s] += weight * x[at + s];
      }
    }
  }

  @Override
  public void productTanhSlope(
      float[] packed,
      int rows,
      int depth,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      float[] c,
      int cAt) {
    product(packed, rows, depth, x, xAt, c, cAt);
    tanhBackward(c, cAt, y, yAt, rows * TILE);
  }

  @Override
  public void weightGradient(
      float[] d, int dAt, int rows, float[] x, int xAt, int depth, float[] g, int gAt, int stride) {
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < depth; k++) {
        float sum = 0;
        for (int s = 0; s < TILE; s++) {
          sum += d[dAt + r * TILE + s] * x[xAt + k * TILE + s];
        }
        g[gAt + r * stride + k] += sum;
      }
    }
  }

  @Override
  public void tanh(float[] x, int at, int length) {
    for (int k = at; k < at + length; k++) {
      x[k] = (float) Math.tanh(x[k]);
    }
  }

  @Override
  public void tanhBackward(float[] d, int dAt, float[] y, int yAt, int length) {
    for (int k = 0; k < length; k++) {
      float h = y[yAt + k];
      d[dAt + k] *= 1 - h * h;
    }
  }

  @Override
  public void relu(float[] x, int at, int length) {
    for (int k = at; k < at + length; k++) {
      x[k] = Math.max(x[k], 0f);
    }
  }

  @Override
  public void reluBackward(float[] d, int dAt, float[] y, int yAt, int length) {
    for (int k = 0; k < length; k++) {
      if (!(y[yAt + k] > 0)) {
        d[dAt + k] = 0;
      }
    }
  }

  @Override
  public void sigmoid(float[] x, int at, int length) {
    for (int k = at; k < at + length; k++) {
      x[k] = (float) (1 / (1 + Math.exp(Math.min(SATURATION, Math.max(-SATURATION, -x[k])))));
    }
  }

  @Override
  public void sigmoidBackward(float[] d, int dAt, float[] y, int yAt, int length) {
    for (int k = 0; k < length; k++) {
      float h = y[yAt + k];
      d[dAt + k] = flushed(d[dAt + k] * h * (1 - h));
    }
  }

  @Override
  public void softmax(float[] x, int at, int groups, int length) {
    for (int s = at; s < at + length; s++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int g = 0; g < groups; g++) {
        max = Math.max(max, x[s + g * length]);
      }
      float sum = 0;
      for (int g = 0; g < groups; g++) {
        float e = (float) Math.exp(Math.max(-SATURATION, x[s + g * length] - max));
        x[s + g * length] = e;
        sum += e;
      }
      for (int g = 0; g < groups; g++) {
        x[s + g * length] /= sum;
      }
    }
  }

  @Override
  public void softmaxBackward(float[] d, int dAt, float[] y, int yAt, int groups, int length) {
    for (int s = 0; s < length; s++) {
      float dot = 0;
      for (int g = 0; g < groups; g++) {
        dot += d[dAt + s + g * length] * y[yAt + s + g * length];
      }
      for (int g = 0; g < groups; g++) {
        int k = s + g * length;
        d[dAt + k] = flushed(y[yAt + k] * (d[dAt + k] - dot));
      }
    }
  }

  @Override
  public void multiply(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k++) {
      c[cAt + k] = a[aAt + k] * b[bAt + k];
    }
  }

  @Override
  public void multiplyAdd(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k++) {
      c[cAt + k] += a[aAt + k] * b[bAt + k];
    }
  }

  @Override
  public void add(float[] a, int aAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k++) {
      c[cAt + k] += a[aAt + k];
    }
  }

  @Override
  public void minimum(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k++) {
      c[cAt + k] = Math.min(a[aAt + k], b[bAt + k]);
    }
  }

  @Override
  public void raise(double[] a, int aAt, double[] b, int bAt, double[] c, int cAt, int length) {
    for (int k = 0; k < length; k++) {
      c[cAt + k] = Math.max(c[cAt + k], a[aAt + k] + b[bAt + k]);
    }
  }

  @Override
  public void addWhereAtMost(
      float[] d, int dAt, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k++) {
      if (a[aAt + k] <= b[bAt + k]) {
        c[cAt + k] += d[dAt + k];
      }
    }
  }

  @Override
  public void addWhereBelow(
      float[] d, int dAt, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k++) {
      if (a[aAt + k] < b[bAt + k]) {
        c[cAt + k] += d[dAt + k];
      }
    }
  }

  @Override
  public void keepBetter(
      float[] u,
      int uAt,
      float[] best,
      int bestAt,
      float[] x,
      int xAt,
      float[] kept,
      int keptAt,
      int rows) {
    for (int s = 0; s < TILE; s++) {
      if (u[uAt + s] > best[bestAt + s]) {
        best[bestAt + s] = u[uAt + s];
        for (int r = 0; r < rows; r++) {
          kept[keptAt + r * TILE + s] = x[xAt + r * TILE + s];
        }
      }
    }
  }

  @Override
  public void ascend(float[] x, int xAt, float[] d, int dAt, float rate, float low, float high) {
    for (int s = 0; s < TILE; s++) {
      x[xAt + s] = Math.min(high, Math.max(low, x[xAt + s] + rate * d[dAt + s]));
    }
  }

  @Override
  public void ascendAdam(
      float[] x,
      int xAt,
      float[] d,
      int dAt,
      float[] first,
      int firstAt,
      float[] second,
      int secondAt,
      float rate,
      float epsilon,
      float low,
      float high) {
    for (int s = 0; s < TILE; s++) {
      float g = d[dAt + s];
      float m = AdamRule.BETA1 * first[firstAt + s] + (1 - AdamRule.BETA1) * g;
      float v = AdamRule.BETA2 * second[secondAt + s] + (1 - AdamRule.BETA2) * g * g;
      first[firstAt + s] = m;
      second[secondAt + s] = v;
      float moved = x[xAt + s] + rate * m / ((float) Math.sqrt(v) + epsilon);
      x[xAt + s] = Math.min(high, Math.max(low, moved));
    }
  }

  @Override
  public void adam(
      float[] w,
      float[] gradient,
      float[] first,
      float[] second,
      int length,
      float beta1,
      float beta2,
      float rate,
      float epsilon) {
    for (int k = 0; k < length; k++) {
      float g = flushed(gradient[k]);
      float m = flushed(beta1 * first[k] + (1 - beta1) * g);
      float v = beta2 * second[k] + (1 - beta2) * g * g + LEAST_GRADIENT * LEAST_GRADIENT;
      first[k] = m;
      second[k] = v;
      w[k] -= rate * m / ((float) Math.sqrt(v) + epsilon);
    }
  }

  /** 0 where a gradient is too small to mean anything. */
  static float flushed(float value) {
    return Math.abs(value) < LEAST_GRADIENT ? 0f : value;
  }
}
