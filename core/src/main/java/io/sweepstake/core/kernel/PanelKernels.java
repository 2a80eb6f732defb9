package io.sweepstake.core.kernel;

/**
 * Matrix products on register blocks: a panel of rows by a strip of columns at a time.
 *
 * <p>Packed operands hold panel after panel, within a panel column after column, so that the kernel
 * reads them in order.
 *
 * <p>The micro-kernels are methods too large for the compiler to inline: inlined into one huge
 * caller, vectors would be boxed and speed would fall several times.
 *
 * <p>After some 70 calls of the Vector API in one method (18,000 nodes) C2 puts off inlining the
 * rest, and no longer knows what kind of vector they return: whether it then boxes it hangs on what
 * it has seen elsewhere. Those that do more than store their sums exceed this, and say the kind
 * themselves: a {@code Class.cast} of a constant class costs nothing (decision 1).
 */
public abstract class PanelKernels {
  static final int TILE = Kernels.TILE;

  /** Of a transposed block. */
  static final int COLUMNS = 64;

  private final int panel;
  private final int strip;
  private float[] transposed = new float[0]; // x, [block of columns][profile][column]

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

  /** {@code c = A x}. */
  final void product(float[] packed, int rows, int depth, float[] x, int xAt, float[] c, int cAt) {
    for (int top = 0; top < rows; top += panel) {
      int height = Math.min(panel, rows - top);
      for (int column = 0; column < TILE; column += strip) {
        int at = top * TILE + column;
        panel(height, packed, top * depth, depth, x, xAt + column, c, cAt + at);
      }
    }
  }

  /** {@code c = base + A x}; {@code base} may be {@code c}. */
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
        panelPlus(
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
        panelTanhSlope(
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
    transpose(x, xAt, depth);
    int width = (depth + Kernels.ROW_PADDING - 1) / Kernels.ROW_PADDING * Kernels.ROW_PADDING;
    int vectors = strip / lanes;
    for (int column = 0; column < width; ) {
      int take = Math.min(vectors, (width - column) / lanes);
      int from = column / COLUMNS * (TILE * COLUMNS) + column % COLUMNS;
      for (int top = 0; top < rows; ) {
        int height = top + panel <= rows ? panel : 1;
        int at = gAt + top * stride + column;
        gradient(height > 1, take, d, dAt + top * TILE, transposed, from, g, at, stride);
        top += height;
      }
      column += take * lanes;
    }
  }

  private void transpose(float[] x, int xAt, int depth) {
    int blocks = (depth + COLUMNS - 1) / COLUMNS;
    if (transposed.length < blocks * TILE * COLUMNS) {
      transposed = new float[blocks * TILE * COLUMNS];
    }
    int k = 0;
    for (; k + 4 <= depth; k += 4) {
      transposeFour(x, xAt + k * TILE, transposed, column(k));
    }
    for (; k < depth; k++) {
      transposeRow(x, xAt + k * TILE, transposed, column(k));
    }
    for (; k % Kernels.ROW_PADDING != 0; k++) {
      clearColumn(transposed, column(k));
    }
  }

  private static int column(int k) {
    return k / COLUMNS * (TILE * COLUMNS) + k % COLUMNS;
  }

  /** Four rows at a time: a line of the target is then written to a quarter as often. */
  private static void transposeFour(float[] x, int from, float[] target, int to) {
    for (int s = 0; s < TILE; s++) {
      int q = to + s * COLUMNS;
      target[q] = x[from + s];
      target[q + 1] = x[from + s + TILE];
      target[q + 2] = x[from + s + 2 * TILE];
      target[q + 3] = x[from + s + 3 * TILE];
    }
  }

  private static void transposeRow(float[] x, int from, float[] target, int to) {
    for (int s = 0; s < TILE; s++) {
      target[to + s * COLUMNS] = x[from + s];
    }
  }

  private static void clearColumn(float[] target, int to) {
    for (int s = 0; s < TILE; s++) {
      target[to + s * COLUMNS] = 0f;
    }
  }

  abstract void panel(
      int rows, float[] a, int aAt, int depth, float[] x, int xAt, float[] c, int cAt);

  abstract void panelPlus(
      int rows,
      float[] a,
      int aAt,
      int depth,
      float[] x,
      int xAt,
      float[] base,
      int baseAt,
      float[] c,
      int cAt);

  abstract void panelTanhSlope(
      int rows,
      float[] a,
      int aAt,
      int depth,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      float[] c,
      int cAt);

  /** {@code g += d xᵀ} of a panel or one row, by some vectors of a block's columns. */
  abstract void gradient(
      boolean wholePanel,
      int vectors,
      float[] d,
      int dAt,
      float[] xt,
      int xtAt,
      float[] g,
      int gAt,
      int stride);
}
