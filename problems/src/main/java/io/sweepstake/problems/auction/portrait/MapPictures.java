package io.sweepstake.problems.auction.portrait;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.sweeps.figure.Arrows;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** What an auction does with its first bidder, by her first two values. */
final class MapPictures {
  private static final List<String> BUNDLES = List.of("nothing", "1", "2", "both");
  private static final int BUNDLED = 2; // items of which there are those bundles
  private static final int ARROWS = 12; // along an edge

  private final Setting setting;
  private final Slice slice;
  private final int cells;
  private final ValuationProfiles profiles;
  private final Outcomes outcomes;

  MapPictures(Setting setting, Mechanism mechanism, int cells) {
    this.setting = setting;
    this.cells = cells;
    slice = new Slice(setting);
    profiles = slice.across(cells);
    outcomes = mechanism.run(profiles);
  }

  List<Figure> figures() {
    boolean items = setting.sellsItems();
    String good = items ? "chance of item " : "quality ";
    List<Figure> figures = new ArrayList<>();
    figures.add(map("allocation-1", good + 1, k -> outcomes.allocation(k, 0, 0), items));
    figures.add(map("allocation-2", good + 2, k -> outcomes.allocation(k, 0, 1), items));
    if (items && setting.demand() == Demand.COMBINATORIAL) {
      figures.add(
          map("allocation-pair", "chance of both", k -> outcomes.allocation(k, 0, 2), true));
    }
    figures.add(map("payment", "payment", k -> outcomes.payments()[k * setting.bidders()], false));
    figures.add(map("utility", "utility", k -> worth(k) - payment(k), false));
    if (!items) {
      figures.add(map("surplus", "surplus", this::worth, false));
    }
    if (items && setting.itemsForSale() == BUNDLED) {
      figures.add(bundles());
    }
    figures.add(quiver());
    return figures;
  }

  private double payment(int profile) {
    return outcomes.payments()[profile * setting.bidders()];
  }

  private double worth(int profile) {
    int at = profiles.index(profile, 0, 0);
    return setting
        .surplus()
        .value(profiles.values(), at, outcomes.allocation(), at, setting.items());
  }

  private Figure map(String name, String label, IntToDoubleFunction of, boolean share) {
    double[][] values = values(of);
    Cells map =
        share
            ? new Cells(
                label, slice.low(0), slice.high(0), slice.low(1), slice.high(1), values, 0, 1)
            : Cells.spanning(
                label, slice.low(0), slice.high(0), slice.low(1), slice.high(1), values);
    return figure(name, "First bidder: " + label, "", List.of(map));
  }

  private double[][] values(IntToDoubleFunction of) {
    double[][] values = new double[cells][cells];
    for (int k = 0; k < cells * cells; k++) {
      values[k / cells][k % cells] = of.applyAsDouble(k);
    }
    return values;
  }

  private Figure figure(String name, String title, String caption, List<Layer> layers) {
    return new Figure(
        name,
        title,
        (caption + slice.fixed()).strip(),
        new Axis("value of " + first(), slice.low(0), slice.high(0), false),
        new Axis("value of " + second(), slice.low(1), slice.high(1), false),
        layers);
  }

  private String first() {
    return setting.sellsItems() ? "item 1" : "need 1";
  }

  private String second() {
    return setting.sellsItems() ? "item 2" : "need 2";
  }

  /** What she is likeliest to get, each item by itself where nothing says otherwise. */
  private Figure bundles() {
    double[][] likeliest = values(this::bundle);
    List<Texts.Text> words = new ArrayList<>();
    for (int b = 0; b < BUNDLES.size(); b++) {
      place(likeliest, b).ifPresent(words::add);
    }
    return figure(
        "bundles",
        "First bidder: likeliest bundle",
        "Regions of what she is likeliest to get.",
        List.of(
            new Cells(
                "0 nothing … 3 both",
                slice.low(0),
                slice.high(0),
                slice.low(1),
                slice.high(1),
                likeliest,
                0,
                BUNDLES.size() - 1),
            new Texts(words)));
  }

  private double bundle(int profile) {
    double one = outcomes.allocation(profile, 0, 0);
    double two = outcomes.allocation(profile, 0, 1);
    double[] chances =
        switch (setting.demand()) {
          case UNIT_DEMAND -> new double[] {1 - one - two, one, two, 0};
          case COMBINATORIAL -> {
            double pair = outcomes.allocation(profile, 0, 2);
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
  private Optional<Texts.Text> place(double[][] likeliest, int bundle) {
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
            slice.value(0, bestColumn, cells),
            slice.value(1, bestRow, cells),
            BUNDLES.get(bundle)));
  }

  /** Arrows as long as the distance between two of them for the most that is sold. */
  private Figure quiver() {
    int edge = Math.min(ARROWS, cells);
    double most = 1e-9;
    for (int k = 0; k < cells * cells; k++) {
      most = Math.max(most, Math.max(outcomes.allocation(k, 0, 0), outcomes.allocation(k, 0, 1)));
    }
    double unitAcross = (slice.high(0) - slice.low(0)) / edge / Math.max(most, unit());
    double unitUp = (slice.high(1) - slice.low(1)) / edge / Math.max(most, unit());
    List<Arrows.Arrow> arrows = new ArrayList<>();
    for (int row = 0; row < edge; row++) {
      for (int column = 0; column < edge; column++) {
        int x = (2 * column + 1) * cells / (2 * edge);
        int y = (2 * row + 1) * cells / (2 * edge);
        int profile = y * cells + x;
        double across = 0.9 * unitAcross * outcomes.allocation(profile, 0, 0);
        double up = 0.9 * unitUp * outcomes.allocation(profile, 0, 1);
        arrows.add(
            new Arrows.Arrow(
                slice.value(0, x, cells) - across / 2,
                slice.value(1, y, cells) - up / 2,
                across,
                up));
      }
    }
    return figure(
        "directions",
        setting.sellsItems() ? "First bidder: chances of both" : "First bidder: qualities",
        "Each arrow is what she gets at the values in its middle: of item 1 to the right, of item 2"
            + " up.",
        List.of(new Arrows("", arrows)));
  }

  private double unit() {
    return setting.sellsItems() ? 1 : 0;
  }
}
