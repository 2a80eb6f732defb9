package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.Rows;

/** A dense layer on a computed block. */
public final class DenseTile extends LayerTile {
  private final PackedLayers.Matrix forward;

  public DenseTile(
      Kernels kernels,
      PackedLayers layers,
      LayerShape layer,
      Tile input,
      Tile output,
      Rows rows,
      Tile outputGradient,
      GradientTarget target,
      float[] gradients,
      int layerAt) {
    super(kernels, layers, layer, input, output, rows, outputGradient, target, gradients, layerAt);
    this.forward = layers.forward(layer, rows, Rows.all(layer.inputs() + 1));
  }

  @Override
  public void forward() {
    kernels.product(
        forward.packed,
        forward.rows,
        forward.depth,
        input.values,
        input.ones(),
        output.values,
        output.row(rows.from()));
  }
}
