package io.sweepstake.core.sale;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.CellAma;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.OptionalInt;

/**
 * An auction that is held for bids as they come in.
 *
 * <p>What it decides is what its mechanism does, in decimals that are exactly feasible and
 * individually rational: chances of an item sum to at most 1 (under unit demand those of a bidder
 * too), are those of some lottery over whole allocations, and nobody pays more than she reported
 * that her allocation is worth. Networks that are truthful only where they were trained see bids
 * beyond the support as its nearest point (decision 3 of {@code docs/decisions}); charges are at
 * most the worth at the bids themselves.
 *
 * <p>Rows are independent: a row's outcome is a function of its bids, and a row's draw of its
 * chances, the seed and its number. Not thread-safe.
 */
public final class Sale {
  /** By more than this share of all she bids a charge was corrected, and not rounded. */
  private static final double CORRECTED = 1e-6;

  private final Setting setting;
  private final Support support;
  private final Mechanism mechanism;
  private final boolean anywhere;
  private final Chances chances;
  private final Lottery lottery;

  private Sale(Setting setting, Mechanism mechanism, boolean anywhere) {
    this.setting = setting;
    this.mechanism = mechanism;
    this.anywhere = anywhere;
    support = setting.distribution().support();
    chances = new Chances(setting.demand(), setting.bidders(), setting.items());
    lottery = new Lottery(setting.demand(), setting.bidders(), setting.items());
  }

  /**
   * By a trained network, in the setting that it names.
   *
   * @throws IllegalArgumentException as {@link #of(Setting, NetworkFile)}, or if there is no such
   *     setting, or its values are in a file: that must be named by who opens it
   */
  public static Sale of(NetworkFile network) {
    if (Settings.namesFile(network.setting())) {
      throw new IllegalArgumentException(
          "sale: the setting is " + network.setting() + ", whose file must be given, not found");
    }
    return of(Settings.named(network.setting(), OptionalInt.of(network.bidders())), network);
  }

  /**
   * By a trained network in a setting of its size and demand.
   *
   * @throws IllegalArgumentException if weights are missing or not finite
   */
  public static Sale of(Setting setting, NetworkFile network) {
    MechanismFamily family = MechanismFamilies.named(network.family());
    if (!network.weights().finite()) {
      throw new IllegalArgumentException("network: weights must be finite numbers, some are not");
    }
    network.weights().require(family.layers(setting, network.architecture()));
    Mechanism mechanism =
        family.mechanism(
            setting,
            network.architecture(),
            network.weights(),
            NetworkMechanism.on(Loops.best().get()));
    // What is proved of menus on cells is proved within the support.
    return new Sale(
        setting, mechanism, family instanceof TruthfulFamily && !(family instanceof CellAma));
  }

  /** By any mechanism, which sees all bids as they are. */
  public static Sale of(Setting setting, Mechanism mechanism) {
    return new Sale(setting, mechanism, true);
  }

  public Setting setting() {
    return setting;
  }

  /** Whether bids beyond the support count as its nearest point. */
  public boolean capsBids() {
    return !anywhere;
  }

  /**
   * Refuses a row that is nobody's bids.
   *
   * @param bids {@code [row][bidder][item]}
   * @throws RowException naming the first cell that is not finite, or is negative where it may not
   *     be: what a pair adds may be below 0, but no set of items may be worth less than nothing
   */
  public void check(double[] bids, int row) {
    int width = width();
    boolean pair = setting.demand() == Demand.COMBINATORIAL;
    for (int cell = 0; cell < width; cell++) {
      double bid = bids[row * width + cell];
      boolean added = pair && cell % setting.items() == setting.items() - 1;
      if (!Float.isFinite((float) bid) || !(bid >= 0 || added)) {
        String rule =
            Double.isFinite(bid) && (bid >= 0 || added)
                ? "must be at most " + Float.MAX_VALUE + (added ? " in size" : "")
                : "must be a finite number" + (added ? "" : " of at least 0");
        throw RowException.ofBid(row, cell, rule, bid);
      }
      if (added && bids[row * width + cell - 2] + bids[row * width + cell - 1] + bid < 0) {
        String rule = "must leave both items together worth at least 0";
        throw RowException.ofBid(row, cell, rule, bid);
      }
    }
  }

  /** Whether a bidder's bids lie where the auction was made for. */
  public boolean within(double[] bids, int row, int bidder) {
    int at = row * width() + bidder * setting.items();
    double sum = 0;
    for (int j = 0; j < setting.items(); j++) {
      float bid = (float) bids[at + j];
      sum += bid;
      if (bid < support.low(bidder, j) || bid > support.high(bidder, j)) {
        return false;
      }
    }
    return support.isBox() || sum <= support.total() * (1 + CORRECTED);
  }

  /**
   * Who gets what with which chance, and pays what.
   *
   * @param bids {@code [row][bidder][item]}, at least one row
   * @throws RowException as {@link #check}, or if the mechanism decides something that is no number
   */
  public Sold hold(double... bids) {
    int width = width();
    if (bids.length == 0 || bids.length % width != 0) {
      throw new IllegalArgumentException(
          "bids: needs rows of "
              + width
              + ", one for each bidder and item, was "
              + bids.length
              + " in all");
    }
    int rows = bids.length / width;
    ValuationProfiles reports = new ValuationProfiles(rows, setting.bidders(), setting.items());
    for (int row = 0; row < rows; row++) {
      check(bids, row);
      for (int cell = 0; cell < width; cell++) {
        reports.values()[row * width + cell] = (float) bids[row * width + cell];
      }
    }
    if (!anywhere) {
      for (int i = 0; i < setting.bidders(); i++) {
        support.project(i, reports.values(), i * setting.items(), rows, 1, width);
      }
    }
    return exact(bids, mechanism.run(reports));
  }

  private Sold exact(double[] bids, Outcomes outcomes) {
    int width = width();
    double[] allocation = new double[bids.length];
    double[] payments = new double[outcomes.count() * setting.bidders()];
    long[] billionths = new long[width];
    int corrected = 0;
    for (int row = 0; row < outcomes.count(); row++) {
      boolean changed = false;
      if (setting.sellsItems()) {
        changed = chances.of(outcomes.allocation(), row, billionths);
        for (int cell = 0; cell < width; cell++) {
          allocation[row * width + cell] = billionths[cell] / (double) Chances.WHOLE;
        }
      } else {
        qualities(outcomes.allocation(), row, width, allocation);
      }
      for (int i = 0; i < setting.bidders(); i++) {
        int payer = row * setting.bidders() + i;
        double asked = outcomes.payments()[payer];
        if (!Double.isFinite(asked)) {
          throw RowException.ofOutcome(row, "payment", asked);
        }
        payments[payer] = charge(asked, bids, allocation, payer * setting.items());
        changed |= asked - payments[payer] > CORRECTED * size(bids, payer * setting.items());
      }
      corrected += changed ? 1 : 0;
    }
    return new Sold(
        setting.bidders(), setting.items(), bids.clone(), allocation, payments, corrected);
  }

  /** The sum of a bidder's bids, whatever their signs. */
  private double size(double[] bids, int at) {
    double size = 0;
    for (int j = 0; j < setting.items(); j++) {
      size += Math.abs(bids[at + j]);
    }
    return size;
  }

  private static void qualities(float[] from, int row, int width, double[] into) {
    for (int cell = row * width; cell < (row + 1) * width; cell++) {
      if (!Float.isFinite(from[cell])) {
        throw RowException.ofOutcome(row, "quality", from[cell]);
      }
      into[cell] = Double.parseDouble(Float.toString(Math.max(0, from[cell])));
    }
  }

  private double charge(double asked, double[] bids, double[] allocation, int at) {
    double worth = worth(bids, allocation, at);
    return setting.sellsItems()
        ? Charge.of(asked, worth, bids, allocation, at, setting.items())
        : Charge.upTo(asked, worth);
  }

  /** What a bidder reported that her allocation is worth. */
  private double worth(double[] bids, double[] allocation, int at) {
    if (setting.sellsItems()) {
      double worth = 0;
      for (int j = 0; j < setting.items(); j++) {
        worth += allocation[at + j] * bids[at + j];
      }
      return worth;
    }
    float[] needs = new float[setting.items()];
    float[] goods = new float[setting.items()];
    for (int j = 0; j < needs.length; j++) {
      needs[j] = (float) bids[at + j];
      goods[j] = (float) allocation[at + j];
    }
    return setting.surplus().value(needs, 0, goods, 0, needs.length);
  }

  /**
   * Who gets what in the end, and pays what: each row a draw of its chances.
   *
   * <p>A bidder pays the same share of what she reported that her drawn items are worth as her
   * payment is of what she reported that her chances are: on average what she was to pay, never
   * more than what she gets is worth, nothing for nothing. Whom the seller pays gets it whatever is
   * drawn. Products are sold as they are.
   *
   * @param firstRow the number of the first row
   * @param seed of all draws; each depends on it and its row's number alone
   */
  public Sold draw(Sold sold, long firstRow, long seed) {
    if (!setting.sellsItems()) {
      return sold;
    }
    int width = width();
    double[] allocation = new double[sold.allocation().length];
    double[] payments = new double[sold.payments().length];
    long[] drawn = new long[width];
    for (int row = 0; row < sold.rows(); row++) {
      for (int cell = 0; cell < width; cell++) {
        drawn[cell] = Math.round(sold.allocation()[row * width + cell] * Chances.WHOLE);
      }
      lottery.draw(drawn, Seeds.derive(seed, "draw", firstRow + row));
      for (int cell = 0; cell < width; cell++) {
        allocation[row * width + cell] = drawn[cell];
      }
      for (int i = 0; i < setting.bidders(); i++) {
        int payer = row * setting.bidders() + i;
        int at = payer * setting.items();
        double expected = sold.payments()[payer];
        double share = expected / worth(sold.bids(), sold.allocation(), at);
        double got = worth(sold.bids(), allocation, at);
        payments[payer] =
            expected <= 0
                ? expected
                : Charge.of(
                    Math.min(1, share) * got, got, sold.bids(), allocation, at, setting.items());
      }
    }
    return new Sold(
        setting.bidders(), setting.items(), sold.bids(), allocation, payments, sold.corrected());
  }

  private int width() {
    return setting.bidders() * setting.items();
  }
}
