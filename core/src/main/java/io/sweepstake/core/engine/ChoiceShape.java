package io.sweepstake.core.engine;

import io.sweepstake.core.descent.Ranges;

/**
 * What choices among options have in common that are made side by side on a device.
 *
 * @param options at least 1; the first is to sell nothing
 * @param pivots whether each bidder pays what the others lose by her, as with an affine maximiser;
 *     otherwise the one bidder pays the price of the option
 * @param profiles that choose, at least 1
 */
public record ChoiceShape(int bidders, int items, int options, boolean pivots, int profiles) {
  public ChoiceShape {
    Ranges.atLeast("bidders", bidders, 1);
    Ranges.atLeast("items", items, 1);
    Ranges.atLeast("options", options, 1);
    Ranges.atLeast("profiles", profiles, 1);
    if (!pivots && bidders != 1) {
      throw new IllegalArgumentException("options with prices: are for one bidder, not " + bidders);
    }
  }

  /** Values of a profile, and shares of an option. */
  public int width() {
    return bidders * items;
  }
}
