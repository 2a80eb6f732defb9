package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.tile.Tile;

/** Profiles {@code [profile][bidder][item]} into lanes and back; lanes past the last repeat it. */
final class Lanes {
  private Lanes() {}

  /** Copies some profiles' values into a tile's rows. */
  static void load(float[] profiles, int first, int count, int width, Tile rows) {
    for (int s = 0; s < Kernels.TILE; s++) {
      int at = (first + Math.min(s, count - 1)) * width;
      for (int r = 0; r < width; r++) {
        rows.set(r, s, profiles[at + r]);
      }
    }
  }

  /**
   * Copies one bidder's values into {@code [item][lane]}.
   *
   * @param own where hers start in a profile
   */
  static void read(
      float[] profiles, int first, int count, int width, int own, int items, float[] into) {
    for (int s = 0; s < Kernels.TILE; s++) {
      int at = (first + Math.min(s, count - 1)) * width + own;
      for (int j = 0; j < items; j++) {
        into[j * Kernels.TILE + s] = profiles[at + j];
      }
    }
  }

  /** Copies {@code [item][lane]} to one bidder's values. */
  static void write(
      float[] from, float[] profiles, int first, int count, int width, int own, int items) {
    for (int s = 0; s < count; s++) {
      int at = (first + s) * width + own;
      for (int j = 0; j < items; j++) {
        profiles[at + j] = from[j * Kernels.TILE + s];
      }
    }
  }
}
