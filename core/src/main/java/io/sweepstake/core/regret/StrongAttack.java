package io.sweepstake.core.regret;

import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.List;

/**
 * The best of many searches: a full grid (for three items a coarser one and an item-wise one,
 * beyond them that alone), fresh draws, what gained on other profiles, and, from the best point of
 * each and from the truth, gradient ascent and a compass search. Still a lower bound of regret.
 *
 * <p>Float utilities are compared over thousands of candidates, so a truthful mechanism shows
 * regrets of a few units in the last place instead of 0.
 *
 * @param oneItemPoints of the grid for one item; at least 4, as the others
 * @param twoItemPoints per item of the grid for two; that for three has about as many combinations
 * @param itemWisePoints per item, and of the joint scale, for more
 * @param draws from the prior, at least 0
 * @param crossMisreports how many of other profiles' best misreports are tried, at least 0
 * @param steps of each ascent, at least 1
 * @param rate of an ascent's first step as a share of the width of the support
 * @param lastRate of its last step
 */
public record StrongAttack(
    int oneItemPoints,
    int twoItemPoints,
    int itemWisePoints,
    int draws,
    int crossMisreports,
    int steps,
    double rate,
    double lastRate)
    implements RegretEstimator {
  private static final int COMPASS_ROUNDS = 10;

  public StrongAttack {
    if (Math.min(oneItemPoints, Math.min(twoItemPoints, itemWisePoints)) < 4) {
      throw new IllegalArgumentException(
          "strong attack: grids need at least 4 points, were "
              + List.of(oneItemPoints, twoItemPoints, itemWisePoints));
    }
    if (draws < 0 || crossMisreports < 0 || steps < 1) {
      throw new IllegalArgumentException(
          "strong attack: needs draws and cross-misreports >= 0 and steps >= 1, were "
              + List.of(draws, crossMisreports, steps));
    }
    if (!(lastRate > 0) || !(rate >= lastRate)) {
      throw new IllegalArgumentException(
          "strong attack: rates must be positive and not rise, were " + rate + " to " + lastRate);
    }
  }

  /** For what is reported: grids of 201, 41², 12³ or 101 per item, 10 draws, 200 steps. */
  public static StrongAttack standard() {
    return new StrongAttack(201, 41, 101, 10, 32, 200, 0.1, 0.0005);
  }

  @Override
  public Regrets estimate(
      BidderUtility utility,
      Setting setting,
      ValuationProfiles truth,
      long firstProfile,
      long seed,
      int bidder) {
    MisreportGrid grid = new MisreportGrid(setting);
    Attacked attacked = new Attacked(truth);
    List<RegretSearch> searches = searches(setting, seed);
    List<BestMisreports> parts = new ArrayList<>();
    List<List<float[]>> starts = new ArrayList<>();
    for (int first = 0; first < truth.count(); first += utility.blockSize()) {
      int count = Math.min(utility.blockSize(), truth.count() - first);
      BestMisreports part =
          new BestMisreports(utility, grid, truth, first, count, bidder, firstProfile + first);
      List<float[]> found = new ArrayList<>(List.of(part.truth()));
      for (RegretSearch search : searches) {
        found.add(run(search, part));
      }
      parts.add(part);
      starts.add(found);
    }
    CrossMisreports cross = CrossMisreports.bestOf(parts, crossMisreports);
    int first = 0;
    for (int p = 0; p < parts.size(); p++) {
      BestMisreports part = parts.get(p);
      if (parts.size() > 1) {
        part.fixAgain(truth, first);
      }
      starts.get(p).add(run(cross, part));
      refine(part, starts.get(p));
      attacked.record(part, first);
      first += part.count();
    }
    return attacked.regrets();
  }

  private List<RegretSearch> searches(Setting setting, long seed) {
    PriorDraws fresh = new PriorDraws(setting, draws, seed);
    return switch (setting.reported()) {
      case 1 -> List.of(new GridSearch(oneItemPoints), fresh);
      case 2 -> List.of(new GridSearch(twoItemPoints), fresh);
      case 3 ->
          List.of(new GridSearch(threeItemPoints()), new ItemWiseSearch(itemWisePoints), fresh);
      default -> List.of(new ItemWiseSearch(itemWisePoints), fresh);
    };
  }

  /** Per item of the grid for three: about as many combinations as there are of two. */
  private int threeItemPoints() {
    return Math.max(4, (int) Math.rint(Math.pow(twoItemPoints, 2 / 3.0)));
  }

  /** What this search alone found. */
  private static float[] run(RegretSearch search, BestMisreports part) {
    part.beginSearch();
    search.improve(part);
    return part.searchMisreports().clone();
  }

  private void refine(BestMisreports part, List<float[]> starts) {
    if (part.differentiable()) {
      for (float[] start : starts) {
        new AdamAscent(start, steps, rate, lastRate, true).improve(part);
      }
    }
    int points =
        part.reported() == 1
            ? oneItemPoints
            : part.reported() == 2 ? twoItemPoints : itemWisePoints;
    new CompassSearch(1.0 / (points - 1), COMPASS_ROUNDS).improve(part);
  }
}
