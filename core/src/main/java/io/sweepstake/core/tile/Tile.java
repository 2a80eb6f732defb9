package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import java.util.Arrays;

/** Rows of one number for each of 64 profiles: a block of a pass, or its gradient. */
public final class Tile {
  final float[] values;
  private final int at;
  private final int rows;

  /**
   * @param values of this tile and of others
   * @param at where row 0 starts
   */
  Tile(float[] values, int at, int rows) {
    this.values = values;
    this.at = at;
    this.rows = rows;
  }

  /** What the rows lie in, beside other tiles' rows. */
  public float[] values() {
    return values;
  }

  /** Where a row starts in {@link #values}. */
  public int row(int row) {
    return at + row * Kernels.TILE;
  }

  public float value(int row, int profile) {
    return values[row(row) + profile];
  }

  public void set(int row, int profile, float value) {
    values[row(row) + profile] = value;
  }

  /** Fills a row with one value. */
  public void fill(int row, float value) {
    Arrays.fill(values, row(row), row(row + 1), value);
  }

  /** Takes over the first rows of another tile. */
  public void copyFrom(Tile other, int count) {
    copyFrom(other.values, other.row(0), 0, count);
  }

  /** Takes over rows {@code [row][profile]}. */
  public void copyFrom(float[] source, int from, int row, int count) {
    System.arraycopy(source, from, values, row(row), count * Kernels.TILE);
  }

  /** Copies rows to the start of an array. */
  public void copyTo(int row, float[] target, int count) {
    System.arraycopy(values, row(row), target, 0, count * Kernels.TILE);
  }

  /** Where the row of ones starts that blocks have before their first. */
  int ones() {
    return row(-1);
  }

  public int rows() {
    return rows;
  }
}
