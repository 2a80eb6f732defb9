package io.sweepstake.core.program;

import java.util.Arrays;
import java.util.Objects;

/**
 * The weights of one dense layer.
 *
 * @param weights {@code [output][input]}, flattened
 * @param bias {@code [output]}
 */
public record LayerWeights(LayerShape shape, float[] weights, float[] bias) {
  public LayerWeights {
    Objects.requireNonNull(shape, "shape");
    if (weights.length != shape.outputs() * shape.inputs() || bias.length != shape.outputs()) {
      throw new IllegalArgumentException(
          "layer '"
              + shape.name()
              + "': "
              + weights.length
              + " weights and "
              + bias.length
              + " biases do not fit "
              + shape);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerWeights that
        && shape.equals(that.shape)
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(bias, that.bias);
  }

  @Override
  public int hashCode() {
    return Objects.hash(shape, Arrays.hashCode(weights), Arrays.hashCode(bias));
  }

  @Override
  public String toString() {
    return "LayerWeights[" + shape + "]";
  }
}
