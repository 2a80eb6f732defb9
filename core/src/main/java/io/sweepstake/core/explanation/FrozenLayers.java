package io.sweepstake.core.explanation;

import io.sweepstake.core.descent.Optimiser;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.tile.Parameters;
import java.util.Arrays;
import java.util.Set;

/** An optimiser that leaves some layers as they are, whatever else it does to weights. */
final class FrozenLayers implements Optimiser {
  private final Optimiser optimiser;
  private final float[] held; // all weights
  private final boolean[] frozen;

  /**
   * @param names of dense layers of the program
   * @param weights of which those layers' stay
   */
  FrozenLayers(
      Optimiser optimiser, NetworkProgram program, Set<String> names, NetworkWeights weights) {
    this.optimiser = optimiser;
    Parameters parameters = new Parameters(program);
    held = new float[parameters.length()];
    parameters.write(weights, held);
    frozen = new boolean[held.length];
    for (LayerShape layer : program.layers()) {
      int at = parameters.offset(layer.name());
      Arrays.fill(frozen, at, at + parameters.length(layer), names.contains(layer.name()));
    }
  }

  @Override
  public void step(
      Kernels kernels,
      float[] weights,
      float[] gradient,
      float[] first,
      float[] second,
      double rate,
      long step) {
    for (int k = 0; k < frozen.length; k++) {
      gradient[k] = frozen[k] ? 0 : gradient[k];
    }
    optimiser.step(kernels, weights, gradient, first, second, rate, step);
    for (int k = 0; k < frozen.length; k++) {
      weights[k] = frozen[k] ? held[k] : weights[k]; // a decay would have moved them
    }
  }

  @Override
  public String toString() {
    return optimiser + " with frozen layers";
  }
}
