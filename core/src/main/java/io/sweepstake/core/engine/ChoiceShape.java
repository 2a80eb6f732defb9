package io.sweepstake.core.engine;

import io.sweepstake.core.descent.Ranges;

/**
 * What choices among options have in common that are made side by side on a device.
 *
 * @param options at least 1; the first is to sell nothing
 * @param pivots whether each bidder pays what the others lose by her, as with an affine maximiser;
 *     otherwise the one bidder pays the price of the option
 * @param profiles that choose, at least 1
 * @param worth what a bidder's shares are worth to her
 */
public record ChoiceShape(
    int bidders, int items, int options, boolean pivots, int profiles, Worth worth) {

  /** What a share is worth at a value; where that is no product, beyond what no share would be. */
  public enum Worth {
    /** {@code share · value}. */
    LINEAR,
    /** {@code u (σ(share − value) − σ(−value))}, σ the logistic function and u a unit. */
    SIGMOID,
    /** {@code u (max(share − value, 0) − max(−value, 0))}. */
    HINGE
  }

  public ChoiceShape {
    Ranges.atLeast("bidders", bidders, 1);
    Ranges.atLeast("items", items, 1);
    Ranges.atLeast("options", options, 1);
    Ranges.atLeast("profiles", profiles, 1);
    if (!pivots && bidders != 1) {
      throw new IllegalArgumentException("options with prices: are for one bidder, not " + bidders);
    }
    if (pivots && worth != Worth.LINEAR) {
      throw new IllegalArgumentException("pivots: are for linear worth, not " + worth);
    }
  }

  /** Of shares of items. */
  public ChoiceShape(int bidders, int items, int options, boolean pivots, int profiles) {
    this(bidders, items, options, pivots, profiles, Worth.LINEAR);
  }

  /** Values of a profile, and shares of an option. */
  public int width() {
    return bidders * items;
  }
}
