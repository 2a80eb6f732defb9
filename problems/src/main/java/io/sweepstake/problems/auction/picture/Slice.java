package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;

/**
 * The first bidder's values that pictures show: of each item from the least to the greatest, or to
 * where hardly any is above. Where her first two run over a grid, all other values are at their
 * medians.
 */
final class Slice {
  private static final int DRAWS = 2001;

  private final Setting setting;
  private final float[][] sorted; // [bidder · items + item][draw]

  Slice(Setting setting) {
    this.setting = setting;
    int width = setting.bidders() * setting.items();
    ValuationProfiles draws = new ValuationProfiles(DRAWS, setting.bidders(), setting.items());
    setting.distribution().sample(0, draws, Seeds.derive(0, "slice", 0));
    sorted = new float[width][DRAWS];
    for (int k = 0; k < DRAWS; k++) {
      for (int cell = 0; cell < width; cell++) {
        sorted[cell][k] = draws.values()[k * width + cell];
      }
    }
    for (float[] values : sorted) {
      Arrays.sort(values);
    }
  }

  /** The median of a value. */
  private double median(int bidder, int item) {
    return sorted[bidder * setting.items() + item][DRAWS / 2];
  }

  /** Where the grid of the first bidder's values for an item begins. */
  double low(int item) {
    return Math.min(setting.distribution().support().low(0, item), sorted[item][0]);
  }

  /** Where it ends: at the greatest value, or where hardly any is above. */
  double high(int item) {
    double high = setting.distribution().support().high(0, item);
    double seldom = sorted[item][DRAWS - 1 - DRAWS / 200];
    double spread = seldom - low(item);
    // A support that was cut off far out in a tail would leave the picture empty.
    return high <= low(item) + 1.5 * spread ? high : seldom;
  }

  /** The value in the middle of a cell of the grid. */
  double value(int item, int cell, int cells) {
    return low(item) + (cell + 0.5) / cells * (high(item) - low(item));
  }

  /** Whether all values that she can have are told by an interval for each item. */
  boolean isBox() {
    return setting.distribution().support().isBox();
  }

  /** The most that her values sum to; infinite in a box. */
  double total() {
    return setting.distribution().support().total();
  }

  /** Whether she can have these values of the first two items, her others as they are held. */
  boolean allows(double first, double second) {
    double sum = first + second;
    for (int j = 2; j < setting.items(); j++) {
      sum += median(0, j);
    }
    return isBox() || sum <= total() + 1e-6;
  }

  /** Profiles {@code [second item's cell][first item's cell]}. */
  ValuationProfiles across(int cells) {
    ValuationProfiles profiles =
        new ValuationProfiles(cells * cells, setting.bidders(), setting.items());
    for (int k = 0; k < cells * cells; k++) {
      for (int i = 0; i < setting.bidders(); i++) {
        for (int j = 0; j < setting.items(); j++) {
          profiles.set(k, i, j, (float) median(i, j));
        }
      }
      profiles.set(k, 0, 0, (float) value(0, k % cells, cells));
      profiles.set(k, 0, 1, (float) value(1, k / cells, cells));
    }
    return profiles;
  }

  /** What is held fixed, for a caption; blank if nothing is. */
  String fixed() {
    int others = setting.bidders() - 1;
    int further = setting.items() - 2;
    String bidders =
        others == 0 ? "" : others == 1 ? "the other bidder's values" : "other bidders' values";
    String items = further <= 0 ? "" : further == 1 ? "her third value" : "her further values";
    String both = bidders + (bidders.isEmpty() || items.isEmpty() ? "" : " and ") + items;
    return both.isEmpty() ? "" : " With " + both + " at their medians.";
  }
}
