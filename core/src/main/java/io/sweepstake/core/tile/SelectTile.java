package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Rows;

/** The first {@code count} rows of each slice of {@code stride}. */
public final class SelectTile extends TileOperation {
  private final Kernels kernels;
  private final Tile input;
  private final Tile output;
  private final Rows rows;
  private final Tile outputGradient;
  private final GradientTarget target;
  private final int stride;
  private final int count;

  public SelectTile(
      Kernels kernels,
      Tile input,
      Tile output,
      Rows rows,
      Tile outputGradient,
      GradientTarget target,
      int stride,
      int count) {
    this.kernels = kernels;
    this.input = input;
    this.output = output;
    this.rows = rows;
    this.outputGradient = outputGradient;
    this.target = target;
    this.stride = stride;
    this.count = count;
  }

  /** The input row of an output row. */
  public static int source(int row, int stride, int count) {
    return row / count * stride + row % count;
  }

  @Override
  public void forward() {
    for (int r = rows.from(); r < rows.to(); r++) {
      System.arraycopy(
          input.values,
          input.row(source(r, stride, count)),
          output.values,
          output.row(r),
          Kernels.TILE);
    }
  }

  @Override
  public void backward() {
    target.clearFirst();
    for (int r = rows.from(); r < rows.to(); r++) {
      kernels.add(
          outputGradient.values,
          outputGradient.row(r),
          target.values(),
          target.row(source(r, stride, count)),
          Kernels.TILE);
    }
  }
}
