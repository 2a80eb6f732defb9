package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;

/**
 * A row of a table of mechanisms: means over profiles, by item or quality that is sold, in units of
 * value.
 *
 * @param profit payments less costs
 * @param surplus what bidders gain before they pay
 * @param utility what they gain once they have paid
 */
public record MechanismRow(String name, int items, double profit, double surplus, double utility) {
  private static final int PROFILES = 20_000;

  /** What an auction earns on fresh profiles. */
  public static MechanismRow of(String name, Subject subject) {
    Setting setting = subject.setting();
    ValuationProfiles profiles =
        new ValuationProfiles(PROFILES, setting.bidders(), setting.items());
    setting.distribution().heldOut().sample(0, profiles, Seeds.derive(0, "mechanisms", 0));
    Outcomes outcomes = subject.run(profiles);
    double paid = 0;
    double worth = 0;
    double cost = 0;
    int items = setting.items();
    for (int k = 0; k < PROFILES; k++) {
      for (int i = 0; i < setting.bidders(); i++) {
        int at = profiles.index(k, i, 0);
        paid += outcomes.payment(k, i);
        worth += setting.surplus().value(profiles.values(), at, outcomes.allocation(), at, items);
        cost += setting.surplus().cost(outcomes.allocation(), at, items);
      }
    }
    double per = (double) PROFILES * setting.itemsForSale();
    return new MechanismRow(
        name, setting.itemsForSale(), (paid - cost) / per, worth / per, (worth - paid) / per);
  }

  List<Object> cells() {
    return List.of(name, items, profit, surplus, utility);
  }
}
