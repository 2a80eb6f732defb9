package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Operation;
import io.sweepstake.core.program.Rows;

/** The first {@code count} rows of each slice of {@code stride}. */
public final class SelectTile extends TileOperation {
  private final Kernels kernels;
  private final Tile input;
  private final Tile output;
  private final Rows rows;
  private final Tile outputGradient;
  private final GradientTarget target;
  private final int[] sources; // of each row

  public SelectTile(
      Kernels kernels,
      Tile input,
      Tile output,
      Rows rows,
      Tile outputGradient,
      GradientTarget target,
      Operation.Select select) {
    this.kernels = kernels;
    this.input = input;
    this.output = output;
    this.rows = rows;
    this.outputGradient = outputGradient;
    this.target = target;
    sources = new int[rows.to()];
    for (int r = rows.from(); r < rows.to(); r++) {
      sources[r] = select.source(r);
    }
  }

  @Override
  public void forward() {
    for (int r = rows.from(); r < rows.to(); r++) {
      System.arraycopy(
          input.values, input.row(sources[r]), output.values, output.row(r), Kernels.TILE);
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
          target.row(sources[r]),
          Kernels.TILE);
    }
  }
}
