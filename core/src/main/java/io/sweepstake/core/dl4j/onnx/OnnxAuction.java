package io.sweepstake.core.dl4j.onnx;

import io.sweepstake.core.auction.AffineMaximizerAuction;
import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.auction.ProductMenu;
import io.sweepstake.core.auction.SizeAuction;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.dl4j.NativeLibrary;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.network.LookaheadNet;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.MyersonNet;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.setting.Setting;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained auction as an ONNX model: its whole mechanism, from bids to who gets what and who pays.
 *
 * <p>Its input is {@value AuctionProgram#BIDS}, floats {@code [batch][bidder][item]} in units of
 * value; its outputs are {@value AuctionProgram#ALLOCATION}, probabilities {@code
 * [batch][bidder][item]}, and {@value AuctionProgram#PAYMENTS}, {@code [batch][bidder]} in units of
 * value. Bids beyond the support that a network was trained on count as its nearest point;
 * mechanisms that are truthful everywhere take them as they are, and choose in double precision. It
 * decides what the mechanism does: no outcome is rounded to what is exactly feasible, as {@link
 * io.sweepstake.core.sale.Sale} does it.
 */
public final class OnnxAuction {
  /** Longer lists make models of more than some ten megabytes. */
  static final int MOST_LISTED = 65_536;

  private OnnxAuction() {}

  /**
   * The model's file.
   *
   * @param setting that it is for, of the network's size and demand
   * @param notes more metadata, beside the setting, the family, the architecture and the network's
   *     fingerprint
   * @throws IllegalArgumentException if the weights are not finite or have other layers, or if ONNX
   *     cannot express the mechanism
   * @throws io.sweepstake.core.dl4j.MissingLibraryException without ND4J's classes of the format
   */
  public static byte[] toBytes(Setting setting, NetworkFile network, Map<String, String> notes) {
    NativeLibrary.requireClasses();
    MechanismFamily family = MechanismFamilies.named(network.family());
    if (!network.weights().finite()) {
      throw new IllegalArgumentException("network: weights must be finite numbers, some are not");
    }
    network.weights().require(family.layers(setting, network.architecture()));
    OnnxGraph graph = new OnnxGraph();
    String bids = graph.input(AuctionProgram.BIDS, setting.bidders(), setting.items());
    Decided decided =
        family instanceof NetworkFamily differentiable
            ? network(graph, setting, differentiable, network, bids)
            : chosen(graph, setting, family, network, graph.toDouble("bids.double", bids));
    graph.reshape(
        AuctionProgram.ALLOCATION, decided.allocation(), -1, setting.bidders(), setting.items());
    graph.output(AuctionProgram.ALLOCATION, setting.bidders(), setting.items());
    graph.reshape(AuctionProgram.PAYMENTS, decided.payments(), -1, setting.bidders());
    graph.output(AuctionProgram.PAYMENTS, setting.bidders());
    Map<String, String> all = new TreeMap<>(notes);
    all.put("setting", setting.name());
    all.put("bidders", String.valueOf(setting.bidders()));
    all.put("items", String.valueOf(setting.items()));
    all.put("family", network.family());
    all.put("architecture", network.architecture().toString());
    all.put("fingerprint", network.fingerprint());
    return graph.toBytes(
        network.family(),
        "An auction of " + setting.name() + ": who gets what with which probability, who pays what",
        all);
  }

  private static Decided network(
      OnnxGraph graph, Setting setting, NetworkFamily family, NetworkFile network, String bids) {
    NetworkProgram program = family.program(setting, network.architecture());
    String inside = BidNodes.inside(graph, setting.distribution().support(), bids);
    String rows = graph.reshape("bids.rows", inside, 0, program.input(AuctionProgram.BIDS).rows());
    Map<String, String> outputs =
        ProgramNodes.add(graph, program, network.weights(), Map.of(AuctionProgram.BIDS, rows));
    return new Decided(
        outputs.get(AuctionProgram.ALLOCATION), outputs.get(AuctionProgram.PAYMENTS));
  }

  private static Decided chosen(
      OnnxGraph graph, Setting setting, MechanismFamily family, NetworkFile network, String bids) {
    if (family instanceof MyersonNet) {
      return new SingleItemNodes(graph, MyersonNet.virtualValues(network.weights()), bids)
          .virtualValues();
    }
    if (family instanceof LookaheadNet) {
      int bidders = setting.bidders();
      return new SingleItemNodes(graph, LookaheadNet.handicaps(bidders, network.weights()), bids)
          .lookahead(LookaheadNet.offers(bidders, network.weights()), LookaheadNet.scale(setting));
    }
    Mechanism mechanism =
        family.mechanism(
            setting,
            network.architecture(),
            network.weights(),
            (program, weights) -> {
              throw new IllegalStateException(family.name() + " is a network");
            });
    if (mechanism instanceof MenuAuction menu) {
      return ChoiceNodes.menu(graph, menu, bids);
    }
    if (mechanism instanceof AffineMaximizerAuction affine) {
      return ChoiceNodes.affine(graph, affine, bids);
    }
    if (mechanism instanceof ProductMenu products) {
      return ProductNodes.menu(graph, products, bids);
    }
    if (mechanism instanceof SizeAuction sizes) {
      double all = WholeAllocations.most(setting.demand(), setting.bidders(), setting.items());
      if (all > MOST_LISTED) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "family %s: an ONNX model lists every way to sell items whole, at most %d, but"
                    + " setting %s has %.0f",
                family.name(),
                MOST_LISTED,
                setting.name(),
                all));
      }
      return ChoiceNodes.affine(graph, sizes.listed(), bids);
    }
    throw new IllegalArgumentException(
        "family %s: in %s its choice is none that is written as an ONNX model"
            .formatted(family.name(), setting.name()));
  }
}
