package io.sweepstake.core.engine;

import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;

/** One bidder's utility in a network, with its gradient, a tile at a time. */
final class NetworkBidderUtility implements BidderUtility {
  private final NetworkMechanism mechanism;
  private final CompiledNetwork network;
  private final TilePass[] passes; // [bidder], made when first asked for
  private final int items;
  private final float[] truth; // [item][lane]
  private TilePass pass;
  private int bidder;
  private int count;

  NetworkBidderUtility(NetworkMechanism mechanism, CompiledNetwork network) {
    this.mechanism = mechanism;
    this.network = network;
    this.items = network.program().items();
    this.passes = new TilePass[network.program().bidders()];
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
    System.arraycopy(pass.bids(), TilePass.valueAt(bidder * items), truth, 0, items * Kernels.TILE);
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
    System.arraycopy(
        truth,
        0,
        pass.allocationGradient(),
        TilePass.gradientAt(bidder * items),
        items * Kernels.TILE);
    int paid = TilePass.gradientAt(bidder);
    Arrays.fill(pass.paymentGradient(), paid, paid + Kernels.TILE, -1f);
    pass.backwardToBids();
    for (int j = 0; j < items; j++) {
      int row = TilePass.gradientAt(bidder * items + j);
      for (int s = 0; s < count; s++) {
        gradients[s * items + j] = pass.bidGradient()[row + s];
      }
    }
  }

  private void report(float[] misreports) {
    for (int j = 0; j < items; j++) {
      int row = TilePass.valueAt(bidder * items + j);
      for (int s = 0; s < Kernels.TILE; s++) {
        pass.bids()[row + s] = misreports[Math.min(s, count - 1) * items + j];
      }
    }
  }

  private void measure(float[] utilities) {
    int paid = TilePass.valueAt(bidder);
    for (int s = 0; s < count; s++) {
      float utility = -pass.payments()[paid + s];
      for (int j = 0; j < items; j++) {
        utility +=
            pass.allocation()[TilePass.valueAt(bidder * items + j) + s]
                * truth[j * Kernels.TILE + s];
      }
      utilities[s] = utility;
    }
  }
}
