package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Rows;

/** Rows {@code [outer][stride]}, repeated along a middle axis. */
public final class SpreadTile extends TileOperation {
  private static final int TILE = Kernels.TILE;

  private final Kernels kernels;
  private final Tile input;
  private final Tile output;
  private final int firstOuter;
  private final int lastOuter; // exclusive
  private final int groups;
  private final int stride;
  private final Tile outputGradient;
  private final GradientTarget target;

  /**
   * @param rows of the output that are computed: whole outer slices
   * @param target where the gradient of the input goes, to be added to
   */
  public SpreadTile(
      Kernels kernels,
      Tile input,
      Tile output,
      Rows rows,
      int groups,
      int stride,
      Tile outputGradient,
      GradientTarget target) {
    this.kernels = kernels;
    this.input = input;
    this.output = output;
    this.firstOuter = rows.from() / (groups * stride);
    this.lastOuter = rows.to() / (groups * stride);
    this.groups = groups;
    this.stride = stride;
    this.outputGradient = outputGradient;
    this.target = target;
  }

  @Override
  public void forward() {
    for (int o = firstOuter; o < lastOuter; o++) {
      for (int g = 0; g < groups; g++) {
        System.arraycopy(
            input.values,
            input.row(o * stride),
            output.values,
            output.row((o * groups + g) * stride),
            stride * TILE);
      }
    }
  }

  @Override
  public void backward() {
    if (!target.wanted()) {
      return;
    }
    target.clearFirst();
    for (int o = firstOuter; o < lastOuter; o++) {
      for (int g = 0; g < groups; g++) {
        int from = outputGradient.row((o * groups + g) * stride);
        kernels.add(
            outputGradient.values, from, target.values(), target.row(o * stride), stride * TILE);
      }
    }
  }
}
