package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.ProgramRunner;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.valuation.ValuationProfiles;

/** A network as a mechanism. Runs tile by tile; not shared between threads. */
public final class NetworkMechanism implements Mechanism {
  private final AuctionNetwork network;
  private final AuctionPass pass;

  /**
   * @throws IllegalArgumentException if the weights are another program's
   */
  public NetworkMechanism(NetworkProgram program, NetworkWeights weights, Kernels kernels) {
    network = new AuctionNetwork(program, kernels);
    network.network().load(weights);
    pass = network.everyone();
  }

  /** An engine as families know it. */
  public static ProgramRunner on(Kernels kernels) {
    return (program, weights) -> new NetworkMechanism(program, weights, kernels);
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    int bidders = reports.bidders();
    int width = bidders * reports.items();
    requireShape(reports);
    Outcomes outcomes = new Outcomes(reports.count(), bidders, reports.items());
    for (int first = 0; first < reports.count(); first += Kernels.TILE) {
      int count = Math.min(Kernels.TILE, reports.count() - first);
      load(reports, first, count, pass);
      pass.prepare();
      pass.forward();
      scatter(pass.allocation(), first, count, width, outcomes.allocation());
      scatter(pass.payments(), first, count, bidders, outcomes.payments());
    }
    return outcomes;
  }

  @Override
  public BidderUtility bidderUtility() {
    return new NetworkBidderUtility(this, network);
  }

  void requireShape(ValuationProfiles reports) {
    if (reports.bidders() != network.bidders() || reports.items() != network.items()) {
      throw new IllegalArgumentException(
          "network: is for "
              + network.bidders()
              + " bidders and "
              + network.items()
              + " items, reports have "
              + reports.bidders()
              + " and "
              + reports.items());
    }
  }

  /** Profiles into a tile's bids; lanes past the last repeat it. */
  static void load(ValuationProfiles reports, int first, int count, AuctionPass pass) {
    int width = reports.bidders() * reports.items();
    Tile bids = pass.bids();
    for (int s = 0; s < Kernels.TILE; s++) {
      int at = (first + Math.min(s, count - 1)) * width;
      for (int r = 0; r < width; r++) {
        bids.set(r, s, reports.values()[at + r]);
      }
    }
  }

  private static void scatter(Tile tile, int first, int count, int rows, float[] into) {
    for (int s = 0; s < count; s++) {
      for (int r = 0; r < rows; r++) {
        into[(first + s) * rows + r] = tile.value(r, s);
      }
    }
  }
}
