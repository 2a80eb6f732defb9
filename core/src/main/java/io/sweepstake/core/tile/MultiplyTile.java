package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Rows;

/** An element-wise product. */
public final class MultiplyTile extends PairTile {
  public MultiplyTile(
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
  public void backward() {
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
