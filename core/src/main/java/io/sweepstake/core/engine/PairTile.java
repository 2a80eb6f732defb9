package io.sweepstake.core.engine;

/** An element-wise operation on two blocks. */
abstract class PairTile extends TileOperation {
  final Kernels kernels;
  final float[] left;
  final float[] right;
  final float[] output;
  final float[] outputGradient;
  final GradientTarget toLeft;
  final GradientTarget toRight;
  final int at; // of the first row in blocks
  final int gradientAt;
  final int length;

  PairTile(
      Kernels kernels,
      Tile left,
      Tile right,
      Tile output,
      Rows rows,
      float[] outputGradient,
      GradientTarget toLeft,
      GradientTarget toRight) {
    this.kernels = kernels;
    this.left = left.values;
    this.right = right.values;
    this.output = output.values;
    this.outputGradient = outputGradient;
    this.toLeft = toLeft;
    this.toRight = toRight;
    this.at = Tile.row(rows.from());
    this.gradientAt = rows.from() * Kernels.TILE;
    this.length = rows.count() * Kernels.TILE;
  }
}
