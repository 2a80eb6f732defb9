package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * An auction that pictures are drawn of.
 *
 * @param setting that it is for
 * @param mechanism the auction
 * @param truthful whether no lie can gain anything in it
 */
public record Subject(Setting setting, Mechanism mechanism, boolean truthful) {
  /** Profiles in one block: what networks are run on at a time. */
  private static final int BLOCK = 1024;

  /** The auction that a network holds. */
  public static Subject of(Setting setting, NetworkFile network) {
    MechanismFamily family = MechanismFamilies.named(network.family());
    Mechanism mechanism =
        family.mechanism(
            setting,
            network.architecture(),
            network.weights(),
            NetworkMechanism.on(Loops.best().get()));
    return new Subject(setting, mechanism, family instanceof TruthfulFamily);
  }

  /** The same bidders in another auction. */
  Subject under(Mechanism other) {
    return new Subject(setting, other, true);
  }

  /** Who is looked at, for a title. */
  String who() {
    return setting.bidders() == 1 ? "The bidder" : "First bidder";
  }

  /** What a good is called, as {@code apply} calls it; from 0. */
  String good(int item) {
    return (setting.sellsItems() ? "item " : "quality ") + (item + 1);
  }

  /** What a value of a good is called; from 0. */
  String value(int item) {
    String what = setting.sellsItems() ? "her value" : "her need";
    return setting.items() == 1 ? what : what + " of " + good(item);
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
