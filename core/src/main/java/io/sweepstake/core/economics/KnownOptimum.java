package io.sweepstake.core.economics;

import io.sweepstake.core.auction.ItemWiseAuction;
import io.sweepstake.core.auction.MyersonAuction;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.IndependentValuations;
import java.util.List;
import java.util.Optional;

/** The optimal revenue of the settings for which it is known. */
public final class KnownOptimum {
  private KnownOptimum() {}

  /**
   * The optimum of a setting: one item with independent values, by Myerson; one bidder in the cases
   * that are solved. Empty for all others, such as two bidders and two items.
   */
  public static Optional<Optimum> of(Setting setting) {
    if (!setting.sellsItems()) {
      return Optional.empty();
    }
    if (setting.items() == 1
        && setting.distribution() instanceof IndependentValuations valuations) {
      return Optional.of(
          new Optimum(
              new MyersonAuction(valuations.ofItem(0)).expectedRevenue(),
              0,
              "Myerson, Math. Oper. Res. 6 (1981)"));
    }
    return SingleBidderMenu.of(setting).map(SingleBidderMenu::optimum);
  }

  /** An auction that earns it, where one is known. */
  public static Optional<Mechanism> auction(Setting setting) {
    if (setting.sellsItems()
        && setting.items() == 1
        && setting.distribution() instanceof IndependentValuations valuations) {
      return Optional.of(new ItemWiseAuction(List.of(new MyersonAuction(valuations.ofItem(0)))));
    }
    return SingleBidderMenu.of(setting).map(SingleBidderMenu::menu);
  }
}
