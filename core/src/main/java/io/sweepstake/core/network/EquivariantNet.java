package io.sweepstake.core.network;

import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;

/**
 * EquivariantNet (Rahme, Jelassi, Bruna and Weinberg, AAAI 2021): renaming bidders or items renames
 * the outcome, and nothing else. For settings in which all values look alike.
 *
 * <p>Three networks of exchangeable layers (Hartford et al., ICML 2018), in which a cell of the
 * bidders × items matrix sees itself, the mean over its item's bidders, the mean over its bidder's
 * items, and the mean of all, through weights that all cells share; each part has a bias, and they
 * add up. The first network says with which probability an item is sold, the second to whom, by a
 * softmax over the bidders, and the third a sigmoid share of the reported value for what a bidder
 * gets, which makes the mechanism ex-post individually rational. Under unit demand two more say
 * whether a bidder gets something, and what, and an allocation is the lesser of both answers.
 *
 * <p>An architecture's widths are channels per cell: the number of weights hangs on neither bidders
 * nor items.
 */
public final class EquivariantNet implements NetworkFamily {
  /** Half of the paper's: a step takes half of the time and teaches as much. */
  private static final int CHANNELS = 16;

  private static final int LAYERS = 3;

  @Override
  public String name() {
    return "equivariantnet";
  }

  /** 3 exchangeable layers of 16 channels. */
  @Override
  public Architecture defaultArchitecture(Setting setting) {
    requireSymmetric(setting);
    return Architecture.uniform(CHANNELS, LAYERS);
  }

  @Override
  public Activation hiddenActivation() {
    return Activation.TANH;
  }

  @Override
  public NetworkProgram program(Setting setting, Architecture architecture) {
    requireSymmetric(setting);
    Cells cells = new Cells(setting, architecture);
    Block allocation = cells.sold();
    if (setting.demand() == Demand.UNIT_DEMAND) {
      allocation = cells.network.minimum(allocation, cells.served());
    }
    return AuctionProgram.with(cells.network, allocation, cells.payments(allocation));
  }

  private void requireSymmetric(Setting setting) {
    setting.requireItems("family " + name());
    if (setting.demand() == Demand.COMBINATORIAL) {
      throw new IllegalArgumentException(
          "family "
              + name()
              + ": is for additive or unit demand, but setting "
              + setting.name()
              + " has combinatorial demand");
    }
    Support support = setting.distribution().support();
    for (int i = 0; i < setting.bidders(); i++) {
      for (int j = 0; j < setting.items(); j++) {
        if (support.low(i, j) != support.low(0, 0) || support.high(i, j) != support.high(0, 0)) {
          throw new IllegalArgumentException(
              "family "
                  + name()
                  + ": is for bidders and items that look alike, but in setting "
                  + setting.name()
                  + " their values have different ranges");
        }
      }
    }
  }

  /** A program under construction, whose blocks are rows {@code [bidder][item][channel]}. */
  private final class Cells {
    private final int bidders;
    private final int items;
    private final Architecture architecture;
    private final NetworkProgram.Builder network;
    private final Block bids;

    Cells(Setting setting, Architecture architecture) {
      this.bidders = setting.bidders();
      this.items = setting.items();
      this.architecture = architecture;
      this.network = NetworkProgram.builder();
      this.bids = AuctionProgram.bids(network, setting);
    }

    /** Allocation of each item to at most one bidder. */
    Block sold() {
      Block sale = network.mean(logits("sale"), 1, bidders, items);
      Block probability =
          network.activate(Activation.SIGMOID, network.spread(sale, 1, bidders, items));
      Block winner = network.softmax(logits("winner"), 1, bidders, items);
      return network.multiply(winner, probability);
    }

    /** Allocation of at most one item to each bidder. */
    Block served() {
      Block service = network.mean(logits("service"), bidders, items, 1);
      Block probability =
          network.activate(Activation.SIGMOID, network.spread(service, bidders, items, 1));
      Block item = network.softmax(logits("item"), bidders, items, 1);
      return network.multiply(item, probability);
    }

    Block payments(Block allocation) {
      Block share =
          network.activate(Activation.SIGMOID, network.mean(logits("payment"), bidders, items, 1));
      return network.multiply(share, network.sumGroups(network.multiply(allocation, bids), items));
    }

    /** One number per cell. */
    private Block logits(String name) {
      Block cells = bids;
      int channels = 1;
      for (int k = 0; k < architecture.hidden().size(); k++) {
        int wider = architecture.hidden().get(k);
        cells =
            network.activate(
                hiddenActivation(), exchangeable(name + "." + k, cells, channels, wider));
        channels = wider;
      }
      return exchangeable(name + ".out", cells, channels, 1);
    }

    private Block exchangeable(String name, Block cells, int channels, int outputs) {
      Block overBidders = network.mean(cells, 1, bidders, items * channels);
      Block overItems = network.mean(cells, bidders, items, channels);
      Block overAll = network.mean(overItems, 1, bidders, channels);
      Block ofItem = network.sharedDense(name + ".item", overBidders, items, outputs);
      Block ofBidder =
          network.addAlong(
              network.sharedDense(name + ".bidder", overItems, bidders, outputs),
              network.dense(name + ".all", overAll, outputs),
              1,
              bidders,
              outputs);
      Block ofCell = network.sharedDense(name + ".cell", cells, bidders * items, outputs);
      return network.addAlong(
          network.addAlong(ofCell, ofItem, 1, bidders, items * outputs),
          ofBidder,
          bidders,
          items,
          outputs);
    }
  }
}
