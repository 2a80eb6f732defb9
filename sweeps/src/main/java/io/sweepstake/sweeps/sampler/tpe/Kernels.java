package io.sweepstake.sweeps.sampler.tpe;

import java.util.Arrays;

/**
 * The kernels around the observations of a {@link ParzenMixture}, as numbers by slot: an
 * observation has the slot of its place in the order of adding. One number of all kernels lies in
 * one array, for loops over many of them; arrays are longer than there are {@link #slots}, and move
 * when one is added.
 */
final class Kernels {
  final Axis[] axes;
  final ParzenShape shape;

  /** The continuous axes. */
  final int[] smooth;

  /** The grids, then the choices. */
  final int[] stepped;

  /** The part of the prior's log density that does not depend on the place. */
  final double priorConstant;

  int slots;

  /** How many are on, of those whose switches have been followed. */
  int live;

  /** By slot. */
  boolean[] on = new boolean[16];

  /** By slot, the part of the log kernel that does not depend on the place; −∞ when off. */
  double[] base = new double[16];

  /** {@code [axis][slot]}, the centre in transformed space. */
  final double[][] place;

  /** {@code [axis][slot]}; none for choices. */
  final double[][] inverseWidth;

  /** {@code [axis][slot]}, for grids the row of the axis's table, for choices the choice. */
  final int[][] row;

  /** {@code [axis][slot]}, what a continuous axis adds to {@link #base}. */
  private final double[][] constant;

  /** By axis, the table of a grid. */
  private final CellTable[] tables;

  Kernels(Axis[] axes, ParzenShape shape) {
    this.axes = axes;
    this.shape = shape;
    int d = axes.length;
    smooth = indices(Axis.Kind.CONTINUOUS);
    int[] grids = indices(Axis.Kind.GRID);
    int[] choices = indices(Axis.Kind.CHOICE);
    priorConstant = priorConstant(axes);
    stepped = Arrays.copyOf(grids, grids.length + choices.length);
    System.arraycopy(choices, 0, stepped, grids.length, choices.length);
    place = new double[d][16];
    inverseWidth = new double[d][];
    constant = new double[d][];
    row = new int[d][];
    tables = new CellTable[d];
    for (int k = 0; k < d; k++) {
      Axis.Kind kind = axes[k].kind;
      tables[k] = kind == Axis.Kind.GRID ? new CellTable(axes[k]) : null;
      inverseWidth[k] = kind == Axis.Kind.CHOICE ? null : new double[16];
      constant[k] = kind == Axis.Kind.CONTINUOUS ? new double[16] : null;
      row[k] = kind == Axis.Kind.CONTINUOUS ? null : new int[16];
    }
  }

  private int[] indices(Axis.Kind kind) {
    int[] found = new int[axes.length];
    int count = 0;
    for (int k = 0; k < axes.length; k++) {
      if (axes[k].kind == kind) {
        found[count++] = k;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static double priorConstant(Axis[] axes) {
    double prior = 0;
    for (Axis axis : axes) {
      if (axis.kind == Axis.Kind.CHOICE) {
        prior -= Math.log(axis.count);
      } else if (axis.kind == Axis.Kind.CONTINUOUS) {
        prior += axis.logDensityConstant(axis.middle(), axis.width());
      }
    }
    return prior;
  }

  /** Adds an observation, switched off; {@code numbers} has one entry per axis. */
  int add(double[] numbers) {
    if (slots == on.length) {
      grow(slots + slots / 2);
    }
    int slot = slots++;
    silence(slot);
    for (int k = 0; k < axes.length; k++) {
      place[k][slot] = axes[k].transform(numbers[k]);
      if (axes[k].kind == Axis.Kind.CHOICE) {
        row[k][slot] = (int) numbers[k];
      }
    }
    return slot;
  }

  private void grow(int capacity) {
    on = Arrays.copyOf(on, capacity);
    base = Arrays.copyOf(base, capacity);
    for (int k = 0; k < axes.length; k++) {
      place[k] = Arrays.copyOf(place[k], capacity);
      inverseWidth[k] = inverseWidth[k] == null ? null : Arrays.copyOf(inverseWidth[k], capacity);
      constant[k] = constant[k] == null ? null : Arrays.copyOf(constant[k], capacity);
      row[k] = row[k] == null ? null : Arrays.copyOf(row[k], capacity);
    }
  }

  /** Makes a kernel nowhere likely. */
  void silence(int slot) {
    base[slot] = Double.NEGATIVE_INFINITY;
  }

  /** Makes a kernel count, with the widths it has now. */
  void sumConstants(int slot) {
    double sum = 0;
    for (int k : smooth) {
      sum += constant[k][slot];
    }
    base[slot] = sum;
  }

  /**
   * Gives a kernel a width on an axis that is no choice.
   *
   * @return whether its constant changed
   */
  boolean widen(int k, int slot, double sigma) {
    double inverse = 1 / sigma;
    if (axes[k].kind == Axis.Kind.GRID) {
      inverseWidth[k][slot] = inverse;
      row[k][slot] = tables[k].row(place[k][slot], sigma);
      return false;
    }
    if (inverseWidth[k][slot] == inverse) {
      return false;
    }
    inverseWidth[k][slot] = inverse;
    constant[k][slot] = axes[k].logDensityConstant(place[k][slot], sigma);
    return true;
  }

  double width(int k, int slot) {
    return 1 / inverseWidth[k][slot];
  }

  /** The log probabilities of a number of a grid, by {@link #row}. */
  double[] cells(int k, double number) {
    return tables[k].column(number);
  }

  /** Whether the tables of the grids keep much that no kernel needs any more. */
  boolean tooManyRows() {
    for (CellTable table : tables) {
      if (table != null && table.size() > 4 * live + 1000) {
        return true;
      }
    }
    return false;
  }

  /** Empties the table of an axis, if it has one: all its kernels are about to get widths. */
  void forgetRows(int k) {
    if (tables[k] != null) {
      tables[k].clear();
    }
  }

  /** The kernel of an axis of choices. */
  ChoiceKernel choices(int k) {
    return new ChoiceKernel((int) axes[k].count, shape.priorWeight() / (live + 1));
  }

  /** The slots that are on, oldest first. */
  int[] members() {
    int[] members = new int[live];
    int at = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (on[slot]) {
        members[at++] = slot;
      }
    }
    return members;
  }
}
