package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.regret.CheapAttack;
import io.sweepstake.core.regret.Regrets;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Where the first bidder gains most by a lie, and what she says there, by the cheap attack. */
final class Lies {
  private static final int DRAWS = 2048;
  private static final int CELLS = 14;
  private static final int WORST = 12;

  private final Subject subject;
  private final Slice slice;
  private final ValuationProfiles truth;
  private final Regrets found;

  Lies(Subject subject, Slice slice, long seed) {
    this.subject = subject;
    this.slice = slice;
    truth = new ValuationProfiles(DRAWS, subject.setting().bidders(), subject.setting().items());
    subject.setting().distribution().sample(0, truth, seed);
    found =
        CheapAttack.standard()
            .estimate(subject.mechanism().bidderUtility(), subject.setting(), truth, 0, seed, 0);
  }

  Figure figure() {
    return subject.setting().items() == 1 ? overOneValue() : overTwoValues();
  }

  private double gain(int profile) {
    return Math.max(0, found.gain(profile, 0));
  }

  private List<Integer> worst() {
    return IntStream.range(0, DRAWS)
        .boxed()
        .sorted(Comparator.comparingDouble(this::gain).reversed())
        .limit(WORST)
        .filter(profile -> gain(profile) > 0)
        .toList();
  }

  private Figure overOneValue() {
    List<Mark.Point> dots = new ArrayList<>();
    double[] gains = new double[DRAWS];
    for (int k = 0; k < DRAWS; k++) {
      gains[k] = gain(k);
      double lie = found.misreports().value(k, 0, 0);
      dots.add(
          new Mark.Point(
              truth.value(k, 0, 0),
              gains[k],
              String.format("says %.3f, gains %.5f", lie, gains[k])));
    }
    return new Figure(
        "lies",
        subject.who() + ": where lies pay",
        caption(""),
        new Axis(subject.value(0), slice.low(0), slice.high(0), false),
        Axis.around("what she gains by a lie", gains, false),
        List.of(new Series("a draw", Mark.DOT, dots)));
  }

  private Figure overTwoValues() {
    double[][] most = new double[CELLS][CELLS];
    for (double[] row : most) {
      Arrays.fill(row, Double.NaN);
    }
    for (int k = 0; k < DRAWS; k++) {
      int column = cell(0, truth.value(k, 0, 0));
      int row = cell(1, truth.value(k, 0, 1));
      most[row][column] =
          Double.isNaN(most[row][column]) ? gain(k) : Math.max(most[row][column], gain(k));
    }
    List<Layer> layers = new ArrayList<>();
    layers.add(
        Cells.spanning("gain", slice.low(0), slice.high(0), slice.low(1), slice.high(1), most));
    List<Mark.Point> truths = new ArrayList<>();
    for (int k : worst()) {
      Mark.Point from = new Mark.Point(truth.value(k, 0, 0), truth.value(k, 0, 1), "");
      Mark.Point to =
          new Mark.Point(found.misreports().value(k, 0, 0), found.misreports().value(k, 0, 1), "");
      layers.add(new Series("", Mark.DASHES, List.of(from, to)));
      truths.add(new Mark.Point(from.x(), from.y(), String.format("gains %.5f by a lie", gain(k))));
    }
    layers.add(new Series("her values; dashed, to the lie", Mark.DOT, truths));
    return new Figure(
        "lies",
        subject.who() + ": where lies pay",
        caption("; the " + truths.size() + " worst are drawn"),
        new Axis(subject.value(0), slice.low(0), slice.high(0), false),
        new Axis(subject.value(1), slice.low(1), slice.high(1), false),
        layers);
  }

  private int cell(int item, double value) {
    double place = (value - slice.low(item)) / (slice.high(item) - slice.low(item));
    return Math.max(0, Math.min(CELLS - 1, (int) (place * CELLS)));
  }

  private static String caption(String more) {
    return "The most that the first bidder was found to gain, over "
        + DRAWS
        + " draws by the cheap attack: a lower bound"
        + more
        + ".";
  }
}
