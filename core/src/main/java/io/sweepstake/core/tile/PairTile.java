package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Rows;

/** An element-wise operation on two blocks. */
abstract class PairTile extends TileOperation {
  final Kernels kernels;
  final Tile left;
  final Tile right;
  final Tile output;
  final Tile outputGradient;
  final GradientTarget toLeft;
  final GradientTarget toRight;
  final int first; // row
  final int length;

  PairTile(
      Kernels kernels,
      Tile left,
      Tile right,
      Tile output,
      Rows rows,
      Tile outputGradient,
      GradientTarget toLeft,
      GradientTarget toRight) {
    this.kernels = kernels;
    this.left = left;
    this.right = right;
    this.output = output;
    this.outputGradient = outputGradient;
    this.toLeft = toLeft;
    this.toRight = toRight;
    this.first = rows.from();
    this.length = rows.count() * Kernels.TILE;
  }
}
