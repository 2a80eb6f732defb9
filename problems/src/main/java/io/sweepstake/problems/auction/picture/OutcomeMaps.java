package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the first bidder gets and pays, over her values of the first two items. Where she is alone
 * and an optimal menu is known, the borders of its regions are drawn over it; with others, and more
 * items, it is a slice: all other values are in the middle of what they can be.
 */
final class OutcomeMaps {
  private static final int CELLS = 32;

  /** Chances of so many items are shown; more look much alike. */
  private static final int ITEMS = 3;

  private OutcomeMaps() {}

  static List<Figure> of(Sight sight) {
    int items = sight.setting().items();
    ValuationProfiles reports = sight.middle(CELLS * CELLS);
    double[][] allowed = new double[CELLS][CELLS];
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        double first = at(sight, 0, column);
        double second = at(sight, 1, row);
        reports.set(row * CELLS + column, 0, 0, (float) first);
        reports.set(row * CELLS + column, 0, 1, (float) second);
        allowed[row][column] = sight.allows(first, second) ? 0 : Double.NaN;
      }
    }
    Outcomes outcomes = sight.run(reports);
    List<Layer> borders = borders(sight);
    String caption = caption(sight, !borders.isEmpty());
    List<Figure> figures = new ArrayList<>();
    for (int item = 0; item < Math.min(ITEMS, items); item++) {
      int shown = item;
      boolean chance = sight.setting().sellsItems();
      double[][] values = values(allowed, k -> outcomes.allocation(k, 0, shown));
      figures.add(
          figure(
              sight,
              "allocation-" + (item + 1),
              (chance ? "Her chance of " : "Her ") + sight.good(item),
              caption,
              chance
                  ? scaled("chance", sight, values, 0, 1)
                  : Cells.spanning(
                      "quality", sight.low(0), sight.high(0), sight.low(1), sight.high(1), values),
              borders));
    }
    double[][] paid = values(allowed, k -> outcomes.payment(k, 0));
    figures.add(
        figure(
            sight,
            "payment",
            "What she pays",
            caption,
            Cells.spanning(
                "payment", sight.low(0), sight.high(0), sight.low(1), sight.high(1), paid),
            borders));
    return figures;
  }

  private static double at(Sight sight, int item, int cell) {
    return sight.low(item) + (cell + 0.5) / CELLS * (sight.high(item) - sight.low(item));
  }

  private interface Cell {
    double value(int profile);
  }

  private static double[][] values(double[][] allowed, Cell cell) {
    double[][] values = new double[CELLS][CELLS];
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        values[row][column] = allowed[row][column] + cell.value(row * CELLS + column);
      }
    }
    return values;
  }

  private static Cells scaled(
      String name, Sight sight, double[][] values, double low, double high) {
    return new Cells(
        name, sight.low(0), sight.high(0), sight.low(1), sight.high(1), values, low, high);
  }

  private static Figure figure(
      Sight sight, String name, String title, String caption, Cells cells, List<Layer> borders) {
    List<Layer> layers = new ArrayList<>(List.of(cells));
    layers.addAll(borders);
    return new Figure(
        "auction-" + name,
        title,
        caption,
        new Axis("her value of " + sight.good(0), sight.low(0), sight.high(0), false),
        new Axis("her value of " + sight.good(1), sight.low(1), sight.high(1), false),
        layers);
  }

  private static List<Layer> borders(Sight sight) {
    Optional<Mechanism> optimal = KnownOptimum.auction(sight.setting());
    return sight.setting().items() == 2
            && optimal.isPresent()
            && optimal.get() instanceof MenuAuction menu
        ? new MenuBorders(menu, sight).layers()
        : List.of();
  }

  private static String caption(Sight sight, boolean optimum) {
    int others = sight.setting().bidders() - 1;
    List<String> fixed = new ArrayList<>();
    if (others > 0) {
      fixed.add(others == 1 ? "the other bidder's values" : "the " + others + " others' values");
    }
    if (sight.setting().items() > 2) {
      fixed.add("her other values");
    }
    return (fixed.isEmpty()
            ? ""
            : "A slice: " + String.join(" and ", fixed) + " are in the middle of what they can be.")
        + (optimum ? "Dashed: the borders of the optimal menu's regions." : "");
  }
}
