package io.sweepstake.core.engine;

import java.util.Arrays;

/**
 * The storage of one block for 64 profiles: a row of ones (a dense layer reads its bias through
 * it), then the block's rows.
 */
final class Tile {
  final float[] values;

  Tile(int rows) {
    values = new float[(1 + rows) * Kernels.TILE];
    Arrays.fill(values, 0, Kernels.TILE, 1f);
  }

  /** Where a row starts in {@link #values}. */
  static int row(int row) {
    return (1 + row) * Kernels.TILE;
  }

  /** Where the row of ones starts. */
  static int ones() {
    return 0;
  }
}
