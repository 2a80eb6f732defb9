package io.sweepstake.problems.auction;

import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.observed.ObservedValuations;
import java.util.List;

/** What people should know who have auctions learned from rows that were observed. */
public final class ObservedNotes {
  private ObservedNotes() {}

  /** How many rows train and judge, and what their numbers must be; nothing of other settings. */
  public static List<String> of(Setting setting) {
    if (!(setting.distribution() instanceof ObservedValuations rows)) {
      return List.of();
    }
    return List.of(
        rows.source()
            + ": "
            + rows.distinctProfiles()
            + " rows train, "
            + rows.heldOutRows()
            + " are held out and judge; standard errors are a bootstrap's of those",
        "rows are taken for values; bids of a first-price auction are none, as bidders there bid"
            + " less than they would pay");
  }

  /** Whether a setting is of observed rows. */
  static boolean are(Setting setting) {
    return setting.distribution() instanceof ObservedValuations;
  }
}
