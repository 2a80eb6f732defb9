package io.sweepstake.problems.auction.picture;

import io.sweepstake.sweeps.figure.Arrows;
import io.sweepstake.sweeps.figure.Figure;
import java.util.ArrayList;
import java.util.List;

/** What the first bidder gets of two goods at once: a field of arrows. */
final class Directions {
  private static final int ARROWS = 12; // along an edge

  private Directions() {}

  /** Arrows as long as the distance between two of them for the most that is sold. */
  static Figure of(OutcomeGrid grid) {
    Slice slice = grid.slice();
    boolean items = grid.subject().setting().sellsItems();
    int cells = grid.cells();
    int edge = Math.min(ARROWS, cells);
    double most = items ? 1 : 1e-9;
    for (int k = 0; k < cells * cells; k++) {
      most = Math.max(most, Math.max(grid.share(k, 0), grid.share(k, 1)));
    }
    double unitAcross = 0.9 * (slice.high(0) - slice.low(0)) / edge / most;
    double unitUp = 0.9 * (slice.high(1) - slice.low(1)) / edge / most;
    List<Arrows.Arrow> arrows = new ArrayList<>();
    for (int row = 0; row < edge; row++) {
      for (int column = 0; column < edge; column++) {
        int x = (2 * column + 1) * cells / (2 * edge);
        int y = (2 * row + 1) * cells / (2 * edge);
        if (grid.allows(y, x)) {
          double across = unitAcross * grid.share(y * cells + x, 0);
          double up = unitUp * grid.share(y * cells + x, 1);
          arrows.add(
              new Arrows.Arrow(
                  slice.value(0, x, cells) - across / 2,
                  slice.value(1, y, cells) - up / 2,
                  across,
                  up));
        }
      }
    }
    return grid.figure(
        "directions",
        items ? "chances of both" : "qualities",
        "Each arrow is what she gets at the values in its middle: of "
            + grid.subject().good(0)
            + " to the right, of "
            + grid.subject().good(1)
            + " up.",
        List.of(new Arrows("", arrows)));
  }
}
