package io.sweepstake.core.engine;

import io.sweepstake.core.network.LayerShape;

/** A dense layer on a computed block. */
final class DenseTile extends LayerTile {
  private final PackedLayers.Matrix forward;

  DenseTile(
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
  void forward() {
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
