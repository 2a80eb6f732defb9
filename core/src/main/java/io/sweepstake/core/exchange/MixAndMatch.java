package io.sweepstake.core.exchange;

import io.sweepstake.core.quadratic.Packing;
import java.util.Arrays;

/**
 * Mix and Match (Ashlagi, Fischer, Kash and Procaccia, Games Econ. Behav. 91, 2015): hospitals are
 * split into two sides; each hospital's pairs are first matched among themselves as far as they can
 * be, and of those matchings one with most exchanges of two between the sides is taken. Nobody
 * gains by hiding, and in expectation over the sides at least half of what could be is matched.
 *
 * <p>Two hospitals are always on different sides. With more, the expectation is over all ways to
 * split them evenly, or as evenly as can be.
 */
public final class MixAndMatch implements MatchingRule {
  private final ExchangeSetting setting;
  private final IntegerPacking packing;

  public MixAndMatch(ExchangeSetting setting) {
    this.setting = setting;
    packing = new IntegerPacking(setting.central());
  }

  @Override
  public double[][] match(double[][] reports) {
    double[][] expected = new double[reports.length][setting.central().size()];
    int hospitals = setting.hospitals();
    int ways = 0;
    for (int side = 0; side < 1 << hospitals - 1; side++) { // the last is always on side 0
      int sized = Integer.bitCount(side);
      if (sized == hospitals / 2 || sized == hospitals - hospitals / 2) {
        ways++;
        for (int k = 0; k < reports.length; k++) {
          double[] matching =
              packing.solve(worth(side, Arrays.stream(reports[k]).sum()), reports[k]);
          for (int j = 0; j < matching.length; j++) {
            expected[k][j] += matching[j];
          }
        }
      }
    }
    for (double[] matching : expected) {
      for (int j = 0; j < matching.length; j++) {
        matching[j] /= ways;
      }
    }
    return expected;
  }

  /** Exchanges inside of a hospital outweigh all others; those along a side are worth nothing. */
  private double[] worth(int side, double pairs) {
    double[] worth = new double[setting.central().size()];
    for (int j = 0; j < worth.length; j++) {
      if (setting.pairs(j) == 2) {
        worth[j] = setting.owner(j) >= 0 ? 2 + 2 * pairs : across(j, side) ? 2 : 0;
      }
    }
    return worth;
  }

  private boolean across(int column, int side) {
    Packing.Column pair = setting.central().columns().get(column);
    int one = pair.at()[0] / setting.types();
    int other = pair.at()[1] / setting.types();
    return (side >> one & 1) != (side >> other & 1);
  }
}
