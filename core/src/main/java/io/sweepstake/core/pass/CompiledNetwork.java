package io.sweepstake.core.pass;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.PassPlan;
import io.sweepstake.core.program.PassRequest;
import io.sweepstake.core.tile.PackedLayers;
import io.sweepstake.core.tile.Parameters;
import io.sweepstake.core.tile.TileStorage;
import java.util.Arrays;

/**
 * A program on an engine: weights, their gradient, and passes that share them.
 *
 * <p>Buffers are allocated when passes are made; running them allocates nothing. Not thread-safe:
 * one training, one thread, one compiled network.
 */
public final class CompiledNetwork {
  private final NetworkProgram program;
  private final Kernels kernels;
  private final TileStorage storage = new TileStorage();
  private final Parameters parameters;
  private final PackedLayers packed;
  private final float[] weights;
  private final float[] gradients;

  public CompiledNetwork(NetworkProgram program, Kernels kernels) {
    this.program = program;
    this.kernels = kernels;
    parameters = new Parameters(program);
    weights = new float[parameters.length()];
    packed = new PackedLayers(kernels, parameters, weights);
    gradients = new float[parameters.length()];
  }

  public NetworkProgram program() {
    return program;
  }

  public Kernels kernels() {
    return kernels;
  }

  /**
   * What makes passes that compute what is asked for.
   *
   * @throws IllegalArgumentException if the request names what the program does not have
   */
  public PassCompiler passes(PassRequest request) {
    return new PassCompiler(
        new PassPlan(program, request), kernels, storage, parameters, packed, gradients);
  }

  /** The weights in {@link Parameters} layout; after changing them call {@link #weightsChanged}. */
  public float[] weights() {
    return weights;
  }

  /** What passes' {@link TilePass#backwardToWeights} adds to, in {@link Parameters} layout. */
  public float[] gradients() {
    return gradients;
  }

  public void clearGradients() {
    Arrays.fill(gradients, 0f);
  }

  /** Takes in changed weights. */
  public void weightsChanged() {
    packed.pack();
  }

  /**
   * Replaces the weights.
   *
   * @throws IllegalArgumentException if they are another program's
   */
  public void load(NetworkWeights replacement) {
    parameters.write(replacement.requireFor(program), weights);
    weightsChanged();
  }

  /** A copy of the weights. */
  public NetworkWeights networkWeights() {
    return parameters.read(weights);
  }
}
