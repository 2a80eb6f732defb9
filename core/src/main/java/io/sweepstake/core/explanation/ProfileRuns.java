package io.sweepstake.core.explanation;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.pass.TilePass;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.PassRequest;
import io.sweepstake.core.tile.Tile;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs a program on many profiles, and back. Arrays are {@code [profile][row]}, by the names of the
 * program's inputs and outputs. Not shared between threads.
 */
final class ProfileRuns {
  private final NetworkProgram program;
  private final TilePass pass;

  ProfileRuns(NetworkProgram program, NetworkWeights weights, Kernels kernels) {
    this.program = program;
    CompiledNetwork network = new CompiledNetwork(program, kernels);
    network.load(weights);
    pass = network.passes(PassRequest.everything(program)).pass();
  }

  /** All outputs. */
  Map<String, float[]> run(Map<String, float[]> inputs, int count) {
    Map<String, float[]> outputs = new HashMap<>();
    program.outputs().forEach((name, block) -> outputs.put(name, new float[count * block.rows()]));
    for (int first = 0; first < count; first += Kernels.TILE) {
      int lanes = Math.min(Kernels.TILE, count - first);
      forward(inputs, first, lanes);
      for (Map.Entry<String, float[]> output : outputs.entrySet()) {
        scatter(pass.output(output.getKey()), first, lanes, output.getValue());
      }
    }
    return outputs;
  }

  /**
   * The gradient of all inputs, profile by profile.
   *
   * @param seeds the outputs' gradients; of all outputs
   */
  Map<String, float[]> gradients(
      Map<String, float[]> inputs, Map<String, float[]> seeds, int count) {
    Map<String, float[]> gradients = new HashMap<>();
    program.inputs().forEach((name, block) -> gradients.put(name, new float[count * block.rows()]));
    for (int first = 0; first < count; first += Kernels.TILE) {
      int lanes = Math.min(Kernels.TILE, count - first);
      forward(inputs, first, lanes);
      for (Map.Entry<String, float[]> seed : seeds.entrySet()) {
        gather(seed.getValue(), first, lanes, pass.outputGradient(seed.getKey()));
      }
      pass.backwardToInputs();
      for (Map.Entry<String, float[]> gradient : gradients.entrySet()) {
        scatter(pass.inputGradient(gradient.getKey()), first, lanes, gradient.getValue());
      }
    }
    return gradients;
  }

  private void forward(Map<String, float[]> inputs, int first, int lanes) {
    for (String name : program.inputs().keySet()) {
      gather(inputs.get(name), first, lanes, pass.input(name));
    }
    pass.prepare();
    pass.forward();
  }

  /** Lanes past the last profile repeat it. */
  private static void gather(float[] profiles, int first, int lanes, Tile tile) {
    for (int s = 0; s < Kernels.TILE; s++) {
      int at = (first + Math.min(s, lanes - 1)) * tile.rows();
      for (int r = 0; r < tile.rows(); r++) {
        tile.set(r, s, profiles[at + r]);
      }
    }
  }

  private static void scatter(Tile tile, int first, int lanes, float[] profiles) {
    for (int s = 0; s < lanes; s++) {
      int at = (first + s) * tile.rows();
      for (int r = 0; r < tile.rows(); r++) {
        profiles[at + r] = tile.value(r, s);
      }
    }
  }
}
