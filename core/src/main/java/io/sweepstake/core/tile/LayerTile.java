package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.Rows;

/** What every dense layer does on the way back: the gradient of its input, and of its weights. */
abstract class LayerTile extends TileOperation {
  final Kernels kernels;
  final Tile input;
  final Tile output;
  final Rows rows;
  private final PackedLayers.Matrix backward; // null if the input needs no gradient
  private final Tile outputGradient;
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
      Tile outputGradient,
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
  public final void backward() {
    if (backward == null) {
      return;
    }
    target.clearFirst();
    float[] from = outputGradient.values;
    int fromAt = outputGradient.row(rows.from());
    float[] into = target.values();
    int intoAt = target.row(target.rows().from());
    if (target.tanh() != null) {
      Tile tanh = target.tanh();
      kernels.productTanhSlope(
          backward.packed,
          backward.rows,
          backward.depth,
          from,
          fromAt,
          tanh.values,
          tanh.row(target.rows().from()),
          into,
          intoAt);
    } else if (target.accumulate()) {
      kernels.productPlus(
          backward.packed, backward.rows, backward.depth, from, fromAt, into, intoAt, into, intoAt);
    } else {
      kernels.product(backward.packed, backward.rows, backward.depth, from, fromAt, into, intoAt);
    }
  }

  @Override
  public final void weightGradient() {
    kernels.weightGradient(
        outputGradient.values,
        outputGradient.row(rows.from()),
        rows.count(),
        input.values,
        input.ones(),
        depth,
        gradients,
        gradientAt,
        stride);
  }
}
