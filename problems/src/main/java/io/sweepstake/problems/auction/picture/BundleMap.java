package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.setting.Setting;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which bundle of two items the first bidder is likeliest to get, by her values. */
final class BundleMap {
  private static final List<String> BUNDLES = List.of("nothing", "item 1", "item 2", "both");
  private static final int BUNDLED = 2; // items of which there are those bundles

  private BundleMap() {}

  /** None where other than two items are sold. */
  static Optional<Figure> of(OutcomeGrid grid) {
    Setting setting = grid.subject().setting();
    if (!setting.sellsItems() || setting.itemsForSale() != BUNDLED) {
      return Optional.empty();
    }
    double[][] likeliest = grid.values(k -> bundle(grid, k));
    List<Texts.Text> words = new ArrayList<>();
    for (int b = 0; b < BUNDLES.size(); b++) {
      place(grid, likeliest, b).ifPresent(words::add);
    }
    return Optional.of(
        grid.figure(
            "bundles",
            "likeliest bundle",
            "Regions of what she is likeliest to get.",
            List.of(grid.scaled("", likeliest, 0, BUNDLES.size() - 1), new Texts(words))));
  }

  /** What she is likeliest to get, each item by itself where nothing says otherwise. */
  private static double bundle(OutcomeGrid grid, int profile) {
    double one = grid.share(profile, 0);
    double two = grid.share(profile, 1);
    double[] chances =
        switch (grid.subject().setting().demand()) {
          case UNIT_DEMAND -> new double[] {1 - one - two, one, two, 0};
          case COMBINATORIAL -> {
            double pair = grid.share(profile, 2);
            yield new double[] {1 - one - two + pair, one - pair, two - pair, pair};
          }
          default ->
              new double[] {(1 - one) * (1 - two), one * (1 - two), two * (1 - one), one * two};
        };
    int best = 0;
    for (int b = 1; b < chances.length; b++) {
      best = chances[b] > chances[best] ? b : best;
    }
    return best;
  }

  /** The name of a bundle in the middle of its region: the cell nearest to its centre. */
  private static Optional<Texts.Text> place(OutcomeGrid grid, double[][] likeliest, int bundle) {
    int cells = grid.cells();
    double across = 0;
    double up = 0;
    int count = 0;
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        if (likeliest[row][column] == bundle) {
          across += column;
          up += row;
          count++;
        }
      }
    }
    if (count < cells * cells / 100) {
      return Optional.empty(); // no room for a word
    }
    int bestRow = 0;
    int bestColumn = 0;
    double nearest = Double.POSITIVE_INFINITY;
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        double off = Math.hypot(column - across / count, row - up / count);
        if (likeliest[row][column] == bundle && off < nearest) {
          nearest = off;
          bestRow = row;
          bestColumn = column;
        }
      }
    }
    return Optional.of(
        new Texts.Text(
            grid.slice().value(0, bestColumn, cells),
            grid.slice().value(1, bestRow, cells),
            BUNDLES.get(bundle)));
  }
}
