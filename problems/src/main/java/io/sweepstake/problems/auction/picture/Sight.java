package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * An auction as the first bidder's values see it.
 *
 * @param setting that it is for
 * @param mechanism the auction
 */
record Sight(Setting setting, Mechanism mechanism) {
  /** Profiles in one block: what networks are run on at a time. */
  private static final int BLOCK = 1024;

  Support support() {
    return setting.distribution().support();
  }

  double low(int item) {
    return support().low(0, item);
  }

  double high(int item) {
    return support().high(0, item);
  }

  /** Whether the first bidder can have these values of the first two items. */
  boolean allows(double first, double second) {
    return support().isBox() || first + second <= support().total() + 1e-9;
  }

  /** What a good is called, as {@code apply} calls it. */
  String good(int item) {
    return (setting.sellsItems() ? "item " : "quality ") + (item + 1);
  }

  /** All bidders' values in the middle of what they can be. */
  ValuationProfiles middle(int count) {
    ValuationProfiles profiles = new ValuationProfiles(count, setting.bidders(), setting.items());
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < setting.bidders(); i++) {
        for (int j = 0; j < setting.items(); j++) {
          float middle = (support().low(i, j) + support().high(i, j)) / 2;
          profiles.set(k, i, j, support().isBox() ? middle : middle / setting.items());
        }
      }
    }
    return profiles;
  }

  /** Its outcomes, block by block. */
  Outcomes run(ValuationProfiles reports) {
    int bidders = reports.bidders();
    int items = reports.items();
    Outcomes all = new Outcomes(reports.count(), bidders, items);
    for (int first = 0; first < reports.count(); first += BLOCK) {
      int count = Math.min(BLOCK, reports.count() - first);
      ValuationProfiles block = new ValuationProfiles(count, bidders, items);
      System.arraycopy(
          reports.values(), first * bidders * items, block.values(), 0, count * bidders * items);
      Outcomes some = mechanism.run(block);
      System.arraycopy(
          some.allocation(), 0, all.allocation(), first * bidders * items, count * bidders * items);
      System.arraycopy(some.payments(), 0, all.payments(), first * bidders, count * bidders);
    }
    return all;
  }
}
