package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each layer's weights lie in one array: row after row, in each the bias and then the
 * weights, rows padded to a multiple of {@link Kernels#ROW_PADDING}. Gradients and an optimiser's
 * moments have the same layout, so one loop updates everything.
 */
public final class Parameters {
  private final List<LayerShape> layers;
  private final Map<String, Integer> offsets = new HashMap<>();
  private final int length;

  public Parameters(NetworkProgram program) {
    layers = program.layers();
    int at = 0;
    for (LayerShape layer : layers) {
      offsets.put(layer.name(), at);
      at += length(layer);
    }
    length = at;
  }

  /** Floats in an array of this layout. */
  public int length() {
    return length;
  }

  public int offset(String layer) {
    return offsets.get(layer);
  }

  /** Floats that a layer takes. */
  public int length(LayerShape layer) {
    return layer.outputs() * stride(layer);
  }

  static int stride(LayerShape layer) {
    return (layer.inputs() + Kernels.ROW_PADDING) / Kernels.ROW_PADDING * Kernels.ROW_PADDING;
  }

  /** Writes weights into an array of this layout. */
  public void write(NetworkWeights weights, float[] into) {
    for (LayerWeights layer : weights.layers()) {
      LayerShape shape = layer.shape();
      int at = offset(shape.name());
      for (int r = 0; r < shape.outputs(); r++) {
        into[at] = layer.bias()[r];
        System.arraycopy(layer.weights(), r * shape.inputs(), into, at + 1, shape.inputs());
        at += stride(shape);
      }
    }
  }

  /** The weights in an array of this layout. */
  public NetworkWeights read(float[] from) {
    List<LayerWeights> weights = new ArrayList<>();
    for (LayerShape shape : layers) {
      float[] matrix = new float[shape.outputs() * shape.inputs()];
      float[] bias = new float[shape.outputs()];
      int at = offset(shape.name());
      for (int r = 0; r < shape.outputs(); r++) {
        bias[r] = from[at];
        System.arraycopy(from, at + 1, matrix, r * shape.inputs(), shape.inputs());
        at += stride(shape);
      }
      weights.add(new LayerWeights(shape, matrix, bias));
    }
    return new NetworkWeights(weights);
  }
}
