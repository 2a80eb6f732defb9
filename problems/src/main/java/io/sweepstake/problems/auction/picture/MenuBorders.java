package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * The borders between what a buyer of two items chooses from a menu. Where she is indifferent
 * between two choices is a line, and where she likes both no less than all others a piece of it.
 */
final class MenuBorders {
  private static final double NOTHING = 1e-9;

  /** Pieces shorter than this share of the map are points where three regions meet. */
  private static final double SHORTEST = 1e-3;

  private final List<Choice> choices = new ArrayList<>();
  private final Slice slice;

  /** {@code first · v1 + second · v2 − price} is her utility. */
  private record Choice(double first, double second, double price) {}

  MenuBorders(MenuAuction menu, Slice slice) {
    this.slice = slice;
    choices.add(new Choice(0, 0, 0));
    for (MenuAuction.Option option : menu.options()) {
      choices.add(
          new Choice(option.probabilities().get(0), option.probabilities().get(1), option.price()));
    }
  }

  /** A dashed line for each border; the first has the name of them all. */
  List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (int a = 0; a < choices.size(); a++) {
      for (int b = a + 1; b < choices.size(); b++) {
        List<Mark.Point> border = border(choices.get(a), choices.get(b));
        if (!border.isEmpty()) {
          layers.add(new Series(layers.isEmpty() ? "optimal regions" : "", Mark.DASHES, border));
        }
      }
    }
    return layers;
  }

  /** Both ends of it; none where it has no length. */
  private List<Mark.Point> border(Choice a, Choice b) {
    double across = a.first() - b.first();
    double up = a.second() - b.second();
    double square = across * across + up * up;
    if (square < NOTHING) {
      return List.of();
    }
    // The line's point nearest to the origin, and along it from there.
    double offset = (a.price() - b.price()) / square;
    Piece piece = new Piece(across * offset, up * offset, -up, across);
    piece.keep(1, 0, slice.low(0));
    piece.keep(-1, 0, -slice.high(0));
    piece.keep(0, 1, slice.low(1));
    piece.keep(0, -1, -slice.high(1));
    if (!slice.isBox()) {
      piece.keep(-1, -1, -slice.total());
    }
    for (Choice other : choices) {
      piece.keep(a.first() - other.first(), a.second() - other.second(), a.price() - other.price());
    }
    double length = (piece.to - piece.from) * Math.sqrt(square);
    return length > SHORTEST * (slice.high(0) - slice.low(0))
        ? List.of(piece.at(piece.from), piece.at(piece.to))
        : List.of();
  }

  /** What is left of a line. */
  private static final class Piece {
    private final double x;
    private final double y;
    private final double dx;
    private final double dy;
    private double from = -1e9;
    private double to = 1e9;

    Piece(double x, double y, double dx, double dy) {
      this.x = x;
      this.y = y;
      this.dx = dx;
      this.dy = dy;
    }

    /** Keeps of it where {@code first · v1 + second · v2} is at least a bound. */
    void keep(double first, double second, double bound) {
      double slope = first * dx + second * dy;
      double rest = bound - first * x - second * y;
      if (Math.abs(slope) < NOTHING) {
        if (rest > NOTHING) {
          to = from;
        }
      } else if (slope > 0) {
        from = Math.max(from, rest / slope);
      } else {
        to = Math.min(to, rest / slope);
      }
    }

    Mark.Point at(double along) {
      return new Mark.Point(x + along * dx, y + along * dy, "");
    }
  }
}
