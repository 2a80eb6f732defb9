package io.sweepstake.core.engine;

/** An element-wise product. */
final class MultiplyTile extends TileOperation {
  private final Kernels kernels;
  private final Tile left;
  private final Tile right;
  private final Tile output;
  private final Rows rows;
  private final float[] outputGradient;
  private final GradientTarget toLeft;
  private final GradientTarget toRight;

  MultiplyTile(
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
    kernels.multiply(
        left.values, at, right.values, at, output.values, at, rows.count() * Kernels.TILE);
  }

  @Override
  void backward() {
    send(toLeft, right);
    send(toRight, left);
  }

  private void send(GradientTarget target, Tile other) {
    if (!target.wanted()) {
      return;
    }
    target.clearFirst();
    int at = rows.from() * Kernels.TILE;
    int valueAt = Tile.row(rows.from());
    int length = rows.count() * Kernels.TILE;
    if (target.accumulate()) {
      kernels.multiplyAdd(outputGradient, at, other.values, valueAt, target.gradient(), at, length);
    } else {
      kernels.multiply(outputGradient, at, other.values, valueAt, target.gradient(), at, length);
    }
  }
}
