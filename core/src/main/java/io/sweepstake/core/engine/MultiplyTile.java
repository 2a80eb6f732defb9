package io.sweepstake.core.engine;

/** An element-wise product. */
final class MultiplyTile extends PairTile {
  MultiplyTile(
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
  void forward() {
    kernels.multiply(
        left.values,
        left.row(first),
        right.values,
        right.row(first),
        output.values,
        output.row(first),
        length);
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
    float[] from = outputGradient.values;
    int at = outputGradient.row(first);
    if (target.accumulate()) {
      kernels.multiplyAdd(
          from, at, other.values, other.row(first), target.values(), target.row(first), length);
    } else {
      kernels.multiply(
          from, at, other.values, other.row(first), target.values(), target.row(first), length);
    }
  }
}
