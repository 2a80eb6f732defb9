package io.sweepstake.core.pass;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
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
  private final PassCompiler everyone;
  private final PassCompiler[] misreports;

  public CompiledNetwork(NetworkProgram program, Kernels kernels) {
    this.program = program;
    this.kernels = kernels;
    parameters = new Parameters(program);
    weights = new float[parameters.length()];
    packed = new PackedLayers(kernels, parameters, weights);
    gradients = new float[parameters.length()];
    everyone = compiler(-1);
    misreports = new PassCompiler[program.bidders()];
    for (int bidder = 0; bidder < misreports.length; bidder++) {
      misreports[bidder] = compiler(bidder);
    }
  }

  private PassCompiler compiler(int bidder) {
    return new PassCompiler(program, kernels, storage, parameters, packed, gradients, bidder);
  }

  public NetworkProgram program() {
    return program;
  }

  public Kernels kernels() {
    return kernels;
  }

  /** A pass that computes everybody's outcome. */
  public TilePass everyone() {
    return everyone.pass();
  }

  /** A pass that computes what one bidder's utility needs while she misreports. */
  public TilePass misreport(int bidder) {
    return misreports[bidder].pass();
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
