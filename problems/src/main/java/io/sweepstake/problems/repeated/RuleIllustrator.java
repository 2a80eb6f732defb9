package io.sweepstake.problems.repeated;

import io.sweepstake.core.payment.PaymentFile;
import io.sweepstake.core.payment.Round;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Illustrated;
import io.sweepstake.sweeps.figure.Illustrator;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.study.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Shows what bidders bid and paid on the way to a study's best payment rule. */
record RuleIllustrator(RepeatedProblem problem) implements Illustrator {
  @Override
  public List<Section> sections(Illustrated study) throws IOException {
    Optional<byte[]> artifact = study.ofBest(LearnedRule.ARTIFACT);
    if (artifact.isEmpty()) {
      return List.of();
    }
    List<Round> rounds = PaymentFile.fromBytes(artifact.get()).rounds();
    return rounds.isEmpty()
        ? List.of()
        : List.of(
            new Section(
                "What bidders do",
                List.of(
                    "Of the best trial, once bidders had settled in each round and before the rule"
                        + " took its steps; sweepstake equilibrium shows them under the rule as it"
                        + " ended."),
                List.of(
                    bids(rounds),
                    course("revenue", rounds, Round::revenue, RepeatedMetrics.REVENUE.metric()),
                    course(
                        "exploitability",
                        rounds,
                        Round::exploitability,
                        RepeatedMetrics.EXPLOITABILITY.metric()),
                    course(
                        "bid over value",
                        rounds,
                        Round::bidOverValue,
                        RepeatedMetrics.BID_OVER_VALUE.metric())),
                List.of()));
  }

  /** What is bid at each value, in the first, the middle and the last round. */
  private Figure bids(List<Round> rounds) {
    int values = problem.game().grid().values().count();
    double[] value = new double[values];
    Arrays.setAll(value, v -> problem.game().grid().values().value(v));
    List<Layer> layers = new ArrayList<>();
    double[] heights = value.clone();
    for (int at : new TreeSet<>(List.of(0, (rounds.size() - 1) / 2, rounds.size() - 1))) {
      double[] bids = rounds.get(at).meanBids();
      List<Mark.Point> points = new ArrayList<>();
      for (int v = 0; v < values; v++) {
        points.add(new Mark.Point(value[v], bids[v], "round " + (at + 1)));
      }
      layers.add(new Series("round " + (at + 1), Mark.LINE, points));
      heights = concatenated(heights, bids);
    }
    List<Mark.Point> truth = new ArrayList<>();
    for (double v : value) {
      truth.add(new Mark.Point(v, v, ""));
    }
    layers.add(new Series("the truth", Mark.DASHES, truth));
    return new Figure(
        "bids-by-value",
        "Mean bid at each value",
        "On the dashed line bidders would tell the truth.",
        Axis.around("value", value, false),
        Axis.around("mean bid", heights, false),
        layers);
  }

  private static double[] concatenated(double[] some, double[] more) {
    double[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  /** A measure round by round, with what is known of the game as levels. */
  private Figure course(
      String name, List<Round> rounds, ToDoubleFunction<Round> of, Metric metric) {
    List<Mark.Point> points = new ArrayList<>();
    double[] numbers = new double[rounds.size()];
    double[] heights = rounds.stream().mapToDouble(of).toArray();
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = k + 1;
      points.add(new Mark.Point(k + 1, heights[k], "round " + (k + 1)));
    }
    List<Layer> layers = new ArrayList<>(List.of(new Series(name, Mark.LINE, points)));
    if (metric.equals(RepeatedMetrics.REVENUE.metric())) {
      for (Reference reference : problem.references()) {
        OptionalDouble level = reference.metrics().value(metric);
        if (level.isPresent()) {
          layers.add(Series.level(reference.name(), level.getAsDouble()));
          heights = concatenated(heights, new double[] {level.getAsDouble()});
        }
      }
    }
    return new Figure(
        Figure.named(name + " by round"),
        "Rounds: " + name,
        "",
        Axis.around("round", numbers, false).ofWholeNumbers(),
        Axis.around(name, heights, false),
        layers);
  }
}
