package io.sweepstake.core.engine;

/** An element-wise product. */
final class MultiplyTile extends PairTile {
  MultiplyTile(
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
    kernels.multiply(left, at, right, at, output, at, length);
  }

  @Override
  void backward() {
    send(toLeft, right);
    send(toRight, left);
  }

  private void send(GradientTarget target, float[] other) {
    if (!target.wanted()) {
      return;
    }
    target.clearFirst();
    float[] into = target.gradient();
    if (target.accumulate()) {
      kernels.multiplyAdd(outputGradient, gradientAt, other, at, into, gradientAt, length);
    } else {
      kernels.multiply(outputGradient, gradientAt, other, at, into, gradientAt, length);
    }
  }
}
