package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.valuation.ValuationProfiles;

/** One bidder's utility in a network, with its gradient, a tile at a time. */
final class NetworkBidderUtility implements BidderUtility {
  private final NetworkMechanism mechanism;
  private final AuctionNetwork network;
  private final AuctionPass[] passes; // [bidder], made when first asked for
  private final int items;
  private final float[] truth; // [item][lane]
  private AuctionPass pass;
  private int bidder;
  private int count;

  NetworkBidderUtility(NetworkMechanism mechanism, AuctionNetwork network) {
    this.mechanism = mechanism;
    this.network = network;
    this.items = network.items();
    this.passes = new AuctionPass[network.bidders()];
    this.truth = new float[items * Kernels.TILE];
  }

  @Override
  public int blockSize() {
    return Kernels.TILE;
  }

  @Override
  public void fix(ValuationProfiles profiles, int first, int profileCount, int misreporter) {
    mechanism.requireShape(profiles);
    bidder = misreporter;
    count = profileCount;
    if (passes[bidder] == null) {
      passes[bidder] = network.misreport(bidder);
    }
    pass = passes[bidder];
    NetworkMechanism.load(profiles, first, count, pass);
    pass.bids().copyTo(bidder * items, truth, items);
    pass.prepare();
  }

  @Override
  public void utilities(float[] misreports, float[] utilities) {
    report(misreports);
    pass.forward();
    measure(utilities);
  }

  @Override
  public boolean differentiable() {
    return true;
  }

  @Override
  public void gradients(float[] misreports, float[] utilities, float[] gradients) {
    utilities(misreports, utilities);
    pass.allocationGradient().copyFrom(truth, 0, bidder * items, items);
    pass.paymentGradient().fill(bidder, -1f);
    pass.backwardToBids();
    for (int j = 0; j < items; j++) {
      for (int s = 0; s < count; s++) {
        gradients[s * items + j] = pass.bidGradient().value(bidder * items + j, s);
      }
    }
  }

  private void report(float[] misreports) {
    for (int j = 0; j < items; j++) {
      for (int s = 0; s < Kernels.TILE; s++) {
        pass.bids().set(bidder * items + j, s, misreports[Math.min(s, count - 1) * items + j]);
      }
    }
  }

  private void measure(float[] utilities) {
    for (int s = 0; s < count; s++) {
      float utility = -pass.payments().value(bidder, s);
      for (int j = 0; j < items; j++) {
        utility += pass.allocation().value(bidder * items + j, s) * truth[j * Kernels.TILE + s];
      }
      utilities[s] = utility;
    }
  }
}
