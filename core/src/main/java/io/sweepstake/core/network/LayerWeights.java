package io.sweepstake.core.network;

import java.util.Arrays;

/**
 * The weights of one dense layer, {@code y = W x + b}: the form in which networks are exchanged.
 *
 * <p>A whole network is an ordered map from layer name to these: {@code allocation.0}, {@code
 * allocation.1}, …, {@code allocation.out}, {@code payment.0}, …, {@code payment.out} where the two
 * heads have hidden layers of their own, {@code trunk.0}, …, {@code allocation.out}, {@code
 * payment.out} where they share them. Rows of {@code allocation.out} are {@code [bidder][item]},
 * bidder-major, with one bidder more than there are: the last one keeps what is withheld. Rows of
 * {@code payment.out} are bidders.
 *
 * @param rows outputs, at least 1
 * @param cols inputs, at least 1
 * @param weights {@code [output][input]}, flattened
 * @param bias {@code [output]}
 */
public record LayerWeights(int rows, int cols, float[] weights, float[] bias) {
  /**
   * @throws IllegalArgumentException if the arrays do not have {@code rows × cols} and {@code rows}
   *     elements
   */
  public LayerWeights {
    if (rows < 1 || cols < 1) {
      throw new IllegalArgumentException(
          "layer weights: outputs and inputs must be at least 1, were " + rows + " and " + cols);
    }
    if (weights.length != (long) rows * cols || bias.length != rows) {
      throw new IllegalArgumentException(
          "layer weights: "
              + rows
              + " outputs and "
              + cols
              + " inputs do not fit "
              + weights.length
              + " weights and "
              + bias.length
              + " biases");
    }
  }

  public float weight(int output, int input) {
    return weights[output * cols + input];
  }

  /** Whether no weight or bias is NaN or infinite. */
  public boolean isFinite() {
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        return false;
      }
    }
    for (float each : bias) {
      if (!Float.isFinite(each)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerWeights that
        && rows == that.rows
        && cols == that.cols
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(bias, that.bias);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(weights) + Arrays.hashCode(bias)) + rows;
  }

  @Override
  public String toString() {
    return "LayerWeights[" + rows + " × " + cols + "]";
  }
}
