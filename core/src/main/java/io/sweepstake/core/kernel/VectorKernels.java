package io.sweepstake.core.kernel;

import io.sweepstake.core.descent.AdamRule;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the JDK's Vector API, at the machine's preferred width.
 *
 * <p>Touch this class only where the module {@code jdk.incubator.vector} is present: see {@link
 * Loops}. Every loop is a method of its own that carries no vector from one turn to the next except
 * through arrays or in the micro-kernels' registers: conditional or loop-carried vectors would be
 * boxed. No method takes or returns a vector: the compiler may refuse to inline ours, and then
 * boxes it, where the API's own are always inlined. Past some 70 calls of the API in one method,
 * with what is inlined into it, vectors that are called on are cast: see {@link PanelKernels}.
 */
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final Class<?> VECTOR = SPECIES.vectorType();
  private static final int LANES = SPECIES.length();
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int TANH_BLOCK = 8 * TILE;
  private static final int TANH_CLAMP = Float.floatToIntBits(7.9f); // tanh is 1 from there on
  private static final int EXP_CLAMP = Float.floatToIntBits(SATURATION);
  private static final float P0 = 0.99999988f; // its numerator's coefficients, of x, x³ …
  private static final float P1 = 0.12934418f;
  private static final float P2 = 2.9604740e-3f;
  private static final float P3 = 1.1531848e-5f;
  private static final float Q1 = 0.46267644f; // and its denominator's, of x², x⁴ …
  private static final float Q2 = 2.3854086e-2f;
  private static final float Q3 = 2.4001216e-4f;
  private static final float Q4 = 2.4925507e-7f;
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f; // ln 2, exact products with small integers
  private static final float LN2_LOW = -2.12194440e-4f; // and the rest of it
  private static final float ROUND = 12582912f; // 1.5 · 2^23: sums' low bits are an integer
  private static final float E2 = 5.0000001201e-1f; // of f², f³ …
  private static final float E3 = 1.6666665459e-1f;
  private static final float E4 = 4.1665795894e-2f;
  private static final float E5 = 8.3334519073e-3f;
  private static final float E6 = 1.3981999507e-3f;
  private static final float E7 = 1.9875691500e-4f;
  private static final int MANTISSA = 23; // bits
  private static final int AVX2_LANES = 8; // 16 registers there: smaller blocks

  private final PanelKernels panels =
      LANES == AVX2_LANES ? new PanelKernels6x2() : new PanelKernels5x4();
  private float[] scratch = new float[0];

  /** Whether this machine's vectors are wide enough, and divide a tile. */
  static boolean supported() {
    return LANES >= 4 && LANES <= ROW_PADDING;
  }

  @Override
  public String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  @Override
  public int packedLength(int rows, int depth) {
    return rows * depth;
  }

  @Override
  public void pack(
      float[] source, int first, int rowStep, int columnStep, int rows, int depth, float[] packed) {
    panels.pack(source, first, rowStep, columnStep, rows, depth, packed);
  }

  @Override
  public void product(float[] packed, int rows, int depth, float[] x, int xAt, float[] c, int cAt) {
    panels.product(packed, rows, depth, x, xAt, c, cAt);
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
    panels.productPlus(packed, rows, depth, x, xAt, base, baseAt, c, cAt);
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
    panels.productTanhSlope(packed, rows, depth, x, xAt, y, yAt, c, cAt);
  }

  @Override
  public void weightGradient(
      float[] d, int dAt, int rows, float[] x, int xAt, int depth, float[] g, int gAt, int stride) {
    panels.weightGradient(d, dAt, rows, x, xAt, depth, LANES, g, gAt, stride);
  }

  /**
   * tanh as the quotient of an odd polynomial and an even one, both of a minimax fit to 1.3e-7 of
   * its value over ±7.9 and clamped beyond, where it is 1 within 3e-7. NaN and infinity give NaN.
   *
   * <p>A few rows at a time, so that what the one loop writes is near when the other reads it.
   */
  @Override
  public void tanh(float[] x, int at, int length) {
    for (int k = 0; k < length; k += TANH_BLOCK) {
      int block = Math.min(TANH_BLOCK, length - k);
      clamp(x, at + k, block);
      quotients(x, at + k, block / (2 * TILE));
      if (block % (2 * TILE) != 0) {
        quotientRow(x, at + k + block - TILE);
      }
    }
  }

  /**
   * To ±7.9, as integers: comparisons, masks and Java's own minimum, which must treat NaN and −0 as
   * Java does, cost as much as half of all the rest.
   */
  private static void clamp(float[] x, int at, int length) {
    for (int k = at; k < at + length; k += LANES) {
      FloatVector argument = FloatVector.fromArray(SPECIES, x, k);
      IntVector bits = argument.reinterpretAsInts();
      FloatVector clamped =
          bits.and(Integer.MAX_VALUE)
              .min(TANH_CLAMP)
              .or(bits.and(Integer.MIN_VALUE))
              .reinterpretAsFloats();
      argument.fma(FloatVector.zero(SPECIES), clamped).intoArray(x, k);
    }
  }

  /**
   * The tanh of pairs of rows, of numbers within ±7.9.
   *
   * <p>Two rows share one division, {@code p/q = p · s · 1/(q · s)}, since it takes as long as all
   * the rest; no profile's tanh hangs on another's.
   */
  private static void quotients(float[] x, int at, int pairs) {
    FloatVector p0 = FloatVector.broadcast(SPECIES, P0);
    FloatVector p1 = FloatVector.broadcast(SPECIES, P1);
    FloatVector p2 = FloatVector.broadcast(SPECIES, P2);
    FloatVector p3 = FloatVector.broadcast(SPECIES, P3);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector q1 = FloatVector.broadcast(SPECIES, Q1);
    FloatVector q2 = FloatVector.broadcast(SPECIES, Q2);
    FloatVector q3 = FloatVector.broadcast(SPECIES, Q3);
    FloatVector q4 = FloatVector.broadcast(SPECIES, Q4);
    for (int h = 0; h < pairs * TILE; h += LANES) {
      int k = at + h + (h & -TILE);
      FloatVector u = FloatVector.fromArray(SPECIES, x, k);
      FloatVector y = u.mul(u);
      FloatVector p = p3.fma(y, p2).fma(y, p1).fma(y, p0).mul(u);
      FloatVector q = q4.fma(y, q3).fma(y, q2).fma(y, q1).fma(y, one);
      FloatVector v = FloatVector.fromArray(SPECIES, x, k + TILE);
      y = v.mul(v);
      FloatVector r = p3.fma(y, p2).fma(y, p1).fma(y, p0).mul(v);
      FloatVector s = q4.fma(y, q3).fma(y, q2).fma(y, q1).fma(y, one);
      FloatVector inverse = one.div(q.mul(s));
      p.mul(s).mul(inverse).intoArray(x, k);
      r.mul(q).mul(inverse).intoArray(x, k + TILE);
    }
  }

  private static void quotientRow(float[] x, int at) {
    for (int k = at; k < at + TILE; k += LANES) {
      FloatVector u = FloatVector.fromArray(SPECIES, x, k);
      FloatVector y = u.mul(u);
      FloatVector p = FloatVector.broadcast(SPECIES, P3).fma(y, FloatVector.broadcast(SPECIES, P2));
      p = p.fma(y, FloatVector.broadcast(SPECIES, P1));
      p = p.fma(y, FloatVector.broadcast(SPECIES, P0));
      FloatVector q = FloatVector.broadcast(SPECIES, Q4).fma(y, FloatVector.broadcast(SPECIES, Q3));
      q = q.fma(y, FloatVector.broadcast(SPECIES, Q2));
      q = q.fma(y, FloatVector.broadcast(SPECIES, Q1));
      q = q.fma(y, FloatVector.broadcast(SPECIES, 1f));
      p.mul(u).div(q).intoArray(x, k);
    }
  }

  @Override
  public void tanhBackward(float[] d, int dAt, float[] y, int yAt, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector h = FloatVector.fromArray(SPECIES, y, yAt + k);
      FloatVector g = FloatVector.fromArray(SPECIES, d, dAt + k);
      g.sub(h.mul(h).mul(g)).intoArray(d, dAt + k);
    }
  }

  @Override
  public void relu(float[] x, int at, int length) {
    for (int k = at; k < at + length; k += LANES) {
      FloatVector value = FloatVector.fromArray(SPECIES, x, k);
      value.blend(0f, value.compare(VectorOperators.LT, 0f)).intoArray(x, k);
    }
  }

  @Override
  public void reluBackward(float[] d, int dAt, float[] y, int yAt, int length) {
    for (int k = 0; k < length; k += LANES) {
      VectorMask<Float> open =
          FloatVector.fromArray(SPECIES, y, yAt + k).compare(VectorOperators.GT, 0f);
      FloatVector.zero(SPECIES)
          .blend(FloatVector.fromArray(SPECIES, d, dAt + k), open)
          .intoArray(d, dAt + k);
    }
  }

  @Override
  public void sigmoid(float[] x, int at, int length) {
    negate(x, at, length);
    exponentials(x, at, length);
    for (int k = at; k < at + length; k += LANES) {
      FloatVector.broadcast(SPECIES, 1f)
          .div(FloatVector.fromArray(SPECIES, x, k).add(1f))
          .intoArray(x, k);
    }
  }

  private static void negate(float[] x, int at, int length) {
    for (int k = at; k < at + length; k += LANES) {
      FloatVector.fromArray(SPECIES, x, k).neg().intoArray(x, k);
    }
  }

  /**
   * e^x by range reduction to [−ln 2 / 2, ln 2 / 2] and a polynomial (Cephes' expf). NaN and
   * infinity give NaN; the clamp is one of integers, as in {@link #tanh}.
   */
  private static void exponentials(float[] x, int at, int length) {
    for (int k = at; k < at + length; k += LANES) {
      FloatVector argument = FloatVector.fromArray(SPECIES, x, k);
      IntVector bits = argument.reinterpretAsInts();
      FloatVector clamped =
          bits.and(Integer.MAX_VALUE)
              .min(EXP_CLAMP)
              .or(bits.and(Integer.MIN_VALUE))
              .reinterpretAsFloats();
      FloatVector shifted =
          clamped.fma(
              FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA);
      FloatVector f = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), clamped);
      f = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), f);
      FloatVector p = FloatVector.broadcast(SPECIES, E7).fma(f, FloatVector.broadcast(SPECIES, E6));
      p = p.fma(f, FloatVector.broadcast(SPECIES, E5));
      p = p.fma(f, FloatVector.broadcast(SPECIES, E4));
      p = p.fma(f, FloatVector.broadcast(SPECIES, E3));
      p = p.fma(f, FloatVector.broadcast(SPECIES, E2));
      p = p.mul(f).fma(f, f.add(1f));
      argument
          .fma(
              FloatVector.broadcast(SPECIES, 0f),
              p.reinterpretAsInts().add(exponent).reinterpretAsFloats())
          .intoArray(x, k);
    }
  }

  @Override
  public void sigmoidBackward(float[] d, int dAt, float[] y, int yAt, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector h = FloatVector.fromArray(SPECIES, y, yAt + k);
      FloatVector g = FloatVector.fromArray(SPECIES, d, dAt + k).mul(h.sub(h.mul(h)));
      g.blend(0f, g.abs().compare(VectorOperators.LT, LEAST_GRADIENT)).intoArray(d, dAt + k);
    }
  }

  @Override
  public void softmax(float[] x, int at, int groups, int length) {
    float[] max = scratch(2 * length);
    System.arraycopy(x, at, max, 0, length);
    for (int g = 1; g < groups; g++) {
      maximum(x, at + g * length, max, length);
    }
    Arrays.fill(max, length, 2 * length, 0f);
    for (int g = 0; g < groups; g++) {
      exponentialsBelow(max, x, at + g * length, length);
    }
    reciprocals(max, length);
    for (int g = 0; g < groups; g++) {
      scale(max, length, x, at + g * length, length);
    }
  }

  /** By comparison: {@code max} must treat −0 as Java does, which takes three times as long. */
  private static void maximum(float[] x, int at, float[] max, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector best = FloatVector.fromArray(SPECIES, max, k);
      FloatVector value = FloatVector.fromArray(SPECIES, x, at + k);
      best.blend(value, value.compare(VectorOperators.GT, best)).intoArray(max, k);
    }
  }

  /**
   * {@code x = e^(x − max)}, at least e^−{@link #SATURATION}, and adds it to the sums behind {@code
   * max}: as {@link #exponentials}, of {@code −(max − x)}, whose sign needs no clamp.
   */
  private static void exponentialsBelow(float[] max, float[] x, int at, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector below =
          FloatVector.fromArray(SPECIES, max, k).sub(FloatVector.fromArray(SPECIES, x, at + k));
      FloatVector clamped = below.reinterpretAsInts().min(EXP_CLAMP).reinterpretAsFloats();
      FloatVector shifted =
          clamped.fma(
              FloatVector.broadcast(SPECIES, -LOG2_E), FloatVector.broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA);
      FloatVector f = n.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), clamped);
      f = n.fma(FloatVector.broadcast(SPECIES, LN2_LOW), f);
      FloatVector p =
          FloatVector.broadcast(SPECIES, -E7).fma(f, FloatVector.broadcast(SPECIES, E6));
      p = p.fma(f, FloatVector.broadcast(SPECIES, -E5));
      p = p.fma(f, FloatVector.broadcast(SPECIES, E4));
      p = p.fma(f, FloatVector.broadcast(SPECIES, -E3));
      p = p.fma(f, FloatVector.broadcast(SPECIES, E2));
      p = p.mul(f).fma(f, FloatVector.broadcast(SPECIES, 1f).sub(f));
      FloatVector e =
          below.fma(
              FloatVector.zero(SPECIES), p.reinterpretAsInts().add(exponent).reinterpretAsFloats());
      e.intoArray(x, at + k);
      e.add(FloatVector.fromArray(SPECIES, max, length + k)).intoArray(max, length + k);
    }
  }

  private static void reciprocals(float[] max, int length) {
    FloatVector one = (FloatVector) VECTOR.cast(FloatVector.broadcast(SPECIES, 1f));
    for (int k = length; k < 2 * length; k += LANES) {
      ((FloatVector) VECTOR.cast(one.div(FloatVector.fromArray(SPECIES, max, k))))
          .intoArray(max, k);
    }
  }

  /** As {@link #multiply}, where softmax has inlined all before. */
  private static void scale(float[] factor, int from, float[] x, int at, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector e = (FloatVector) VECTOR.cast(FloatVector.fromArray(SPECIES, x, at + k));
      ((FloatVector) VECTOR.cast(e.mul(FloatVector.fromArray(SPECIES, factor, from + k))))
          .intoArray(x, at + k);
    }
  }

  @Override
  public void softmaxBackward(float[] d, int dAt, float[] y, int yAt, int groups, int length) {
    float[] dot = scratch(length);
    Arrays.fill(dot, 0, length, 0f);
    for (int g = 0; g < groups; g++) {
      multiplyAdd(d, dAt + g * length, y, yAt + g * length, dot, 0, length);
    }
    for (int g = 0; g < groups; g++) {
      centre(d, dAt + g * length, y, yAt + g * length, dot, length);
    }
  }

  private static void centre(float[] d, int dAt, float[] y, int yAt, float[] dot, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector g =
          FloatVector.fromArray(SPECIES, d, dAt + k)
              .sub(FloatVector.fromArray(SPECIES, dot, k))
              .mul(FloatVector.fromArray(SPECIES, y, yAt + k));
      g.blend(0f, g.abs().compare(VectorOperators.LT, LEAST_GRADIENT)).intoArray(d, dAt + k);
    }
  }

  @Override
  public void multiply(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + k)
          .mul(FloatVector.fromArray(SPECIES, b, bAt + k))
          .intoArray(c, cAt + k);
    }
  }

  @Override
  public void multiplyAdd(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + k)
          .fma(
              FloatVector.fromArray(SPECIES, b, bAt + k),
              FloatVector.fromArray(SPECIES, c, cAt + k))
          .intoArray(c, cAt + k);
    }
  }

  @Override
  public void add(float[] a, int aAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector.fromArray(SPECIES, c, cAt + k)
          .add(FloatVector.fromArray(SPECIES, a, aAt + k))
          .intoArray(c, cAt + k);
    }
  }

  @Override
  public void minimum(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + k)
          .min(FloatVector.fromArray(SPECIES, b, bAt + k))
          .intoArray(c, cAt + k);
    }
  }

  @Override
  public void raise(double[] a, int aAt, double[] b, int bAt, double[] c, int cAt, int length) {
    for (int k = 0; k < length; k += DOUBLES.length()) {
      DoubleVector.fromArray(DOUBLES, a, aAt + k)
          .add(DoubleVector.fromArray(DOUBLES, b, bAt + k))
          .max(DoubleVector.fromArray(DOUBLES, c, cAt + k))
          .intoArray(c, cAt + k);
    }
  }

  @Override
  public void addWhereAtMost(
      float[] d, int dAt, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k += LANES) {
      VectorMask<Float> mine =
          FloatVector.fromArray(SPECIES, a, aAt + k)
              .compare(VectorOperators.LE, FloatVector.fromArray(SPECIES, b, bAt + k));
      FloatVector.fromArray(SPECIES, c, cAt + k)
          .add(FloatVector.fromArray(SPECIES, d, dAt + k), mine)
          .intoArray(c, cAt + k);
    }
  }

  @Override
  public void addWhereBelow(
      float[] d, int dAt, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
    for (int k = 0; k < length; k += LANES) {
      VectorMask<Float> mine =
          FloatVector.fromArray(SPECIES, a, aAt + k)
              .compare(VectorOperators.LT, FloatVector.fromArray(SPECIES, b, bAt + k));
      FloatVector.fromArray(SPECIES, c, cAt + k)
          .add(FloatVector.fromArray(SPECIES, d, dAt + k), mine)
          .intoArray(c, cAt + k);
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
    for (int r = 0; r < rows; r++) {
      keepRow(u, uAt, best, bestAt, x, xAt + r * TILE, kept, keptAt + r * TILE);
    }
    for (int s = 0; s < TILE; s += LANES) {
      // Not max(): a NaN utility is no improvement.
      FloatVector old = FloatVector.fromArray(SPECIES, best, bestAt + s);
      FloatVector now = FloatVector.fromArray(SPECIES, u, uAt + s);
      old.blend(now, now.compare(VectorOperators.GT, old)).intoArray(best, bestAt + s);
    }
  }

  private static void keepRow(
      float[] u, int uAt, float[] best, int bestAt, float[] x, int xAt, float[] kept, int keptAt) {
    for (int s = 0; s < TILE; s += LANES) {
      VectorMask<Float> better =
          FloatVector.fromArray(SPECIES, u, uAt + s)
              .compare(VectorOperators.GT, FloatVector.fromArray(SPECIES, best, bestAt + s));
      FloatVector.fromArray(SPECIES, kept, keptAt + s)
          .blend(FloatVector.fromArray(SPECIES, x, xAt + s), better)
          .intoArray(kept, keptAt + s);
    }
  }

  @Override
  public void ascend(float[] x, int xAt, float[] d, int dAt, float rate, float low, float high) {
    for (int s = 0; s < TILE; s += LANES) {
      FloatVector.broadcast(SPECIES, rate)
          .fma(
              FloatVector.fromArray(SPECIES, d, dAt + s),
              FloatVector.fromArray(SPECIES, x, xAt + s))
          .max(low)
          .min(high)
          .intoArray(x, xAt + s);
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
    for (int s = 0; s < TILE; s += LANES) {
      FloatVector g = FloatVector.fromArray(SPECIES, d, dAt + s);
      FloatVector m =
          FloatVector.fromArray(SPECIES, first, firstAt + s)
              .mul(AdamRule.BETA1)
              .add(g.mul(1 - AdamRule.BETA1));
      FloatVector v =
          FloatVector.fromArray(SPECIES, second, secondAt + s)
              .mul(AdamRule.BETA2)
              .add(g.mul(g).mul(1 - AdamRule.BETA2));
      m.intoArray(first, firstAt + s);
      v.intoArray(second, secondAt + s);
      FloatVector.fromArray(SPECIES, x, xAt + s)
          .add(m.mul(rate).div(v.sqrt().add(epsilon)))
          .max(low)
          .min(high)
          .intoArray(x, xAt + s);
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
    int k = 0;
    for (; k + LANES <= length; k += LANES) {
      FloatVector g = FloatVector.fromArray(SPECIES, gradient, k);
      g = g.blend(0f, g.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
      FloatVector m = FloatVector.fromArray(SPECIES, first, k).mul(beta1).add(g.mul(1 - beta1));
      m = m.blend(0f, m.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
      FloatVector v =
          FloatVector.fromArray(SPECIES, second, k)
              .mul(beta2)
              .add(g.mul(g).mul(1 - beta2))
              .add(LEAST_GRADIENT * LEAST_GRADIENT);
      m.intoArray(first, k);
      v.intoArray(second, k);
      FloatVector.fromArray(SPECIES, w, k)
          .sub(m.mul(rate).div(v.sqrt().add(epsilon)))
          .intoArray(w, k);
    }
    for (; k < length; k++) {
      float g = ScalarKernels.flushed(gradient[k]);
      float m = ScalarKernels.flushed(beta1 * first[k] + (1 - beta1) * g);
      float v = beta2 * second[k] + (1 - beta2) * g * g + LEAST_GRADIENT * LEAST_GRADIENT;
      first[k] = m;
      second[k] = v;
      w[k] -= rate * m / ((float) Math.sqrt(v) + epsilon);
    }
  }

  private float[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new float[length];
    }
    return scratch;
  }
}
