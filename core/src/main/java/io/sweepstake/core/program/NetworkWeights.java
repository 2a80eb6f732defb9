package io.sweepstake.core.program;

import io.sweepstake.core.random.Seeds;
import java.util.ArrayList;
import java.util.List;

/** All weights of a program, layer by layer in the program's order. */
public record NetworkWeights(List<LayerWeights> layers) {
  public NetworkWeights {
    layers = List.copyOf(layers);
  }

  /**
   * Glorot-uniform weights (Glorot and Bengio, AISTATS 2010), zero biases. Each layer's stream
   * hangs on its name, so adding a layer changes no other.
   */
  public static NetworkWeights glorot(NetworkProgram program, long seed) {
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerShape shape : program.layers()) {
      long stream = Seeds.derive(seed, shape.name(), 0);
      double limit = Math.sqrt(6.0 / (shape.inputs() + shape.outputs()));
      float[] weights = new float[shape.outputs() * shape.inputs()];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = (float) (limit * (2 * Seeds.uniform(stream, k) - 1));
      }
      layers.add(new LayerWeights(shape, weights, new float[shape.outputs()]));
    }
    return new NetworkWeights(layers);
  }

  /**
   * These weights, if they are the program's.
   *
   * @throws IllegalArgumentException naming the first layer that differs
   */
  public NetworkWeights requireFor(NetworkProgram program) {
    return require(program.layers());
  }

  /**
   * These weights, if they have these layers.
   *
   * @throws IllegalArgumentException naming the first layer that differs
   */
  public NetworkWeights require(List<LayerShape> wantedLayers) {
    List<LayerShape> shapes = layers.stream().map(LayerWeights::shape).toList();
    for (int k = 0; k < Math.max(shapes.size(), wantedLayers.size()); k++) {
      LayerShape given = k < shapes.size() ? shapes.get(k) : null;
      LayerShape wanted = k < wantedLayers.size() ? wantedLayers.get(k) : null;
      if (given == null || !given.equals(wanted)) {
        throw new IllegalArgumentException(
            "network weights: layer " + k + " should be " + wanted + ", was " + given);
      }
    }
    return this;
  }

  /** Whether every weight and bias is a finite number. */
  public boolean finite() {
    for (LayerWeights layer : layers) {
      for (float weight : layer.weights()) {
        if (!Float.isFinite(weight)) {
          return false;
        }
      }
      for (float bias : layer.bias()) {
        if (!Float.isFinite(bias)) {
          return false;
        }
      }
    }
    return true;
  }
}
