package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Rows;

/** An element-wise minimum; at a tie the gradient goes to the left. */
public final class MinimumTile extends PairTile {
  public MinimumTile(
      Kernels kernels,
      Tile left,
      Tile right,
      Tile output,
      Rows rows,
      Tile outputGradient,
      GradientTarget toLeft,
      GradientTarget toRight) {
    super(kernels, left, right, output, rows, outputGradient, toLeft, toRight);
  }

  @Override
  public void forward() {
    kernels.minimum(
        left.values,
        left.row(first),
        right.values,
        right.row(first),
        output.values,
        output.row(first),
        length);
  }

  @Override
  public void backward() {
    if (toLeft.wanted()) {
      toLeft.clearFirst();
      kernels.addWhereAtMost(
          outputGradient.values,
          outputGradient.row(first),
          left.values,
          left.row(first),
          right.values,
          right.row(first),
          toLeft.values(),
          toLeft.row(first),
          length);
    }
    if (toRight.wanted()) {
      toRight.clearFirst();
      kernels.addWhereBelow(
          outputGradient.values,
          outputGradient.row(first),
          right.values,
          right.row(first),
          left.values,
          left.row(first),
          toRight.values(),
          toRight.row(first),
          length);
    }
  }
}
