package io.sweepstake.core.auction;

import io.sweepstake.core.setting.Demand;
import java.util.ArrayList;
import java.util.List;

/**
 * Every way to sell items whole: each item to a bidder or to nobody; under unit demand at most one
 * to each bidder; under combinatorial demand who gets both has the pair too.
 */
public final class WholeAllocations {
  private WholeAllocations() {}

  /**
   * How many ways there are to hand out the items, whatever the demand.
   *
   * @param items values that a bidder has
   */
  public static double most(Demand demand, int bidders, int items) {
    return Math.pow(bidders + 1.0, demand.itemsForSale(items));
  }

  /**
   * The list of allocations, {@code [allocation][bidder][item]} flattened, each cell 0 or 1;
   * selling nothing comes first.
   */
  public static float[] of(Demand demand, int bidders, int items) {
    int all = (int) most(demand, bidders, items);
    int width = bidders * items;
    List<float[]> kept = new ArrayList<>();
    for (int code = 0; code < all; code++) {
      float[] allocation = new float[width];
      if (handOut(code, demand, bidders, items, allocation)) {
        kept.add(allocation);
      }
    }
    float[] allocations = new float[kept.size() * width];
    for (int a = 0; a < kept.size(); a++) {
      System.arraycopy(kept.get(a), 0, allocations, a * width, width);
    }
    return allocations;
  }

  /** Writes the allocation of a number; false if unit demand forbids it. */
  private static boolean handOut(
      int code, Demand demand, int bidders, int items, float[] allocation) {
    int[] bought = new int[bidders];
    int rest = code;
    boolean possible = true;
    for (int j = 0; j < demand.itemsForSale(items); j++) {
      int owner = rest % (bidders + 1) - 1;
      rest /= bidders + 1;
      if (owner >= 0) {
        allocation[owner * items + j] = 1;
        bought[owner]++;
        possible &= demand != Demand.UNIT_DEMAND || bought[owner] == 1;
        if (demand == Demand.COMBINATORIAL && bought[owner] == 2) {
          allocation[owner * items + items - 1] = 1;
        }
      }
    }
    return possible;
  }
}
