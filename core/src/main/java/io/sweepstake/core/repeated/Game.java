package io.sweepstake.core.repeated;

import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.bidding.Bidder;
import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.core.bidding.Exploration;
import io.sweepstake.core.bidding.RiskAttitude;
import io.sweepstake.core.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * Who bids for one item, again and again.
 *
 * @param grid the same for every bidder
 * @param kinds how each learns, one per bidder
 * @param attitudes one per bidder
 * @param budgets one per bidder; infinite for none
 * @param withholds whether a rule may keep the item from the highest bid
 */
public record Game(
    BidGrid grid,
    List<BidderKind> kinds,
    List<RiskAttitude> attitudes,
    List<Double> budgets,
    boolean withholds) {
  public Game {
    Objects.requireNonNull(grid, "grid");
    kinds = List.copyOf(kinds);
    attitudes = List.copyOf(attitudes);
    budgets = List.copyOf(budgets);
    if (kinds.size() < 2 || attitudes.size() != kinds.size() || budgets.size() != kinds.size()) {
      throw new IllegalArgumentException(
          "game: needs at least 2 bidders, each with a risk attitude and a budget, had "
              + kinds.size()
              + ", "
              + attitudes.size()
              + " and "
              + budgets.size());
    }
    if (budgets.stream().anyMatch(budget -> !(budget >= 0))) {
      throw new IllegalArgumentException("budgets: must be from 0 up, were " + budgets);
    }
    int unused = PaymentRule.profiles(kinds.size(), grid.bids());
  }

  /** Bidders of one kind, indifferent to risk, with all the money they need. */
  public static Game of(BidGrid grid, int bidders, BidderKind kind, boolean withholds) {
    BidderKind[] kinds = new BidderKind[bidders];
    RiskAttitude[] attitudes = new RiskAttitude[bidders];
    Double[] budgets = new Double[bidders];
    Arrays.fill(kinds, kind);
    Arrays.fill(attitudes, RiskAttitude.NEUTRAL);
    Arrays.fill(budgets, Double.POSITIVE_INFINITY);
    return new Game(grid, List.of(kinds), List.of(attitudes), List.of(budgets), withholds);
  }

  public int bidders() {
    return kinds.size();
  }

  /** Whether all are indifferent to risk and have all the money they need: theory is for such. */
  public boolean classical() {
    return attitudes.stream().allMatch(RiskAttitude::neutral)
        && budgets.stream().allMatch(budget -> budget == Double.POSITIVE_INFINITY);
  }

  /** A rule as these bidders meet it: their budgets bind. */
  public PaymentRule met(PaymentRule rule) {
    return budgets.stream().allMatch(budget -> budget == Double.POSITIVE_INFINITY)
        ? rule
        : rule.within(budgets.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Bidders who know nothing yet. */
  public List<Bidder> newcomers(Exploration exploration, long seed) {
    Bidder[] bidders = new Bidder[bidders()];
    for (int i = 0; i < bidders.length; i++) {
      bidders[i] =
          kinds.get(i).bidder(grid, attitudes.get(i), exploration, Seeds.derive(seed, "bidder", i));
    }
    return List.of(bidders);
  }

  /**
   * The most that any rule can earn in equilibrium from bidders indifferent to risk who need not
   * take part: the mean of the greatest ironed virtual value (Myerson 1981).
   */
  public double revenueBound() {
    double[] virtual = grid.values().virtualValues();
    return meanOfGreatest(value -> withholds ? Math.max(0, virtual[value]) : virtual[value]);
  }

  /** What all bidders and the seller could share at most: the mean of the greatest value. */
  public double fullSurplus() {
    return meanOfGreatest(grid.values()::value);
  }

  /** Of the greatest of all bidders' values, something that never falls with it. */
  private double meanOfGreatest(IntToDoubleFunction of) {
    double mean = 0;
    double below = 0; // the chance that all values are below
    double sum = 0;
    for (int value = 0; value < grid.values().count(); value++) {
      sum += grid.values().chance(value);
      double upTo = Math.pow(Math.min(1, sum), bidders());
      mean += (upTo - below) * of.applyAsDouble(value);
      below = upTo;
    }
    return mean;
  }
}
