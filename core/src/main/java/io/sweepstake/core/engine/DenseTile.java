package io.sweepstake.core.engine;

import io.sweepstake.core.network.LayerShape;

/** A dense layer on a computed block. */
final class DenseTile extends TileOperation {
  private final Kernels kernels;
  private final PackedLayers.Matrix forward;
  private final PackedLayers.Matrix backward; // null if the input needs no gradient
  private final Tile input;
  private final Tile output;
  private final float[] outputGradient;
  private final GradientTarget target;
  private final Rows rows;
  private final float[] gradients;
  private final int gradientAt;
  private final int stride;
  private final int depth;

  DenseTile(
      Kernels kernels,
      PackedLayers layers,
      LayerShape layer,
      Tile input,
      Tile output,
      Rows rows,
      float[] outputGradient,
      GradientTarget target,
      float[] gradients,
      int layerAt) {
    this.kernels = kernels;
    this.forward = layers.forward(layer, rows, Rows.all(layer.inputs() + 1));
    this.backward = target.wanted() ? layers.backward(layer, rows, target.rows()) : null;
    this.input = input;
    this.output = output;
    this.rows = rows;
    this.outputGradient = outputGradient;
    this.target = target;
    this.gradients = gradients;
    this.stride = Parameters.stride(layer);
    this.gradientAt = layerAt + rows.from() * stride;
    this.depth = layer.inputs() + 1;
  }

  @Override
  void forward() {
    kernels.product(
        forward.packed,
        forward.rows,
        forward.depth,
        input.values,
        Tile.ones(),
        output.values,
        Tile.row(rows.from()));
  }

  @Override
  void backward() {
    if (backward == null) {
      return;
    }
    target.clearFirst();
    int from = rows.from() * Kernels.TILE;
    int to = target.rows().from() * Kernels.TILE;
    if (target.accumulate()) {
      kernels.productPlus(
          backward.packed,
          backward.rows,
          backward.depth,
          outputGradient,
          from,
          target.gradient(),
          to,
          target.gradient(),
          to);
    } else {
      kernels.product(
          backward.packed,
          backward.rows,
          backward.depth,
          outputGradient,
          from,
          target.gradient(),
          to);
    }
  }

  @Override
  void weightGradient() {
    kernels.weightGradient(
        outputGradient,
        rows.from() * Kernels.TILE,
        rows.count(),
        input.values,
        Tile.ones(),
        depth,
        gradients,
        gradientAt,
        stride);
  }
}
