package io.sweepstake.core.network;

import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.setting.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * RegretNet (Dütting, Feng, Narasimhan, Parkes and Ravindranath, ICML 2019): two disjoint networks
 * on the bids.
 *
 * <p>Allocation, additive demand: for each item a softmax over the bidders and a dummy bidder who
 * stands for keeping the item. Unit demand: the element-wise minimum of that and of a softmax over
 * items for each bidder, so that no bidder gets more than one item either. Combinatorial demand:
 * for each item a softmax over who gets it alone, who gets it as part of the pair, and nobody; for
 * each bidder one over the first item, the second and the pair; a bidder gets an item alone, or the
 * pair, with the least of the probabilities that have a say (appendix of the paper). The networks
 * read items' values and what the pair adds, of which the paper's input, the pair's value, is a
 * sum. Payment: a sigmoid share of the bidder's reported value for what she gets, which makes the
 * mechanism ex-post individually rational by construction.
 */
public final class RegretNet implements NetworkFamily {
  private static final int WIDTH = 100;

  @Override
  public String name() {
    return "regretnet";
  }

  /** 2 hidden layers of 100; 5 of them from 30 bids on (3x10, 5x10), as in the paper. */
  @Override
  public Architecture defaultArchitecture(Setting setting) {
    setting.requireItems("family " + name());
    return Architecture.uniform(WIDTH, setting.bidders() * setting.items() >= 30 ? 5 : 2);
  }

  @Override
  public Activation hiddenActivation() {
    return Activation.TANH;
  }

  @Override
  public NetworkProgram program(Setting setting, Architecture architecture) {
    setting.requireItems("family " + name());
    int bidders = setting.bidders();
    int items = setting.items();
    NetworkProgram.Builder network = NetworkProgram.builder();
    Block bids = AuctionProgram.bids(network, setting);
    Block forAllocation = hidden(network, bids, "allocation", architecture);
    Block allocation =
        switch (setting.demand()) {
          case ADDITIVE -> additive(network, forAllocation, bidders, items);
          case UNIT_DEMAND -> unitDemand(network, forAllocation, bidders, items);
          case COMBINATORIAL -> combinatorial(network, forAllocation, bidders);
        };
    Block share =
        network.activate(
            Activation.SIGMOID,
            network.dense("payment.out", hidden(network, bids, "payment", architecture), bidders));
    Block reportedValue = network.sumGroups(network.multiply(allocation, bids), items);
    return AuctionProgram.with(network, allocation, network.multiply(share, reportedValue));
  }

  private Block hidden(
      NetworkProgram.Builder network, Block bids, String name, Architecture architecture) {
    Block block = bids;
    List<Integer> widths = architecture.hidden();
    for (int k = 0; k < widths.size(); k++) {
      block =
          network.activate(hiddenActivation(), network.dense(name + "." + k, block, widths.get(k)));
    }
    return block;
  }

  private static Block additive(
      NetworkProgram.Builder network, Block hidden, int bidders, int items) {
    Block logits = network.dense("allocation.out", hidden, (bidders + 1) * items);
    return network.select(network.softmax(logits, 1, bidders + 1, items), bidders, items, items);
  }

  private static Block unitDemand(
      NetworkProgram.Builder network, Block hidden, int bidders, int items) {
    int cells = (bidders + 1) * (items + 1);
    Block overBidders =
        network.softmax(
            network.dense("allocation.bidders", hidden, cells), 1, bidders + 1, items + 1);
    Block overItems =
        network.softmax(
            network.dense("allocation.items", hidden, cells), bidders + 1, items + 1, 1);
    return network.select(network.minimum(overBidders, overItems), bidders, items + 1, items);
  }

  private static Block combinatorial(NetworkProgram.Builder network, Block hidden, int bidders) {
    int shares = 2 * bidders + 1; // alone to each, in a pair to each, to nobody
    Block ofItems = // rows [share][item]
        network.softmax(network.dense("allocation.items", hidden, 2 * shares), 1, shares, 2);
    Block ofBidders = // rows [bidder][first, second, pair]
        network.softmax(network.dense("allocation.bidders", hidden, 3 * bidders), bidders, 3, 1);
    List<List<Integer>> first = new ArrayList<>();
    List<List<Integer>> second = new ArrayList<>();
    List<List<Integer>> chances = new ArrayList<>();
    for (int i = 0; i < bidders; i++) {
      int alone = 2 * i;
      int paired = 2 * (bidders + i);
      first.addAll(List.of(List.of(alone), List.of(alone + 1), List.of(paired)));
      second.addAll(List.of(List.of(alone), List.of(alone + 1), List.of(paired + 1)));
      int lot = 3 * i;
      chances.addAll(List.of(List.of(lot, lot + 2), List.of(lot + 1, lot + 2), List.of(lot + 2)));
    }
    Block sold = network.minimum(network.sumRows(ofItems, first), network.sumRows(ofItems, second));
    return network.sumRows(network.minimum(sold, ofBidders), chances);
  }
}
