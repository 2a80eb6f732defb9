package io.sweepstake.core.ceiling;

import io.sweepstake.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All products of Legendre polynomials in some variables, up to a total degree; a row each. */
final class Monomials {
  private static final int LANES = Kernels.TILE;

  private final int variables;
  private final int degree;
  private final int[] parent; // of each product, the one without its last factor
  private final int[] factor; // the row of that factor: variable · (degree + 1) + its degree
  private final float[] powers; // [variable][degree][lane]

  Monomials(int variables, int degree) {
    this.variables = variables;
    this.degree = variables == 0 ? 0 : degree;
    List<int[]> products = new ArrayList<>();
    grow(products, 0, 0, this.degree, -1, -1);
    parent = products.stream().mapToInt(p -> p[0]).toArray();
    factor = products.stream().mapToInt(p -> p[1]).toArray();
    powers = new float[variables * (this.degree + 1) * LANES];
  }

  /** Appends a product, then all that have more factors, in later variables. */
  private void grow(
      List<int[]> products, int from, int used, int most, int madeFrom, int lastFactor) {
    int self = products.size();
    products.add(new int[] {madeFrom, lastFactor});
    for (int v = from; v < variables; v++) {
      for (int d = 1; used + d <= most; d++) {
        grow(products, v + 1, used + d, most, self, v * (degree + 1) + d);
      }
    }
  }

  int count() {
    return parent.length;
  }

  int variables() {
    return variables;
  }

  /**
   * Writes the products.
   *
   * @param x {@code [variable][lane]}
   * @param into {@code [product][lane]}; the constant comes first
   */
  void of(float[] x, float[] into) {
    float[] rows = new float[(degree + 1) * LANES];
    for (int v = 0; v < variables; v++) {
      Legendre.of(x, v * LANES, degree, rows, null);
      System.arraycopy(rows, 0, powers, v * rows.length, rows.length);
    }
    Arrays.fill(into, 0, LANES, 1);
    for (int p = 1; p < parent.length; p++) {
      multiply(into, parent[p] * LANES, powers, factor[p] * LANES, into, p * LANES);
    }
  }

  private static void multiply(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    for (int s = 0; s < LANES; s++) {
      c[cAt + s] = a[aAt + s] * b[bAt + s];
    }
  }
}
