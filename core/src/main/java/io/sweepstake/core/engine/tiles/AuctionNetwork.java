package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.program.NetworkProgram;

/** An auction's network, compiled. Not thread-safe. */
public final class AuctionNetwork {
  private final AuctionProgram program;
  private final CompiledNetwork network;

  /**
   * @throws IllegalArgumentException if the program's inputs or outputs are no auction's
   */
  public AuctionNetwork(NetworkProgram program, Kernels kernels) {
    this.program = new AuctionProgram(program);
    network = new CompiledNetwork(program, kernels);
  }

  public int bidders() {
    return program.bidders();
  }

  public int items() {
    return program.items();
  }

  /** Its weights, gradients and kernels. */
  public CompiledNetwork network() {
    return network;
  }

  /** A pass that computes everybody's outcome. */
  public AuctionPass everyone() {
    return new AuctionPass(network.pass(program.everyone()));
  }

  /** A pass that computes what one bidder's utility needs while she misreports. */
  public AuctionPass misreport(int bidder) {
    return new AuctionPass(network.pass(program.misreport(bidder)));
  }
}
