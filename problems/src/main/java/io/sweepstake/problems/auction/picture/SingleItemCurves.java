package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One item: the chance of the first bidder to win it, and what she pays, by her value, as means
 * over the others' values; beside them those of the optimal auction, where it is known.
 */
final class SingleItemCurves {
  private static final int VALUES = 61;
  private static final int OTHERS = 256;

  private SingleItemCurves() {}

  static List<Figure> of(Sight sight, long seed) {
    ValuationProfiles draws =
        new ValuationProfiles(OTHERS, sight.setting().bidders(), sight.setting().items());
    sight.setting().distribution().sample(0, draws, seed);
    Curves found = curves(sight, draws);
    Optional<Curves> optimal =
        KnownOptimum.auction(sight.setting())
            .map(auction -> curves(new Sight(sight.setting(), auction), draws));
    String caption =
        sight.setting().bidders() == 1
            ? ""
            : "By her value alone: the mean over " + OTHERS + " draws of the others' values.";
    return List.of(
        figure(
            sight,
            "allocation",
            "Her chance of the item",
            caption,
            found.chance(),
            optimal.map(Curves::chance)),
        figure(
            sight,
            "payment",
            "What she pays",
            caption,
            found.payment(),
            optimal.map(Curves::payment)));
  }

  private record Curves(double[] chance, double[] payment) {}

  private static double value(Sight sight, int k) {
    return sight.low(0) + k * (sight.high(0) - sight.low(0)) / (VALUES - 1);
  }

  private static Curves curves(Sight sight, ValuationProfiles draws) {
    double[] chance = new double[VALUES];
    double[] payment = new double[VALUES];
    for (int k = 0; k < VALUES; k++) {
      ValuationProfiles reports = draws.copy();
      for (int draw = 0; draw < draws.count(); draw++) {
        reports.set(draw, 0, 0, (float) value(sight, k));
      }
      Outcomes outcomes = sight.run(reports);
      for (int draw = 0; draw < draws.count(); draw++) {
        chance[k] += outcomes.allocation(draw, 0, 0) / (double) draws.count();
        payment[k] += outcomes.payment(draw, 0) / (double) draws.count();
      }
    }
    return new Curves(chance, payment);
  }

  private static Figure figure(
      Sight sight,
      String name,
      String title,
      String caption,
      double[] found,
      Optional<double[]> optimal) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Series("the network", Mark.CURVE, points(sight, found)));
    optimal.ifPresent(
        curve -> layers.add(new Series("the optimal auction", Mark.DASHES, points(sight, curve))));
    double[] heights =
        java.util.stream.DoubleStream.concat(
                java.util.Arrays.stream(found),
                java.util.Arrays.stream(optimal.orElse(new double[] {0})))
            .toArray();
    return new Figure(
        "auction-" + name,
        title,
        caption,
        new Axis("her value", sight.low(0), sight.high(0), false),
        Axis.around(name.equals("allocation") ? "chance" : "payment", heights, false),
        layers);
  }

  private static List<Mark.Point> points(Sight sight, double[] heights) {
    List<Mark.Point> points = new ArrayList<>();
    for (int k = 0; k < heights.length; k++) {
      points.add(new Mark.Point(value(sight, k), heights[k], ""));
    }
    return points;
  }
}
