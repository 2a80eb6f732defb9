package io.sweepstake.problems.auction.portrait;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Table;
import java.util.List;

/** What a trained auction does, as a section of a page. */
public final class AuctionSections {
  private static final int PROFILES = 20_000;

  private AuctionSections() {}

  /** The auction that a network holds. */
  public static Mechanism mechanism(Setting setting, NetworkFile network) {
    return MechanismFamilies.named(network.family())
        .mechanism(
            setting,
            network.architecture(),
            network.weights(),
            NetworkMechanism.on(Loops.best().get()));
  }

  /**
   * Curves where one item or quality is sold, else maps of the first two.
   *
   * @param cells along an axis of the values
   */
  public static Section of(Setting setting, Mechanism mechanism, int cells) {
    List<Figure> figures =
        setting.items() == 1
            ? new CurvePictures(setting, mechanism, cells * cells).figures()
            : new MapPictures(setting, mechanism, cells).figures();
    return new Section(
        "What the auction does",
        List.of("What the first bidder gets and pays, by her values." + new Slice(setting).fixed()),
        figures,
        List.of(
            new Table(
                "By item",
                MechanismRow.COLUMNS,
                List.of(row("this", setting, mechanism).cells()))));
  }

  /** What an auction earns on fresh profiles, by item or quality. */
  public static MechanismRow row(String name, Setting setting, Mechanism mechanism) {
    ValuationProfiles profiles =
        new ValuationProfiles(PROFILES, setting.bidders(), setting.items());
    setting.distribution().heldOut().sample(0, profiles, Seeds.derive(0, "mechanisms", 0));
    Outcomes outcomes = mechanism.run(profiles);
    double paid = 0;
    double worth = 0;
    double cost = 0;
    int items = setting.items();
    for (int k = 0; k < PROFILES; k++) {
      for (int i = 0; i < setting.bidders(); i++) {
        int at = profiles.index(k, i, 0);
        paid += outcomes.payments()[k * setting.bidders() + i];
        worth += setting.surplus().value(profiles.values(), at, outcomes.allocation(), at, items);
        cost += setting.surplus().cost(outcomes.allocation(), at, items);
      }
    }
    double per = (double) PROFILES * setting.itemsForSale();
    return new MechanismRow(
        name, setting.itemsForSale(), (paid - cost) / per, worth / per, (worth - paid) / per);
  }
}
