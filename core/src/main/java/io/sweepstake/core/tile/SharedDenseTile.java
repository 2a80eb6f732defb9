package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.Rows;
import java.util.Arrays;

/** A dense layer that several slices of a block go through. */
public final class SharedDenseTile extends TileOperation {
  private static final int TILE = Kernels.TILE;

  private final Kernels kernels;
  private final Tile input;
  private final Tile output;
  private final int inputs;
  private final int outputs;
  private final int firstSlice;
  private final int lastSlice; // exclusive
  private final int firstWanted; // slices whose input wants a gradient
  private final int lastWanted; // exclusive
  private final PackedLayers.Matrix bias;
  private final PackedLayers.Matrix forward;
  private final PackedLayers.Matrix backward; // null if the input needs no gradient
  private final Tile base; // the bias, for every profile
  private final Tile outputGradient;
  private final GradientTarget target;
  private final float[] gradients;
  private final int gradientAt;
  private final int stride;
  private final Tile sliceSum; // the output's gradient, over all slices
  private final float[] biasSum; // [output], padded
  private final float[] weightSum; // [output][input], padded
  private final int sumStride;

  /**
   * @param rows of the output that are computed: whole slices
   * @param target where the gradient of the input goes
   * @param gradients of all weights, this layer's from {@code layerAt} on
   */
  public SharedDenseTile(
      Kernels kernels,
      TileStorage storage,
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
    inputs = layer.inputs();
    outputs = layer.outputs();
    firstSlice = rows.from() / outputs;
    lastSlice = rows.to() / outputs;
    firstWanted = Math.max(firstSlice, target.rows().from() / inputs);
    lastWanted = Math.min(lastSlice, (target.rows().to() + inputs - 1) / inputs);
    Rows every = Rows.all(outputs);
    bias = layers.forward(layer, every, Rows.all(1));
    forward = layers.forward(layer, every, new Rows(1, inputs + 1));
    backward = target.wanted() ? layers.backward(layer, every, Rows.all(inputs)) : null;
    base = storage.tile(outputs);
    this.outputGradient = outputGradient;
    this.target = target;
    this.gradients = gradients;
    this.gradientAt = layerAt;
    this.stride = Parameters.stride(layer);
    sliceSum = storage.tile(outputs);
    biasSum = new float[outputs * Kernels.ROW_PADDING];
    sumStride = (inputs + Kernels.ROW_PADDING - 1) / Kernels.ROW_PADDING * Kernels.ROW_PADDING;
    weightSum = new float[outputs * sumStride];
  }

  @Override
  public void forward() {
    kernels.product(bias.packed, outputs, 1, input.values, input.ones(), base.values, base.row(0));
    for (int k = firstSlice; k < lastSlice; k++) {
      kernels.productPlus(
          forward.packed,
          outputs,
          inputs,
          input.values,
          input.row(k * inputs),
          base.values,
          base.row(0),
          output.values,
          output.row(k * outputs));
    }
  }

  @Override
  public void backward() {
    if (backward == null) {
      return;
    }
    target.clearFirst();
    float[] from = outputGradient.values;
    float[] into = target.values();
    for (int k = firstWanted; k < lastWanted; k++) {
      int fromAt = outputGradient.row(k * outputs);
      int intoAt = target.row(k * inputs);
      if (target.accumulate()) {
        kernels.productPlus(
            backward.packed, inputs, outputs, from, fromAt, into, intoAt, into, intoAt);
      } else {
        kernels.product(backward.packed, inputs, outputs, from, fromAt, into, intoAt);
      }
    }
  }

  @Override
  public void weightGradient() {
    // Kernels write whole vectors, from a row's start on: the bias and the weights each have rows
    // of their own here, and are put together at the end.
    Arrays.fill(biasSum, 0f);
    Arrays.fill(weightSum, 0f);
    float[] sum = sliceSum.values;
    int sumAt = sliceSum.row(0);
    Arrays.fill(sum, sumAt, sumAt + outputs * TILE, 0f);
    for (int k = firstSlice; k < lastSlice; k++) {
      int at = outputGradient.row(k * outputs);
      kernels.add(outputGradient.values, at, sum, sumAt, outputs * TILE);
      kernels.weightGradient(
          outputGradient.values,
          at,
          outputs,
          input.values,
          input.row(k * inputs),
          inputs,
          weightSum,
          0,
          sumStride);
    }
    kernels.weightGradient(
        sum, sumAt, outputs, input.values, input.ones(), 1, biasSum, 0, Kernels.ROW_PADDING);
    for (int r = 0; r < outputs; r++) {
      int row = gradientAt + r * stride;
      gradients[row] += biasSum[r * Kernels.ROW_PADDING];
      for (int k = 0; k < inputs; k++) {
        gradients[row + 1 + k] += weightSum[r * sumStride + k];
      }
    }
  }
}
