package io.sweepstake.core.engine;

/** An element-wise minimum; at a tie the gradient goes to the left. */
final class MinimumTile extends TileOperation {
  private final Kernels kernels;
  private final Tile left;
  private final Tile right;
  private final Tile output;
  private final Rows rows;
  private final float[] outputGradient;
  private final GradientTarget toLeft;
  private final GradientTarget toRight;

  MinimumTile(
      Kernels kernels,
      Tile left,
      Tile right,
      Tile output,
      Rows rows,
      float[] outputGradient,
      GradientTarget toLeft,
      GradientTarget toRight) {
    this.kernels = kernels;
    this.left = left;
    this.right = right;
    this.output = output;
    this.rows = rows;
    this.outputGradient = outputGradient;
    this.toLeft = toLeft;
    this.toRight = toRight;
  }

  @Override
  void forward() {
    int at = Tile.row(rows.from());
    kernels.minimum(
        left.values, at, right.values, at, output.values, at, rows.count() * Kernels.TILE);
  }

  @Override
  void backward() {
    int at = rows.from() * Kernels.TILE;
    int valueAt = Tile.row(rows.from());
    int length = rows.count() * Kernels.TILE;
    if (toLeft.wanted()) {
      toLeft.clearFirst();
      kernels.addWhereAtMost(
          outputGradient,
          at,
          left.values,
          valueAt,
          right.values,
          valueAt,
          toLeft.gradient(),
          at,
          length);
    }
    if (toRight.wanted()) {
      toRight.clearFirst();
      kernels.addWhereBelow(
          outputGradient,
          at,
          right.values,
          valueAt,
          left.values,
          valueAt,
          toRight.gradient(),
          at,
          length);
    }
  }
}
