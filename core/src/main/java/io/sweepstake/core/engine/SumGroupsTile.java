package io.sweepstake.core.engine;

/** Sums of consecutive groups of rows. */
final class SumGroupsTile extends TileOperation {
  private final Kernels kernels;
  private final Tile input;
  private final Tile output;
  private final Rows rows;
  private final int size;
  private final float[] outputGradient;
  private final GradientTarget target;

  SumGroupsTile(
      Kernels kernels,
      Tile input,
      Tile output,
      Rows rows,
      int size,
      float[] outputGradient,
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
  void forward() {
    for (int r = rows.from(); r < rows.to(); r++) {
      System.arraycopy(input.values, Tile.row(r * size), output.values, Tile.row(r), Kernels.TILE);
      for (int k = 1; k < size; k++) {
        kernels.add(input.values, Tile.row(r * size + k), output.values, Tile.row(r), Kernels.TILE);
      }
    }
  }

  @Override
  void backward() {
    target.clearFirst();
    for (int r = rows.from(); r < rows.to(); r++) {
      for (int k = 0; k < size; k++) {
        int to = (r * size + k) * Kernels.TILE;
        if (target.accumulate()) {
          kernels.add(outputGradient, r * Kernels.TILE, target.gradient(), to, Kernels.TILE);
        } else {
          System.arraycopy(outputGradient, r * Kernels.TILE, target.gradient(), to, Kernels.TILE);
        }
      }
    }
  }
}
