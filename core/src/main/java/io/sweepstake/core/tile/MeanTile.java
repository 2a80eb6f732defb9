package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Rows;
import java.util.Arrays;

/** A mean along the middle axis of {@code [outer][groups][stride]} rows. */
public final class MeanTile extends TileOperation {
  private static final int TILE = Kernels.TILE;
  private static final int SHARED = 8;

  private final Kernels kernels;
  private final Tile input;
  private final Tile output;
  private final int firstOuter;
  private final int lastOuter; // exclusive
  private final int groups;
  private final int stride;
  private final Tile outputGradient;
  private final GradientTarget target;
  private final float[] share; // 1 / groups, at most SHARED rows of it: they stay in the cache

  /**
   * @param rows of the output that are computed: whole outer slices
   * @param target where the gradient of the input goes, to be added to
   */
  public MeanTile(
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
    this.firstOuter = rows.from() / stride;
    this.lastOuter = rows.to() / stride;
    this.groups = groups;
    this.stride = stride;
    this.outputGradient = outputGradient;
    this.target = target;
    this.share = new float[Math.min(stride, SHARED) * TILE];
    Arrays.fill(share, 1f / groups);
  }

  @Override
  public void forward() {
    int length = stride * TILE;
    for (int o = firstOuter; o < lastOuter; o++) {
      int to = output.row(o * stride);
      System.arraycopy(input.values, input.row(o * groups * stride), output.values, to, length);
      for (int g = 1; g < groups; g++) {
        kernels.add(input.values, input.row((o * groups + g) * stride), output.values, to, length);
      }
      for (int k = 0; k < length; k += share.length) {
        int part = Math.min(share.length, length - k);
        kernels.multiply(output.values, to + k, share, 0, output.values, to + k, part);
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
        Rows slice = target.slice((o * groups + g) * stride, stride);
        if (!slice.empty()) {
          int skipped = slice.from() - (o * groups + g) * stride;
          addShare(
              outputGradient.row(o * stride + skipped),
              target.row(slice.from()),
              slice.count() * TILE);
        }
      }
    }
  }

  private void addShare(int from, int to, int length) {
    for (int k = 0; k < length; k += share.length) {
      int part = Math.min(share.length, length - k);
      kernels.multiplyAdd(outputGradient.values, from + k, share, 0, target.values(), to + k, part);
    }
  }
}
