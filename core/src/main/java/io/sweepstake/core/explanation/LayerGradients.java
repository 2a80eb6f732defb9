package io.sweepstake.core.explanation;

import io.sweepstake.core.engine.tiles.AuctionNetwork;
import io.sweepstake.core.engine.tiles.AuctionPass;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.tile.Parameters;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.List;

/**
 * How revenue and regret would change with each layer's weights: their gradients, the lies being
 * what an attack found.
 *
 * @param revenue of the mean over profiles of what is paid
 * @param regret of the sum over bidders of the mean over profiles of what a lie gains
 */
public record LayerGradients(NetworkWeights revenue, NetworkWeights regret) {
  /** One layer's part. */
  public record Part(Layer layer, double revenueShare, double regretShare, double cosine) {}

  /** The gradients of a network at what was found of it. */
  public static LayerGradients of(
      NetworkProgram program, NetworkWeights weights, Kernels kernels, AttackedProfiles profiles) {
    AuctionNetwork auction = new AuctionNetwork(program, kernels);
    auction.network().load(weights);
    return new LayerGradients(revenue(auction, profiles), regret(auction, profiles));
  }

  private static NetworkWeights revenue(AuctionNetwork auction, AttackedProfiles profiles) {
    AuctionPass pass = auction.everyone();
    float share = 1f / profiles.count();
    for (int first = 0; first < profiles.count(); first += Kernels.TILE) {
      int lanes = Math.min(Kernels.TILE, profiles.count() - first);
      load(profiles.truth(), first, lanes, pass);
      clear(pass.allocationGradient());
      for (int bidder = 0; bidder < auction.bidders(); bidder++) {
        for (int s = 0; s < Kernels.TILE; s++) {
          pass.paymentGradient().set(bidder, s, s < lanes ? share : 0);
        }
      }
      pass.backwardToWeights();
    }
    return taken(auction.network());
  }

  private static NetworkWeights regret(AuctionNetwork auction, AttackedProfiles profiles) {
    for (int bidder = 0; bidder < auction.bidders(); bidder++) {
      ValuationProfiles reports = profiles.reports(bidder);
      AuctionPass lying = auction.misreport(bidder);
      AuctionPass truthful = auction.everyone();
      for (int first = 0; first < profiles.count(); first += Kernels.TILE) {
        int lanes = Math.min(Kernels.TILE, profiles.count() - first);
        float[] shares = new float[Kernels.TILE];
        for (int s = 0; s < lanes; s++) {
          boolean gains = profiles.found().gain(first + s, bidder) > 0;
          shares[s] = gains ? 1f / profiles.count() : 0;
        }
        load(reports, first, lanes, lying);
        seed(lying, bidder, auction.items(), profiles.truth(), first, lanes, shares, 1);
        lying.backwardToWeights();
        load(profiles.truth(), first, lanes, truthful);
        clear(truthful.allocationGradient());
        clear(truthful.paymentGradient());
        seed(truthful, bidder, auction.items(), profiles.truth(), first, lanes, shares, -1);
        truthful.backwardToWeights();
      }
    }
    return taken(auction.network());
  }

  /** The gradient of one bidder's utility, times a sign. */
  private static void seed(
      AuctionPass pass,
      int bidder,
      int items,
      ValuationProfiles truth,
      int first,
      int lanes,
      float[] shares,
      int sign) {
    for (int s = 0; s < Kernels.TILE; s++) {
      pass.paymentGradient().set(bidder, s, -sign * shares[s]);
      for (int j = 0; j < items; j++) {
        float value = truth.value(first + Math.min(s, lanes - 1), bidder, j);
        pass.allocationGradient().set(bidder * items + j, s, sign * shares[s] * value);
      }
    }
  }

  private static void load(ValuationProfiles reports, int first, int lanes, AuctionPass pass) {
    int width = reports.bidders() * reports.items();
    for (int s = 0; s < Kernels.TILE; s++) {
      int at = (first + Math.min(s, lanes - 1)) * width;
      for (int r = 0; r < width; r++) {
        pass.bids().set(r, s, reports.values()[at + r]);
      }
    }
    pass.prepare();
    pass.forward();
  }

  private static void clear(Tile gradient) {
    for (int r = 0; r < gradient.rows(); r++) {
      gradient.fill(r, 0);
    }
  }

  private static NetworkWeights taken(CompiledNetwork network) {
    NetworkWeights gradient = new Parameters(network.program()).read(network.gradients());
    network.clearGradients();
    return gradient;
  }

  /**
   * Each layer's share of the squared norm of both gradients, which add up to 1 over the layers,
   * and the cosine of the angle between its two; 0 where one of them is zero.
   */
  public List<Part> parts(List<Layer> layers) {
    double revenueAll = dot(revenue, revenue, null);
    double regretAll = dot(regret, regret, null);
    List<Part> parts = new ArrayList<>();
    for (Layer layer : layers) {
      if (!layer.weights().isEmpty()) {
        double ofRevenue = dot(revenue, revenue, layer);
        double ofRegret = dot(regret, regret, layer);
        double length = Math.sqrt(ofRevenue) * Math.sqrt(ofRegret);
        parts.add(
            new Part(
                layer,
                revenueAll > 0 ? ofRevenue / revenueAll : 0,
                regretAll > 0 ? ofRegret / regretAll : 0,
                length > 0 ? dot(revenue, regret, layer) / length : 0));
      }
    }
    return parts;
  }

  /** Over one layer, or all of them. */
  private static double dot(NetworkWeights left, NetworkWeights right, Layer layer) {
    double sum = 0;
    for (int l = 0; l < left.layers().size(); l++) {
      LayerWeights a = left.layers().get(l);
      LayerWeights b = right.layers().get(l);
      if (layer == null || layer.weights().contains(a.shape().name())) {
        sum += dot(a.weights(), b.weights()) + dot(a.bias(), b.bias());
      }
    }
    return sum;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }
}
