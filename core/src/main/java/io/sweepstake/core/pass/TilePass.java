package io.sweepstake.core.pass;

import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.tile.TileOperation;
import java.util.List;

/**
 * A program bound to the storage of one tile: forward, and backward to the bids or to the weights.
 *
 * <p>Either everybody's outcome, or one bidder's while she misreports; then only what her utility
 * needs is computed. To go backward: {@link #forward()}, fill the gradients of the outcome's rows
 * that this pass computes, then one of the backward methods, which consumes them.
 */
public final class TilePass {
  private final Tile bids;
  private final Tile allocation;
  private final Tile payments;
  private final Tile bidGradient;
  private final Tile allocationGradient;
  private final Tile paymentGradient;
  private final TileOperation[] towardsBids;
  private final TileOperation[] towardsWeights;

  TilePass(
      Tile bids,
      Tile allocation,
      Tile payments,
      Tile bidGradient,
      Tile allocationGradient,
      Tile paymentGradient,
      List<TileOperation> towardsBids,
      List<TileOperation> towardsWeights) {
    this.bids = bids;
    this.allocation = allocation;
    this.payments = payments;
    this.bidGradient = bidGradient;
    this.allocationGradient = allocationGradient;
    this.paymentGradient = paymentGradient;
    this.towardsBids = towardsBids.toArray(new TileOperation[0]);
    this.towardsWeights = towardsWeights.toArray(new TileOperation[0]);
  }

  /** Reports, rows {@code [bidder][item]}: the input. */
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

  /**
   * Takes in the truthful reports; to be called when others' reports, or the weights, have changed.
   */
  public void prepare() {
    for (TileOperation operation : towardsBids) {
      operation.prepare();
    }
  }

  /** The outcome of the reports. */
  public void forward() {
    for (TileOperation operation : towardsBids) {
      operation.forward();
    }
  }

  /** The gradient of the reports, from that of the outcome. */
  public void backwardToBids() {
    for (int k = towardsBids.length - 1; k >= 0; k--) {
      towardsBids[k].backward();
    }
  }

  /** Adds to the gradient of the weights, from that of the outcome. */
  public void backwardToWeights() {
    for (int k = towardsWeights.length - 1; k >= 0; k--) {
      towardsWeights[k].weightGradient();
      towardsWeights[k].backward();
    }
  }
}
