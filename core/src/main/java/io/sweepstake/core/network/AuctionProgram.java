package io.sweepstake.core.network;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.PassRequest;
import io.sweepstake.core.program.Rows;
import io.sweepstake.core.setting.Setting;
import java.util.Map;

/**
 * A program that is an auction's: bids in, allocation and payments out.
 *
 * @param program with input {@value #BIDS}, rows {@code [bidder][item]}, and outputs {@value
 *     #ALLOCATION}, probabilities with the same rows, and {@value #PAYMENTS}, in units of value,
 *     rows {@code [bidder]}
 */
public record AuctionProgram(NetworkProgram program) {
  public static final String BIDS = "bids";
  public static final String ALLOCATION = "allocation";
  public static final String PAYMENTS = "payments";

  /**
   * @throws IllegalArgumentException if the program's inputs or outputs are no auction's
   */
  public AuctionProgram {
    int bids = program.input(BIDS).rows();
    int bidders = program.output(PAYMENTS).rows();
    if (program.output(ALLOCATION).rows() != bids || bids % bidders != 0) {
      throw new IllegalArgumentException(
          "outcome: of "
              + bids
              + " bids wants as many allocation rows and a payment of each bidder, got "
              + program.output(ALLOCATION).rows()
              + " and "
              + bidders);
    }
  }

  /** The input of a program under construction. */
  public static Block bids(NetworkProgram.Builder network, Setting setting) {
    return network.input(BIDS, setting.bidders() * setting.items());
  }

  /** The program with this outcome. */
  public static NetworkProgram with(
      NetworkProgram.Builder network, Block allocation, Block payments) {
    return new AuctionProgram(
            network.output(ALLOCATION, allocation).output(PAYMENTS, payments).build())
        .program();
  }

  public int bidders() {
    return program.output(PAYMENTS).rows();
  }

  public int items() {
    return program.input(BIDS).rows() / bidders();
  }

  /** What everybody's outcome takes. */
  public PassRequest everyone() {
    return PassRequest.everything(program);
  }

  /** What one bidder's utility takes while she misreports. */
  public PassRequest misreport(int bidder) {
    Rows own = new Rows(bidder * items(), (bidder + 1) * items());
    return new PassRequest(
        Map.of(ALLOCATION, own, PAYMENTS, new Rows(bidder, bidder + 1)), Map.of(BIDS, own));
  }
}
