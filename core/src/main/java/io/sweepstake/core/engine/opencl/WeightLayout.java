package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.tile.Parameters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where weights lie on a device: each layer {@code [bias, then inputs][output]}, for the way
 * forward, and without its bias {@code [output][input]}, a mirror for the way back. The last axis
 * is padded to a multiple of 4 by weights that are 0 and stay so.
 */
final class WeightLayout {
  private final Map<String, Integer> weights = new HashMap<>();
  private final Map<String, Integer> mirrors = new HashMap<>();
  private final int length;
  private final int mirrorLength;
  private final int parameterLength;
  private final int[] parameter; // of a weight; -1 for padding
  private final int[] mirrored; // of a weight; -1 for padding and biases

  WeightLayout(NetworkProgram program) {
    Parameters parameters = new Parameters(program);
    parameterLength = parameters.length();
    int at = 0;
    int mirrorAt = 0;
    for (LayerShape layer : program.layers()) {
      weights.put(layer.name(), at);
      mirrors.put(layer.name(), mirrorAt);
      at += (layer.inputs() + 1) * padded(layer.outputs());
      mirrorAt += layer.outputs() * padded(layer.inputs());
    }
    length = at;
    mirrorLength = mirrorAt;
    parameter = new int[length];
    mirrored = new int[length];
    Arrays.fill(parameter, -1);
    Arrays.fill(mirrored, -1);
    for (LayerShape layer : program.layers()) {
      int stride = parameters.length(layer) / layer.outputs();
      for (int r = 0; r < layer.outputs(); r++) {
        for (int k = 0; k <= layer.inputs(); k++) {
          int own = weights(layer) + k * padded(layer.outputs()) + r;
          parameter[own] = parameters.offset(layer.name()) + r * stride + k;
          if (k > 0) {
            mirrored[own] = mirror(layer) + r * padded(layer.inputs()) + k - 1;
          }
        }
      }
    }
  }

  static int padded(int rows) {
    return (rows + 3) / 4 * 4;
  }

  /** Floats of all layers' weights. */
  int length() {
    return length;
  }

  int mirrorLength() {
    return mirrorLength;
  }

  int weights(LayerShape layer) {
    return weights.get(layer.name());
  }

  int mirror(LayerShape layer) {
    return mirrors.get(layer.name());
  }

  /** Where each weight lies in the mirror; -1 for those that do not. */
  int[] mirrored() {
    return mirrored.clone();
  }

  /** From the layout of {@link Parameters}. */
  float[] fromParameters(float[] parameters) {
    float[] own = new float[length];
    for (int k = 0; k < length; k++) {
      own[k] = parameter[k] < 0 ? 0 : parameters[parameter[k]];
    }
    return own;
  }

  /** To the layout of {@link Parameters}. */
  float[] toParameters(float[] own) {
    float[] parameters = new float[parameterLength];
    for (int k = 0; k < length; k++) {
      if (parameter[k] >= 0) {
        parameters[parameter[k]] = own[k];
      }
    }
    return parameters;
  }

  float[] mirror(float[] own) {
    float[] mirror = new float[mirrorLength];
    for (int k = 0; k < length; k++) {
      if (mirrored[k] >= 0) {
        mirror[mirrored[k]] = own[k];
      }
    }
    return mirror;
  }
}
