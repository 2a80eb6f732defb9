package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import java.util.Arrays;

/**
 * Memory for tiles, aligned to cache lines where the collector allows it.
 *
 * <p>A vector of 512 bits that starts anywhere else lies in two lines, and costs two accesses: a
 * tenth of a training's time. Java aligns arrays to 8 bytes only. But the G1 collector, the
 * default, gives an array of half a region or more regions of its own, and never moves it: it
 * starts where a region starts. Hence tiles are parts of arrays that are as large as that on heaps
 * of up to 16 GB, and begin past the array's header at the next line. Elsewhere they may lie across
 * lines; only speed hangs on it.
 */
public final class TileStorage {
  private static final int LINE = 16; // floats
  private static final int HEADER = 4; // of an array, in floats
  private static final int CHUNK = (1 << 20) - HEADER; // 4 MB with its header

  private float[] chunk = new float[0];
  private int next;

  /** So many rows of zeros. */
  public Tile tile(int rows) {
    return new Tile(chunk(rows), take(rows), rows);
  }

  /** A block: rows of zeros, after a row of ones that a dense layer reads its bias through. */
  public Tile block(int rows) {
    float[] values = chunk(1 + rows);
    int ones = take(1 + rows);
    Arrays.fill(values, ones, ones + Kernels.TILE, 1f);
    return new Tile(values, ones + Kernels.TILE, rows);
  }

  private float[] chunk(int rows) {
    if (next + rows * Kernels.TILE > chunk.length) {
      next = LINE - HEADER;
      chunk = new float[Math.max(CHUNK, next + rows * Kernels.TILE)];
    }
    return chunk;
  }

  private int take(int rows) {
    int at = next;
    next += rows * Kernels.TILE;
    return at;
  }
}
