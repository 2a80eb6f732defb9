package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the first bidder gets, pays and gains, over her values of the first two items. Where she is
 * alone and an optimal menu is known, the borders of its regions are drawn over it.
 */
final class OutcomeMaps {
  /** Chances of so many items are shown; more look much alike. */
  private static final int ITEMS = 3;

  private OutcomeMaps() {}

  static List<Figure> of(OutcomeGrid grid) {
    Setting setting = grid.subject().setting();
    boolean chances = setting.sellsItems();
    List<Layer> borders = borders(grid);
    List<Figure> figures = new ArrayList<>();
    for (int item = 0; item < Math.min(ITEMS, setting.items()); item++) {
      int shown = item;
      boolean pair = setting.demand() == Demand.COMBINATORIAL && item == 2;
      String good = pair ? "both" : grid.subject().good(item);
      double[][] values = grid.values(k -> grid.share(k, shown));
      figures.add(
          map(
              grid,
              pair ? "allocation-pair" : "allocation-" + (item + 1),
              chances ? "chance of " + good : good,
              chances ? grid.scaled("chance", values, 0, 1) : grid.spanning("quality", values),
              borders));
    }
    figures.add(spanning(grid, "payment", grid.values(grid::payment), borders));
    figures.add(
        spanning(grid, "utility", grid.values(k -> grid.worth(k) - grid.payment(k)), borders));
    if (!chances) {
      figures.add(spanning(grid, "surplus", grid.values(grid::worth), borders));
    }
    return figures;
  }

  private static Figure spanning(
      OutcomeGrid grid, String name, double[][] values, List<Layer> borders) {
    return map(grid, name, name, grid.spanning(name, values), borders);
  }

  private static Figure map(
      OutcomeGrid grid, String name, String what, Cells cells, List<Layer> borders) {
    List<Layer> layers = new ArrayList<>(List.of(cells));
    layers.addAll(borders);
    String caption = borders.isEmpty() ? "" : "Dashed: the borders of the optimal menu's regions.";
    return grid.figure(name, what, caption, layers);
  }

  private static List<Layer> borders(OutcomeGrid grid) {
    Setting setting = grid.subject().setting();
    Optional<Mechanism> optimal = KnownOptimum.auction(setting);
    return setting.items() == 2 && optimal.isPresent() && optimal.get() instanceof MenuAuction menu
        ? new MenuBorders(menu, grid.slice()).layers()
        : List.of();
  }
}
