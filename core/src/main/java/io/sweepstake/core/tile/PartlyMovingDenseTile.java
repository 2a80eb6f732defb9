package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.Rows;

/**
 * A dense layer on an input of which some rows move: the others' part is computed once, and
 * gradients go to those that move alone. Exact, and a fifth of the work where one bidder of five
 * misreports.
 */
public final class PartlyMovingDenseTile extends LayerTile {
  private final PackedLayers.Matrix before; // bias and the rows before
  private final PackedLayers.Matrix own;
  private final PackedLayers.Matrix after; // null if the last rows move
  private final Rows moving;
  private final Tile base;

  public PartlyMovingDenseTile(
      Kernels kernels,
      TileStorage storage,
      PackedLayers layers,
      LayerShape layer,
      Tile input,
      Rows moving,
      Tile output,
      Rows rows,
      Tile outputGradient,
      GradientTarget target,
      float[] gradients,
      int layerAt) {
    super(kernels, layers, layer, input, output, rows, outputGradient, target, gradients, layerAt);
    this.before = layers.forward(layer, rows, new Rows(0, moving.from() + 1));
    this.own = layers.forward(layer, rows, new Rows(moving.from() + 1, moving.to() + 1));
    this.after =
        moving.to() < layer.inputs()
            ? layers.forward(layer, rows, new Rows(moving.to() + 1, layer.inputs() + 1))
            : null;
    this.moving = moving;
    this.base = storage.tile(rows.count());
  }

  @Override
  public void prepare() {
    kernels.product(
        before.packed,
        before.rows,
        before.depth,
        input.values,
        input.ones(),
        base.values,
        base.row(0));
    if (after != null) {
      kernels.productPlus(
          after.packed,
          after.rows,
          after.depth,
          input.values,
          input.row(moving.to()),
          base.values,
          base.row(0),
          base.values,
          base.row(0));
    }
  }

  @Override
  public void forward() {
    kernels.productPlus(
        own.packed,
        own.rows,
        own.depth,
        input.values,
        input.row(moving.from()),
        base.values,
        base.row(0),
        output.values,
        output.row(rows.from()));
  }
}
