package io.sweepstake.core.engine;

/** An element-wise minimum; at a tie the gradient goes to the left. */
final class MinimumTile extends PairTile {
  MinimumTile(
      Kernels kernels,
      Tile left,
      Tile right,
      Tile output,
      Rows rows,
      float[] outputGradient,
      GradientTarget toLeft,
      GradientTarget toRight) {
    super(kernels, left, right, output, rows, outputGradient, toLeft, toRight);
  }

  @Override
  void forward() {
    kernels.minimum(left, at, right, at, output, at, length);
  }

  @Override
  void backward() {
    if (toLeft.wanted()) {
      toLeft.clearFirst();
      kernels.addWhereAtMost(
          outputGradient, gradientAt, left, at, right, at, toLeft.gradient(), gradientAt, length);
    }
    if (toRight.wanted()) {
      toRight.clearFirst();
      kernels.addWhereBelow(
          outputGradient, gradientAt, right, at, left, at, toRight.gradient(), gradientAt, length);
    }
  }
}
