package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Rows;

/**
 * Adds rows {@code [outer][stride]} along the middle axis of {@code [outer][groups][stride]}, in
 * place: its block and gradient are its input's.
 */
public final class AddAlongTile extends TileOperation {
  private static final int TILE = Kernels.TILE;

  private final Kernels kernels;
  private final Tile added;
  private final Tile output;
  private final Rows rows;
  private final int groups;
  private final int stride;
  private final Tile outputGradient;
  private final GradientTarget target;

  /**
   * @param rows of the output that are computed: whole slices of {@code stride}
   * @param target where the gradient of what is added goes, to be added to
   */
  public AddAlongTile(
      Kernels kernels,
      Tile added,
      Tile output,
      Rows rows,
      int groups,
      int stride,
      Tile outputGradient,
      GradientTarget target) {
    this.kernels = kernels;
    this.added = added;
    this.output = output;
    this.rows = rows;
    this.groups = groups;
    this.stride = stride;
    this.outputGradient = outputGradient;
    this.target = target;
  }

  @Override
  public void forward() {
    for (int k = rows.from() / stride; k < rows.to() / stride; k++) {
      kernels.add(
          added.values,
          added.row(k / groups * stride),
          output.values,
          output.row(k * stride),
          stride * TILE);
    }
  }

  @Override
  public void backward() {
    if (!target.wanted()) {
      return;
    }
    target.clearFirst();
    for (int k = rows.from() / stride; k < rows.to() / stride; k++) {
      kernels.add(
          outputGradient.values,
          outputGradient.row(k * stride),
          target.values(),
          target.row(k / groups * stride),
          stride * TILE);
    }
  }
}
