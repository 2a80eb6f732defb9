package io.sweepstake.core.cells;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * An auction for two bidders with additive values: each faces a menu of prices, one for each
 * bundle, that hangs on her rival's report alone, and gets what is best for her. Truthful in
 * dominant strategies, for nobody's report moves her own prices, and individually rational, for
 * nothing costs nothing. The prices are an affine maximiser's with bidders of equal weight, but for
 * what {@link CellMenus} changes on cells of the rival's box. That no item is sold twice is proved
 * cell by cell when the auction is made.
 *
 * <p>Reports outside the box count as the nearest within. Where a bidder is indifferent, she gets
 * what leaves her rival the best of his.
 */
public record CellAuction(BundleBoosts boosts, CellGrid grid, CellMenus menus)
    implements Mechanism {
  /** Whoever gains no more than this times the box's width is indifferent. */
  private static final double INDIFFERENT = 1e-9;

  /**
   * Checks the proof.
   *
   * @throws IllegalArgumentException naming a pair of cells where an item may be sold twice
   */
  public CellAuction {
    if (boosts.items() != grid.items()
        || menus.bundles() != boosts.bundles()
        || menus.cells() != grid.count()) {
      throw new IllegalArgumentException(
          "cell menus: "
              + menus.cells()
              + " cells of "
              + menus.bundles()
              + " bundles do not fit "
              + grid.count()
              + " cells of "
              + grid.items()
              + " items");
    }
    CellProof.failure(boosts, grid, menus)
        .ifPresent(
            failure -> {
              throw new IllegalArgumentException(failure);
            });
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    int items = grid.items();
    if (reports.bidders() != 2 || reports.items() != items) {
      throw new IllegalArgumentException(
          "cell menus: are for 2 bidders and "
              + items
              + " items, reports are of "
              + reports.bidders()
              + " and "
              + reports.items());
    }
    Outcomes outcomes = new Outcomes(reports.count(), 2, items);
    double[][] values = new double[2][items];
    double[][] prices = new double[2][];
    double[][] gains = new double[2][];
    double slack = INDIFFERENT * grid.support().meanWidth();
    for (int k = 0; k < reports.count(); k++) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < items; j++) {
          values[i][j] =
              Math.min(
                  grid.support().high(i, j),
                  Math.max(grid.support().low(i, j), reports.value(k, i, j)));
        }
      }
      for (int i = 0; i < 2; i++) {
        prices[i] = prices(i, values[1 - i]);
        gains[i] = CellGrid.worths(values[i]);
        for (int bundle = 1; bundle < gains[i].length; bundle++) {
          gains[i][bundle] -= prices[i][bundle];
        }
      }
      sell(k, prices, gains, slack, outcomes);
    }
    return outcomes;
  }

  /**
   * What a bidder's bundles cost.
   *
   * @param rivals values of the other's items, in the box
   * @return {@code [bundle]}, 0 for nothing
   */
  double[] prices(int bidder, double[] rivals) {
    int cell = grid.cell(1 - bidder, rivals);
    double[] prices = menus.menu(bidder, cell);
    if (!menus.fixed(bidder, cell)) {
      double[] worths = CellGrid.worths(rivals);
      double alone = boosts.left(bidder, 0, worths);
      for (int bundle = 1; bundle < prices.length; bundle++) {
        prices[bundle] += alone - boosts.left(bidder, bundle, worths);
      }
    }
    prices[0] = 0;
    return prices;
  }

  /** Of each bidder's best bundles a pair that does not overlap, the dearest. */
  private void sell(
      int profile, double[][] prices, double[][] gains, double slack, Outcomes outcomes) {
    double firstBest = greatest(gains[0]) - slack;
    double secondBest = greatest(gains[1]) - slack;
    int sold = -1;
    double most = Double.NEGATIVE_INFINITY;
    int bundles = boosts.bundles();
    for (int first = 0; first < bundles; first++) {
      if (gains[0][first] < firstBest) {
        continue;
      }
      for (int second = 0; second < bundles; second++) {
        if ((first & second) == 0
            && gains[1][second] >= secondBest
            && prices[0][first] + prices[1][second] > most) {
          most = prices[0][first] + prices[1][second];
          sold = first * bundles + second;
        }
      }
    }
    if (sold < 0) {
      throw new IllegalStateException("cell menus: the proof of feasibility is wrong");
    }
    int[] got = {sold / bundles, sold % bundles};
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < boosts.items(); j++) {
        outcomes.allocation()[(profile * 2 + i) * boosts.items() + j] = got[i] >> j & 1;
      }
      outcomes.payments()[profile * 2 + i] = (float) prices[i][got[i]];
    }
  }

  private static double greatest(double[] gains) {
    double most = gains[0];
    for (double gain : gains) {
      most = Math.max(most, gain);
    }
    return most;
  }
}
