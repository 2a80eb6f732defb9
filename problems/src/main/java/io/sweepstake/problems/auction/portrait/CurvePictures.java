package io.sweepstake.problems.auction.portrait;

import io.sweepstake.core.auction.MyersonAuction;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/** What an auction of one item does with its first bidder, by her value. */
final class CurvePictures {
  private final Setting setting;
  private final Slice slice;
  private final int cells;
  private final double[] shares;
  private final double[] payments;
  private final Optional<double[][]> optimal; // shares and payments

  CurvePictures(Setting setting, Mechanism mechanism, int cells) {
    this.setting = setting;
    this.cells = cells;
    slice = new Slice(setting);
    Outcomes outcomes = mechanism.run(slice.along(cells));
    shares = new double[cells];
    payments = new double[cells];
    for (int k = 0; k < cells; k++) {
      shares[k] = outcomes.allocation(k, 0, 0);
      payments[k] = outcomes.payments()[k * setting.bidders()];
    }
    optimal = optimal();
  }

  /** Myerson's auction, where values are independent and what is sold is an item. */
  private Optional<double[][]> optimal() {
    if (!setting.sellsItems()
        || !(setting.distribution() instanceof IndependentValuations values)) {
      return Optional.empty();
    }
    MyersonAuction auction = new MyersonAuction(values.ofItem(0));
    double[][] best = new double[2][cells];
    double[] bids = new double[setting.bidders()];
    double[] sold = new double[bids.length];
    double[] paid = new double[bids.length];
    for (int k = 0; k < cells; k++) {
      for (int i = 0; i < bids.length; i++) {
        bids[i] = i == 0 ? slice.value(0, k, cells) : slice.median(i, 0);
      }
      auction.sell(bids, sold, paid);
      best[0][k] = sold[0];
      best[1][k] = paid[0];
    }
    return Optional.of(best);
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    String good = setting.sellsItems() ? "chance of the item" : "quality bought";
    figures.add(curve("allocation", good, shares, 0));
    figures.add(curve("payment", "payment", payments, 1));
    revenueCurve().ifPresent(figures::add);
    return figures;
  }

  private Figure curve(String name, String label, double[] learned, int of) {
    List<Series> series = new ArrayList<>();
    series.add(new Series("learned", Mark.CURVE, points(k -> learned[k])));
    optimal.ifPresent(
        best -> series.add(new Series("optimal (Myerson)", Mark.DASHES, points(k -> best[of][k]))));
    double most = 0;
    for (Series one : series) {
      most = Math.max(most, one.points().stream().mapToDouble(Mark.Point::y).max().orElse(0));
    }
    Axis up = Axis.around(label, new double[] {0, Math.max(most, 1e-6)}, false);
    OptionalDouble cut = cutOff(shares);
    cut.ifPresent(
        at ->
            series.add(
                new Series(
                    "learned cut-off " + number(at),
                    Mark.CURVE,
                    List.of(new Mark.Point(at, up.low(), ""), new Mark.Point(at, up.high(), "")))));
    return new Figure(
        name,
        "First bidder: " + label,
        "By her value." + slice.fixed(),
        across(),
        up,
        List.copyOf(series));
  }

  /** What a posted price earns from one bidder, and the learned one. */
  private Optional<Figure> revenueCurve() {
    OptionalDouble cut = cutOff(shares);
    if (setting.bidders() != 1
        || cut.isEmpty()
        || !setting.sellsItems()
        || !(setting.distribution() instanceof IndependentValuations values)) {
      return Optional.empty();
    }
    Marginal marginal = values.marginal(0, 0);
    double price = cut.getAsDouble();
    double best = new MyersonAuction(List.of(marginal)).reserves().get(0);
    List<Mark.Point> curve =
        points(k -> slice.value(0, k, cells) * marginal.survival(slice.value(0, k, cells)));
    double[] heights = curve.stream().mapToDouble(Mark.Point::y).toArray();
    return Optional.of(
        new Figure(
            "revenue-curve",
            "Revenue of a posted price",
            "The learned cut-off is the price that the auction posts.",
            new Axis("price", slice.low(0), slice.high(0), false),
            Axis.around("expected revenue", heights, false),
            List.of(
                new Series("revenue", Mark.CURVE, curve),
                at("optimal price " + number(best), Mark.DOT, best, marginal),
                at("learned price " + number(price), Mark.STAR, price, marginal))));
  }

  private static Series at(String name, Mark mark, double price, Marginal marginal) {
    double revenue = price * marginal.survival(price);
    return new Series(
        name, mark, List.of(new Mark.Point(price, revenue, "earns " + number(revenue))));
  }

  private Axis across() {
    return new Axis("value", slice.low(0), slice.high(0), false);
  }

  private List<Mark.Point> points(IntToDoubleFunction height) {
    List<Mark.Point> points = new ArrayList<>();
    for (int k = 0; k < cells; k++) {
      points.add(new Mark.Point(slice.value(0, k, cells), height.applyAsDouble(k), ""));
    }
    return points;
  }

  /** Where the chance of the item first reaches one half, between the two values beside it. */
  OptionalDouble cutOff(double[] chances) {
    for (int k = 0; k < cells; k++) {
      if (chances[k] >= 0.5) {
        double here = slice.value(0, k, cells);
        if (k == 0) {
          return OptionalDouble.empty();
        }
        double before = slice.value(0, k - 1, cells);
        double way = (0.5 - chances[k - 1]) / (chances[k] - chances[k - 1]);
        return OptionalDouble.of(before + way * (here - before));
      }
    }
    return OptionalDouble.empty();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
