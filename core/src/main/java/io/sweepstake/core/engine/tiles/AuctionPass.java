package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.pass.TilePass;
import io.sweepstake.core.tile.Tile;

/**
 * A pass over an auction's program: either everybody's outcome, or one bidder's while she
 * misreports. Used as {@link TilePass} says.
 */
public final class AuctionPass {
  private final TilePass pass;
  private final Tile bids;
  private final Tile allocation;
  private final Tile payments;
  private final Tile bidGradient;
  private final Tile allocationGradient;
  private final Tile paymentGradient;

  AuctionPass(TilePass pass) {
    this.pass = pass;
    bids = pass.input(AuctionProgram.BIDS);
    allocation = pass.output(AuctionProgram.ALLOCATION);
    payments = pass.output(AuctionProgram.PAYMENTS);
    bidGradient = pass.inputGradient(AuctionProgram.BIDS);
    allocationGradient = pass.outputGradient(AuctionProgram.ALLOCATION);
    paymentGradient = pass.outputGradient(AuctionProgram.PAYMENTS);
  }

  /** Reports, rows {@code [bidder][item]}. */
  public Tile bids() {
    return bids;
  }

  /** Allocation probabilities, rows {@code [bidder][item]}, after {@link #forward}. */
  public Tile allocation() {
    return allocation;
  }

  /** Payments, rows {@code [bidder]}, after {@link #forward}. */
  public Tile payments() {
    return payments;
  }

  /** The gradient of the reports, after {@link #backwardToBids}. */
  public Tile bidGradient() {
    return bidGradient;
  }

  /** To be filled before a backward method. */
  public Tile allocationGradient() {
    return allocationGradient;
  }

  /** To be filled before a backward method. */
  public Tile paymentGradient() {
    return paymentGradient;
  }

  /** Takes in the truthful reports. */
  public void prepare() {
    pass.prepare();
  }

  /** The outcome of the reports. */
  public void forward() {
    pass.forward();
  }

  /** The gradient of the reports, from that of the outcome. */
  public void backwardToBids() {
    pass.backwardToInputs();
  }

  /** Adds to the gradient of the weights, from that of the outcome. */
  public void backwardToWeights() {
    pass.backwardToWeights();
  }
}
