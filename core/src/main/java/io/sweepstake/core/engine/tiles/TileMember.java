package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.BatchState;
import io.sweepstake.core.engine.MisreportTask;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.program.NetworkWeights;
import java.util.Arrays;

/**
 * One member's loops on tiles. Memory: activations of {@code (bidders + 1)} passes per tile of 64
 * profiles.
 */
final class TileMember {
  private static final int TILE = Kernels.TILE;

  private final BatchMember member;
  private final int bidders;
  private final int items;
  private final int tiles;
  private final Kernels kernels;
  private final CompiledNetwork network;
  private final AuctionPass[] truthful; // [tile]
  private final TileMisreports misreports;
  private final MonotonicitySweep monotonicity; // null if it has no price
  private final float[] truthfulUtility; // [tile][bidder][lane]
  private final float[] gain; // max(0, best misreport's utility − truthful), [tile][bidder][lane]
  private final float[] firstMoment;
  private final float[] secondMoment;

  TileMember(BatchMember member, Kernels kernels) {
    this.member = member;
    this.kernels = kernels;
    bidders = member.setting().bidders();
    items = member.setting().items();
    tiles = (member.profiles() + TILE - 1) / TILE;
    AuctionNetwork auction = new AuctionNetwork(member.program().program(), kernels);
    network = auction.network();
    truthful = new AuctionPass[tiles];
    for (int tile = 0; tile < tiles; tile++) {
      truthful[tile] = auction.everyone();
    }
    misreports = new TileMisreports(member, auction);
    monotonicity = member.monotonicity() ? new MonotonicitySweep(auction) : null;
    truthfulUtility = new float[tiles * bidders * TILE];
    gain = new float[tiles * bidders * TILE];
    firstMoment = new float[network.weights().length];
    secondMoment = new float[network.weights().length];
  }

  /** Everybody's outcome; returns the mean revenue. */
  double truthful(float[] values) {
    double revenue = 0;
    for (int tile = 0; tile < tiles; tile++) {
      AuctionPass pass = truthful[tile];
      int count = lanes(tile);
      Lanes.load(values, tile * TILE, count, bidders * items, pass.bids());
      pass.prepare();
      pass.forward();
      for (int bidder = 0; bidder < bidders; bidder++) {
        MisreportAscent.utility(
            kernels,
            pass,
            bidder,
            items,
            pass.bids().values(),
            pass.bids().row(bidder * items),
            truthfulUtility,
            (tile * bidders + bidder) * TILE);
        for (int s = 0; s < count; s++) {
          revenue += pass.payments().value(bidder, s);
        }
      }
    }
    return revenue / member.profiles();
  }

  /** Leaves each misreport pass at its best misreports, and the gains. */
  void searchMisreports(MisreportTask task, double[] regrets) {
    Arrays.fill(regrets, 0);
    for (int tile = 0; tile < tiles; tile++) {
      for (int bidder = 0; bidder < bidders; bidder++) {
        float[] utilities = misreports.search(task, tile, bidder, truthful[tile].bids());
        regrets[bidder] += measureGain(tile, bidder, utilities);
      }
    }
  }

  private double measureGain(int tile, int bidder, float[] utilities) {
    int at = (tile * bidders + bidder) * TILE;
    int count = lanes(tile);
    double sum = 0;
    for (int s = 0; s < TILE; s++) {
      float difference = utilities[s] - truthfulUtility[at + s];
      // Not Math.max: a NaN must surface.
      gain[at + s] = s >= count || difference <= 0 ? 0 : difference;
      sum += gain[at + s];
    }
    return sum / member.profiles();
  }

  void sweepMonotonicity(float[] lower, float[] higher, double price) {
    for (int tile = 0; tile < tiles; tile++) {
      monotonicity.addGradient(
          truthful[tile], lower, higher, tile * TILE, lanes(tile), price / member.profiles());
    }
  }

  /** Adds the loss' gradient to the network's. */
  void backward(double revenueWeight, double[] prices) {
    double share = 1.0 / member.profiles();
    float weightOfRevenue = (float) (revenueWeight * share);
    for (int tile = 0; tile < tiles; tile++) {
      int count = lanes(tile);
      AuctionPass truth = truthful[tile];
      for (int bidder = 0; bidder < bidders; bidder++) {
        int at = (tile * bidders + bidder) * TILE;
        float price = (float) (prices[bidder] * share);
        AuctionPass misreport = misreports.pass(tile, bidder);
        boolean any = false;
        for (int s = 0; s < TILE; s++) {
          float weight = gain[at + s] > 0 ? price : 0f;
          any |= weight != 0;
          misreport.paymentGradient().set(bidder, s, -weight);
          truth.paymentGradient().set(bidder, s, weight - (s < count ? weightOfRevenue : 0f));
        }
        for (int j = 0; j < items; j++) {
          int row = bidder * items + j;
          for (int s = 0; s < TILE; s++) {
            float weighted = (gain[at + s] > 0 ? price : 0f) * truth.bids().value(row, s);
            misreport.allocationGradient().set(row, s, weighted);
            truth.allocationGradient().set(row, s, -weighted);
          }
        }
        if (any) {
          misreport.backwardToWeights();
        }
      }
      truth.backwardToWeights();
    }
  }

  void descend(double rate, long step) {
    Descent descent = member.descent();
    descent.clip(network.gradients());
    descent
        .optimiser()
        .step(
            kernels, network.weights(), network.gradients(), firstMoment, secondMoment, rate, step);
    network.clearGradients();
    network.weightsChanged();
  }

  private int lanes(int tile) {
    return Math.min(TILE, member.profiles() - tile * TILE);
  }

  NetworkWeights weights() {
    return network.networkWeights();
  }

  void load(NetworkWeights weights) {
    network.load(weights);
    network.clearGradients();
    Arrays.fill(firstMoment, 0f);
    Arrays.fill(secondMoment, 0f);
  }

  float greatestWeight() {
    float greatest = 0;
    for (float weight : network.weights()) {
      if (!(Math.abs(weight) <= Math.abs(greatest))) {
        greatest = weight;
        if (Float.isNaN(weight)) {
          break;
        }
      }
    }
    return greatest;
  }

  BatchState state() {
    return new BatchState(network.weights().clone(), firstMoment.clone(), secondMoment.clone());
  }

  void restore(BatchState state) {
    System.arraycopy(state.weights(), 0, network.weights(), 0, network.weights().length);
    System.arraycopy(state.firstMoment(), 0, firstMoment, 0, firstMoment.length);
    System.arraycopy(state.secondMoment(), 0, secondMoment, 0, secondMoment.length);
    network.clearGradients();
    network.weightsChanged();
  }
}
