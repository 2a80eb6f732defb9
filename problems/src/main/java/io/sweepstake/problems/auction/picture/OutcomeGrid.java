package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What the first bidder gets and pays, cell by cell of her values of the first two items. Profile
 * {@code row · cells + column} has the values in the middle of that cell; rows are of the second
 * item, from below.
 */
final class OutcomeGrid {
  private final Subject subject;
  private final Slice slice;
  private final int cells;
  private final ValuationProfiles profiles;
  private final Outcomes outcomes;

  OutcomeGrid(Subject subject, Slice slice, int cells) {
    this.subject = subject;
    this.slice = slice;
    this.cells = cells;
    profiles = slice.across(cells);
    outcomes = subject.run(profiles);
  }

  Subject subject() {
    return subject;
  }

  Slice slice() {
    return slice;
  }

  /** Along an axis. */
  int cells() {
    return cells;
  }

  /** Her chance of an item, or the quality that she buys. */
  double share(int profile, int item) {
    return outcomes.allocation(profile, 0, item);
  }

  double payment(int profile) {
    return outcomes.payment(profile, 0);
  }

  /** What she gains before she pays. */
  double worth(int profile) {
    int at = profiles.index(profile, 0, 0);
    return subject
        .setting()
        .surplus()
        .value(profiles.values(), at, outcomes.allocation(), at, subject.setting().items());
  }

  /** {@code [row][column]}; NaN where she cannot have these values. */
  double[][] values(IntToDoubleFunction of) {
    double[][] values = new double[cells][cells];
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        values[row][column] =
            allows(row, column) ? of.applyAsDouble(row * cells + column) : Double.NaN;
      }
    }
    return values;
  }

  boolean allows(int row, int column) {
    return slice.allows(slice.value(0, column, cells), slice.value(1, row, cells));
  }

  /** A map whose scale spans its values. */
  Cells spanning(String name, double[][] values) {
    return Cells.spanning(name, slice.low(0), slice.high(0), slice.low(1), slice.high(1), values);
  }

  /** A map whose scale is given. */
  Cells scaled(String name, double[][] values, double low, double high) {
    return new Cells(
        name, slice.low(0), slice.high(0), slice.low(1), slice.high(1), values, low, high);
  }

  Figure figure(String name, String what, String caption, List<Layer> layers) {
    return new Figure(
        name,
        subject.who() + ": " + what,
        (caption + slice.fixed()).strip(),
        new Axis(subject.value(0), slice.low(0), slice.high(0), false),
        new Axis(subject.value(1), slice.low(1), slice.high(1), false),
        layers);
  }
}
