package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.pass.PassCompiler;
import io.sweepstake.core.program.NetworkProgram;

/** An auction's network, compiled. Not thread-safe. */
public final class AuctionNetwork {
  private final AuctionProgram program;
  private final CompiledNetwork network;
  private final PassCompiler everyone;
  private final PassCompiler[] misreports; // [bidder]

  /**
   * @throws IllegalArgumentException if the program's inputs or outputs are no auction's
   */
  public AuctionNetwork(NetworkProgram program, Kernels kernels) {
    this.program = new AuctionProgram(program);
    network = new CompiledNetwork(program, kernels);
    everyone = network.passes(this.program.everyone());
    misreports = new PassCompiler[bidders()];
    for (int bidder = 0; bidder < misreports.length; bidder++) {
      misreports[bidder] = network.passes(this.program.misreport(bidder));
    }
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
    return new AuctionPass(everyone.pass());
  }

  /** A pass that computes what one bidder's utility needs while she misreports. */
  public AuctionPass misreport(int bidder) {
    return new AuctionPass(misreports[bidder].pass());
  }
}
