package io.sweepstake.core.network;

import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.setting.Setting;
import java.util.List;

/**
 * The single-item network for correlated bidders: one trunk, 64-32-16 with ReLU, and two heads.
 *
 * <p>The allocation head is a softmax over the bidders and withholding the item, without which no
 * reserve price could be learned; the payment head a sigmoid share of the reported value of the
 * allocation, so that the mechanism is ex-post individually rational.
 */
public final class AuctionNet implements NetworkFamily {
  @Override
  public String name() {
    return "auctionnet";
  }

  @Override
  public Architecture defaultArchitecture(Setting setting) {
    requireSingleItem(setting);
    return new Architecture(List.of(64, 32, 16));
  }

  @Override
  public Activation hiddenActivation() {
    return Activation.RELU;
  }

  @Override
  public NetworkProgram program(Setting setting, Architecture architecture) {
    requireSingleItem(setting);
    int bidders = setting.bidders();
    NetworkProgram.Builder network = NetworkProgram.builder();
    Block bids = AuctionProgram.bids(network, setting);
    Block trunk = bids;
    for (int k = 0; k < architecture.hidden().size(); k++) {
      trunk =
          network.activate(
              hiddenActivation(), network.dense("trunk." + k, trunk, architecture.hidden().get(k)));
    }
    Block withWithholding =
        network.softmax(network.dense("allocation.out", trunk, bidders + 1), 1, bidders + 1, 1);
    Block allocation = network.select(withWithholding, 1, bidders, bidders);
    Block share =
        network.activate(Activation.SIGMOID, network.dense("payment.out", trunk, bidders));
    Block reportedValue = network.multiply(allocation, bids);
    return AuctionProgram.with(network, allocation, network.multiply(share, reportedValue));
  }

  private void requireSingleItem(Setting setting) {
    setting.requireItems("family " + name());
    if (setting.items() != 1) {
      throw new IllegalArgumentException(
          "family "
              + name()
              + ": sells a single item, but setting "
              + setting.name()
              + " has "
              + setting.items());
    }
  }
}
