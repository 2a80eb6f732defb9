package io.sweepstake.core.engine;

import java.util.Arrays;

/**
 * Matrix products on register blocks: a panel of rows by a strip of columns at a time.
 *
 * <p>Packed operands hold panel after panel, within a panel column after column, so that the kernel
 * reads them in order. The micro-kernels are methods too large for the compiler to inline: inlined
 * into one huge caller, vectors would be boxed and speed would fall several times.
 */
abstract class PanelKernels {
  static final int TILE = Kernels.TILE;

  private final int panel;
  private final int strip;
  private float[] transposed = new float[0]; // x, [profile][row]

  /**
   * @param panel rows held in registers
   * @param strip columns held in registers, a divisor of the tile
   */
  PanelKernels(int panel, int strip) {
    if (TILE % strip != 0) {
      throw new IllegalArgumentException("strip: must divide " + TILE + ", was " + strip);
    }
    this.panel = panel;
    this.strip = strip;
  }

  final void pack(
      float[] source, int first, int rowStep, int columnStep, int rows, int depth, float[] packed) {
    int at = 0;
    for (int top = 0; top < rows; top += panel) {
      int height = Math.min(panel, rows - top);
      int from = first + top * rowStep;
      for (int r = 0; r < height; r++) {
        int q = at + r;
        int p = from + r * rowStep;
        for (int k = 0; k < depth; k++) {
          packed[q] = source[p];
          q += height;
          p += columnStep;
        }
      }
      at += height * depth;
    }
  }

  final void product(float[] packed, int rows, int depth, float[] x, int xAt, float[] c, int cAt) {
    for (int top = 0; top < rows; top += panel) {
      int height = Math.min(panel, rows - top);
      for (int column = 0; column < TILE; column += strip) {
        product(height, packed, top * depth, depth, x, xAt + column, c, cAt + top * TILE + column);
      }
    }
  }

  final void productPlus(
      float[] packed,
      int rows,
      int depth,
      float[] x,
      int xAt,
      float[] base,
      int baseAt,
      float[] c,
      int cAt) {
    for (int top = 0; top < rows; top += panel) {
      int height = Math.min(panel, rows - top);
      for (int column = 0; column < TILE; column += strip) {
        int at = top * TILE + column;
        productPlus(
            height, packed, top * depth, depth, x, xAt + column, base, baseAt + at, c, cAt + at);
      }
    }
  }

  final void productTanhSlope(
      float[] packed,
      int rows,
      int depth,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      float[] c,
      int cAt) {
    for (int top = 0; top < rows; top += panel) {
      int height = Math.min(panel, rows - top);
      for (int column = 0; column < TILE; column += strip) {
        int at = top * TILE + column;
        productTanhSlope(
            height, packed, top * depth, depth, x, xAt + column, y, yAt + at, c, cAt + at);
      }
    }
  }

  final void weightGradient(
      float[] d,
      int dAt,
      int rows,
      float[] x,
      int xAt,
      int depth,
      int lanes,
      float[] g,
      int gAt,
      int stride) {
    int width = (depth + Kernels.ROW_PADDING - 1) / Kernels.ROW_PADDING * Kernels.ROW_PADDING;
    transpose(x, xAt, depth, width);
    int vectors = strip / lanes;
    for (int column = 0; column < width; ) {
      int take = Math.min(vectors, (width - column) / lanes);
      for (int top = 0; top + panel <= rows; top += panel) {
        gradient(
            true,
            take,
            d,
            dAt + top * TILE,
            transposed,
            column,
            width,
            g,
            gAt + top * stride + column,
            stride);
      }
      for (int top = rows - rows % panel; top < rows; top++) {
        gradient(
            false,
            take,
            d,
            dAt + top * TILE,
            transposed,
            column,
            width,
            g,
            gAt + top * stride + column,
            stride);
      }
      column += take * lanes;
    }
  }

  private void transpose(float[] x, int xAt, int depth, int width) {
    if (transposed.length < TILE * width) {
      transposed = new float[TILE * width];
    }
    int k = 0;
    for (; k + 4 <= depth; k += 4) {
      transposeFour(x, xAt + k * TILE, transposed, k, width);
    }
    for (; k < depth; k++) {
      transposeRow(x, xAt + k * TILE, transposed, k, width);
    }
    for (int s = 0; s < TILE; s++) {
      Arrays.fill(transposed, s * width + depth, (s + 1) * width, 0f);
    }
  }

  /** Four rows at a time: a line of the target is then written to a quarter as often. */
  private static void transposeFour(float[] x, int from, float[] target, int to, int width) {
    for (int s = from, q = to; s < from + TILE; s++, q += width) {
      target[q] = x[s];
      target[q + 1] = x[s + TILE];
      target[q + 2] = x[s + 2 * TILE];
      target[q + 3] = x[s + 3 * TILE];
    }
  }

  private static void transposeRow(float[] x, int from, float[] target, int to, int width) {
    for (int s = from, q = to; s < from + TILE; s++, q += width) {
      target[q] = x[s];
    }
  }

  abstract void product(
      int rows, float[] a, int aAt, int depth, float[] x, int xAt, float[] c, int cAt);

  abstract void productPlus(
      int rows,
      float[] a,
      int aAt,
      int depth,
      float[] x,
      int xAt,
      float[] d,
      int dAt,
      float[] c,
      int cAt);

  abstract void productTanhSlope(
      int rows,
      float[] a,
      int aAt,
      int depth,
      float[] x,
      int xAt,
      float[] d,
      int dAt,
      float[] c,
      int cAt);

  abstract void gradient(
      boolean wholePanel,
      int vectors,
      float[] d,
      int dAt,
      float[] xt,
      int xtAt,
      int step,
      float[] g,
      int gAt,
      int stride);
}
