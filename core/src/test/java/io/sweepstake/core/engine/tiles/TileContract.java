package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.engine.EngineContract;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.tile.Parameters;
import io.sweepstake.core.tile.Tile;

/** What tiles compute, by whatever loops. */
abstract class TileContract extends EngineContract {
  abstract Kernels kernels();

  @Override
  protected Found run(Case c, int bidder) {
    AuctionNetwork network = new AuctionNetwork(c.program(), kernels());
    network.network().load(c.start());
    AuctionPass pass = bidder < 0 ? network.everyone() : network.misreport(bidder);
    for (int s = 0; s < Kernels.TILE; s++) {
      double[] bids = c.bids(s);
      for (int r = 0; r < bids.length; r++) {
        pass.bids().set(r, s, (float) bids[r]);
      }
    }
    pass.prepare();
    pass.forward();
    int allocations = c.setting().bidders() * c.setting().items();
    float[][] outcome = new float[c.outcomes()][Kernels.TILE];
    for (int s = 0; s < Kernels.TILE; s++) {
      for (int r = 0; r < c.outcomes(); r++) {
        outcome[r][s] =
            r < allocations
                ? pass.allocation().value(r, s)
                : pass.payments().value(r - allocations, s);
      }
    }
    float[][] slopes = new float[allocations][Kernels.TILE];
    if (bidder >= 0) {
      seed(c, pass, bidder);
      pass.backwardToBids();
      for (int r = bidder * c.setting().items(); r < (bidder + 1) * c.setting().items(); r++) {
        for (int s = 0; s < Kernels.TILE; s++) {
          slopes[r][s] = pass.bidGradient().value(r, s);
        }
      }
    }
    pass.forward();
    seed(c, pass, bidder);
    network.network().clearGradients();
    pass.backwardToWeights();
    return new Found(
        outcome, slopes, new Parameters(c.program()).read(network.network().gradients()));
  }

  private static void seed(Case c, AuctionPass pass, int bidder) {
    int allocations = c.setting().bidders() * c.setting().items();
    for (int r = 0; r < c.outcomes(); r++) {
      Tile gradient = r < allocations ? pass.allocationGradient() : pass.paymentGradient();
      for (int s = 0; s < Kernels.TILE; s++) {
        gradient.set(r < allocations ? r : r - allocations, s, (float) c.coefficient(r, s, bidder));
      }
    }
  }
}
