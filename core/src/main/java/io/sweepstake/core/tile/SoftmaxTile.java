package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Rows;

/** A softmax, in place: its block and gradient are its input's. */
public final class SoftmaxTile extends TileOperation {
  private final Kernels kernels;
  private final Tile tile;
  private final Tile gradient;
  private final int firstSlice;
  private final int slices;
  private final int groups;
  private final int stride;

  /**
   * @param rows whole outer slices of {@code groups × stride} rows
   */
  public SoftmaxTile(Kernels kernels, Tile tile, Tile gradient, Rows rows, int groups, int stride) {
    this.kernels = kernels;
    this.tile = tile;
    this.gradient = gradient;
    this.firstSlice = rows.from() / (groups * stride);
    this.slices = rows.count() / (groups * stride);
    this.groups = groups;
    this.stride = stride;
  }

  @Override
  public void forward() {
    for (int k = firstSlice; k < firstSlice + slices; k++) {
      kernels.softmax(tile.values, tile.row(k * groups * stride), groups, stride * Kernels.TILE);
    }
  }

  @Override
  public void backward() {
    for (int k = firstSlice; k < firstSlice + slices; k++) {
      int row = k * groups * stride;
      kernels.softmaxBackward(
          gradient.values,
          gradient.row(row),
          tile.values,
          tile.row(row),
          groups,
          stride * Kernels.TILE);
    }
  }
}
