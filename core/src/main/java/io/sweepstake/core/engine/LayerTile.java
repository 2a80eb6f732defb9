package io.sweepstake.core.engine;

import io.sweepstake.core.network.LayerShape;

/** What every dense layer does on the way back: the gradient of its input, and of its weights. */
abstract class LayerTile extends TileOperation {
  final Kernels kernels;
  final Tile input;
  final Tile output;
  final Rows rows;
  private final PackedLayers.Matrix backward; // null if the input needs no gradient
  private final float[] outputGradient;
  private final GradientTarget target;
  private final float[] gradients;
  private final int gradientAt;
  private final int stride;
  private final int depth;

  /**
   * @param rows of the output that are computed
   * @param outputGradient the gradient of the output
   * @param target where the gradient of the input goes
   * @param gradients of all weights, this layer's from {@code layerAt} on
   */
  LayerTile(
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
    this.input = input;
    this.output = output;
    this.rows = rows;
    this.backward = target.wanted() ? layers.backward(layer, rows, target.rows()) : null;
    this.outputGradient = outputGradient;
    this.target = target;
    this.gradients = gradients;
    this.stride = Parameters.stride(layer);
    this.gradientAt = layerAt + rows.from() * stride;
    this.depth = layer.inputs() + 1;
  }

  @Override
  final void backward() {
    if (backward == null) {
      return;
    }
    target.clearFirst();
    float[] into = target.gradient();
    int from = rows.from() * Kernels.TILE;
    int to = target.rows().from() * Kernels.TILE;
    if (target.accumulate()) {
      kernels.productPlus(
          backward.packed, backward.rows, backward.depth, outputGradient, from, into, to, into, to);
    } else {
      kernels.product(
          backward.packed, backward.rows, backward.depth, outputGradient, from, into, to);
    }
  }

  @Override
  final void weightGradient() {
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
