package io.sweepstake.core.network;

import io.sweepstake.core.valuation.Demand;
import io.sweepstake.core.valuation.Setting;
import java.util.List;

/**
 * RegretNet (Dütting, Feng, Narasimhan, Parkes and Ravindranath, ICML 2019): two disjoint networks
 * on the bids.
 *
 * <p>Allocation, additive demand: for each item a softmax over the bidders and a dummy bidder who
 * stands for keeping the item. Unit demand: the element-wise minimum of that and of a softmax over
 * items for each bidder, so that no bidder gets more than one item either. Payment: a sigmoid share
 * of the bidder's reported value for what she gets, which makes the mechanism ex-post individually
 * rational by construction.
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
    return Architecture.uniform(WIDTH, setting.bidders() * setting.items() >= 30 ? 5 : 2);
  }

  @Override
  public Activation hiddenActivation() {
    return Activation.TANH;
  }

  @Override
  public NetworkProgram program(Setting setting, Architecture architecture) {
    int bidders = setting.bidders();
    int items = setting.items();
    NetworkProgram.Builder network = NetworkProgram.builder(bidders, items);
    Block forAllocation = hidden(network, "allocation", architecture);
    Block allocation =
        setting.demand() == Demand.ADDITIVE
            ? additive(network, forAllocation, bidders, items)
            : unitDemand(network, forAllocation, bidders, items);
    Block share =
        network.activate(
            Activation.SIGMOID,
            network.dense("payment.out", hidden(network, "payment", architecture), bidders));
    Block reportedValue = network.sumGroups(network.multiply(allocation, network.bids()), items);
    return network.build(allocation, network.multiply(share, reportedValue));
  }

  private Block hidden(NetworkProgram.Builder network, String name, Architecture architecture) {
    Block block = network.bids();
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
}
