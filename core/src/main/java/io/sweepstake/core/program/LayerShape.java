package io.sweepstake.core.program;

/**
 * The shape of a dense layer.
 *
 * @param outputs rows of its weight matrix
 * @param inputs columns of its weight matrix
 */
public record LayerShape(String name, int outputs, int inputs) {
  public LayerShape {
    if (name.isBlank() || outputs < 1 || inputs < 1) {
      throw new IllegalArgumentException(
          "layer '"
              + name
              + "': needs a name, outputs and inputs, were "
              + outputs
              + " and "
              + inputs);
    }
  }
}
