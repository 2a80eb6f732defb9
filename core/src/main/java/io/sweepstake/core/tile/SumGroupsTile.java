package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Rows;

/** Sums of consecutive groups of rows. */
public final class SumGroupsTile extends TileOperation {
  private final Kernels kernels;
  private final Tile input;
  private final Tile output;
  private final Rows rows;
  private final int size;
  private final Tile outputGradient;
  private final GradientTarget target;

  public SumGroupsTile(
      Kernels kernels,
      Tile input,
      Tile output,
      Rows rows,
      int size,
      Tile outputGradient,
      GradientTarget target) {
    this.kernels = kernels;
    this.input = input;
    this.output = output;
    this.rows = rows;
    this.size = size;
    this.outputGradient = outputGradient;
    this.target = target;
  }

  @Override
  public void forward() {
    for (int r = rows.from(); r < rows.to(); r++) {
      System.arraycopy(
          input.values, input.row(r * size), output.values, output.row(r), Kernels.TILE);
      for (int k = 1; k < size; k++) {
        kernels.add(
            input.values, input.row(r * size + k), output.values, output.row(r), Kernels.TILE);
      }
    }
  }

  @Override
  public void backward() {
    target.clearFirst();
    for (int r = rows.from(); r < rows.to(); r++) {
      for (int k = 0; k < size; k++) {
        int from = outputGradient.row(r);
        int to = target.row(r * size + k);
        if (target.accumulate()) {
          kernels.add(outputGradient.values, from, target.values(), to, Kernels.TILE);
        } else {
          System.arraycopy(outputGradient.values, from, target.values(), to, Kernels.TILE);
        }
      }
    }
  }
}
