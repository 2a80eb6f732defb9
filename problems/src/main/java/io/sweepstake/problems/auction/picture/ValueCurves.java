package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.auction.MyersonAuction;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.ValuationProfiles;
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

/**
 * One item, or one quality: what the first bidder gets and pays by her value, as means over the
 * others' values, beside the same of the optimal auction where it is known; where her chance
 * crosses one half; and what a posted price earns from a bidder who is alone.
 */
final class ValueCurves {
  /** Draws of the others' values, the same at each of hers. */
  private static final int OTHERS = 1024;

  /** Values for each cell, where each is a mean over draws. */
  private static final int FINER = 4;

  private final Subject subject;
  private final Slice slice;
  private final int values;
  private final ValuationProfiles draws;
  private final Means learned;
  private final Optional<Means> optimal;

  /** By value of the first bidder's. */
  private record Means(double[] shares, double[] payments) {}

  /**
   * Curves.
   *
   * @param seed of the others' values
   * @param cells how fine curves are: a bidder who is alone costs little, and has a value for each
   *     cell of a map
   */
  ValueCurves(Subject subject, Slice slice, long seed, int cells) {
    this.subject = subject;
    this.slice = slice;
    boolean alone = subject.setting().bidders() == 1;
    values = cells * (alone ? cells : FINER);
    draws = new ValuationProfiles(alone ? 1 : OTHERS, subject.setting().bidders(), 1);
    subject.setting().distribution().sample(0, draws, seed);
    learned = means(subject);
    optimal = KnownOptimum.auction(subject.setting()).map(best -> means(subject.under(best)));
  }

  private Means means(Subject auction) {
    double[] shares = new double[values];
    double[] payments = new double[values];
    int others = draws.count();
    for (int k = 0; k < values; k++) {
      ValuationProfiles reports = draws.copy();
      for (int draw = 0; draw < others; draw++) {
        reports.set(draw, 0, 0, (float) slice.value(0, k, values));
      }
      Outcomes outcomes = auction.run(reports);
      for (int draw = 0; draw < others; draw++) {
        shares[k] += outcomes.allocation(draw, 0, 0) / (double) others;
        payments[k] += outcomes.payment(draw, 0) / (double) others;
      }
    }
    return new Means(shares, payments);
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    String good = subject.setting().sellsItems() ? "chance of the item" : "quality bought";
    figures.add(curve("allocation", good, learned.shares(), optimal.map(Means::shares)));
    figures.add(curve("payment", "payment", learned.payments(), optimal.map(Means::payments)));
    revenueCurve().ifPresent(figures::add);
    return figures;
  }

  private Figure curve(String name, String label, double[] found, Optional<double[]> best) {
    List<Series> series = new ArrayList<>();
    series.add(new Series("learned", Mark.CURVE, points(k -> found[k])));
    best.ifPresent(
        curve -> series.add(new Series("optimal (Myerson)", Mark.DASHES, points(k -> curve[k]))));
    double most = 1e-6;
    for (Series one : series) {
      most = Math.max(most, one.points().stream().mapToDouble(Mark.Point::y).max().orElse(0));
    }
    Axis up = Axis.around(label, new double[] {0, most}, false);
    cutOff()
        .ifPresent(
            at ->
                series.add(
                    new Series(
                        "learned cut-off " + number(at),
                        Mark.CURVE,
                        List.of(
                            new Mark.Point(at, up.low(), ""), new Mark.Point(at, up.high(), "")))));
    return new Figure(
        name,
        subject.who() + ": " + label,
        subject.setting().bidders() == 1
            ? "By her value."
            : "By her value alone: the mean over " + OTHERS + " draws of the others' values.",
        new Axis(subject.value(0), slice.low(0), slice.high(0), false),
        up,
        List.copyOf(series));
  }

  /** What a posted price earns from one bidder, and the learned one. */
  private Optional<Figure> revenueCurve() {
    OptionalDouble cut = cutOff();
    if (subject.setting().bidders() != 1
        || cut.isEmpty()
        || !(subject.setting().distribution() instanceof IndependentValuations values)) {
      return Optional.empty();
    }
    Marginal marginal = values.marginal(0, 0);
    double price = cut.getAsDouble();
    double best = new MyersonAuction(List.of(marginal)).reserves().get(0);
    List<Mark.Point> curve = points(k -> value(k) * marginal.survival(value(k)));
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

  private double value(int k) {
    return slice.value(0, k, values);
  }

  private List<Mark.Point> points(IntToDoubleFunction height) {
    List<Mark.Point> points = new ArrayList<>();
    for (int k = 0; k < values; k++) {
      points.add(new Mark.Point(value(k), height.applyAsDouble(k), ""));
    }
    return points;
  }

  /** Where the chance of the item first reaches one half, between the two values beside it. */
  private OptionalDouble cutOff() {
    double[] chances = learned.shares();
    for (int k = 1; k < values && subject.setting().sellsItems() && chances[0] < 0.5; k++) {
      if (chances[k] >= 0.5) {
        double way = (0.5 - chances[k - 1]) / (chances[k] - chances[k - 1]);
        return OptionalDouble.of(value(k - 1) + way * (value(k) - value(k - 1)));
      }
    }
    return OptionalDouble.empty();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
