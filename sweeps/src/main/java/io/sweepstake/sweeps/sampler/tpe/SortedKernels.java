package io.sweepstake.sweeps.sampler.tpe;

import java.util.Arrays;

/**
 * The kernels that are on, sorted on every axis, since a kernel is as wide as its neighbours are
 * far. A switch moves the neighbours of one place on every axis, and only what it changes is
 * computed again; what is computed does not depend on the order of the switches, to the last bit.
 */
final class SortedKernels {
  private final Kernels kernels;
  private final Axis[] axes;
  private final ParzenShape shape;

  /** Per axis, the slots that are on, by place and then by slot; none for choices. */
  private final int[][] order;

  private final boolean onlyChoices;

  /** Slots that were switched since the last {@link #refresh}. */
  private int[] switches = new int[8];

  private int switchCount;

  /** Slots whose constants changed while one was moved. */
  private int[] changed = new int[8];

  private int changedCount;

  SortedKernels(Kernels kernels) {
    this.kernels = kernels;
    axes = kernels.axes;
    shape = kernels.shape;
    order = new int[axes.length][];
    for (int k = 0; k < axes.length; k++) {
      order[k] = axes[k].kind == Axis.Kind.CHOICE ? null : new int[16];
    }
    onlyChoices = axes.length > 0 && Arrays.stream(order).allMatch(slots -> slots == null);
  }

  void turn(int slot, boolean next) {
    if (kernels.on[slot] != next) {
      kernels.on[slot] = next;
      if (switchCount == switches.length) {
        switches = Arrays.copyOf(switches, 2 * switchCount);
      }
      switches[switchCount++] = slot;
    }
  }

  /** Whether something was switched that the kernels do not show yet. */
  boolean pending() {
    return switchCount > 0;
  }

  /** Brings the kernels up to date with the switches. */
  void refresh() {
    for (int k = 0; k < axes.length; k++) {
      if (order[k] != null && order[k].length < kernels.slots) {
        order[k] = Arrays.copyOf(order[k], kernels.on.length);
      }
    }
    int before = kernels.live;
    boolean bulk = switchCount > 8 + before / 16;
    if (bulk) {
      sortAll();
    } else {
      for (int s = 0; s < switchCount; s++) {
        move(switches[s]);
      }
    }
    // With few observations the least width depends on how many there are, or were in between.
    if (bulk
        || shape.countMatters(Math.min(before, kernels.live) - switchCount)
        || kernels.tooManyRows()) {
      allWidths();
    }
    switchCount = 0;
  }

  /**
   * Puts one slot into, or takes it out of, the order of every axis. One that was switched back and
   * forth is where it should be already.
   */
  private void move(int slot) {
    boolean on = kernels.on[slot];
    boolean counted = onlyChoices && (kernels.base[slot] == 0) != on;
    for (int k = 0; k < axes.length; k++) {
      counted |= order[k] != null && settle(k, slot, on);
    }
    if (!counted) {
      return;
    }
    kernels.live += on ? 1 : -1;
    if (!on) {
      kernels.silence(slot);
    }
    changedCount = 0;
    for (int k = 0; k < axes.length; k++) {
      if (order[k] != null) {
        widthsAround(k, position(k, slot, kernels.live));
      }
    }
    if (on) {
      kernels.sumConstants(slot);
    }
    for (int c = 0; c < changedCount; c++) {
      kernels.sumConstants(changed[c]);
    }
  }

  /**
   * Puts a slot into, or takes it out of, the order of one axis.
   *
   * @return whether it was not so already
   */
  private boolean settle(int k, int slot, boolean on) {
    int live = kernels.live;
    int at = position(k, slot, live);
    boolean present = at < live && order[k][at] == slot;
    if (present == on) {
      return false;
    }
    if (on) {
      System.arraycopy(order[k], at, order[k], at + 1, live - at);
      order[k][at] = slot;
    } else {
      System.arraycopy(order[k], at + 1, order[k], at, live - at - 1);
    }
    return true;
  }

  /** Computes the kernels at a position of an axis's order and beside it. */
  private void widthsAround(int k, int at) {
    for (int p = Math.max(0, at - 1); p <= Math.min(kernels.live - 1, at + 1); p++) {
      if (width(k, p)) {
        if (changedCount == changed.length) {
          changed = Arrays.copyOf(changed, 2 * changedCount);
        }
        changed[changedCount++] = order[k][p];
      }
    }
  }

  /** Where a slot stands, or would stand, among the first {@code n} of an axis's order. */
  private int position(int k, int slot, int n) {
    double[] places = kernels.place[k];
    int[] sorted = order[k];
    double mine = places[slot];
    int from = 0;
    int to = n;
    while (from < to) {
      int middle = (from + to) >>> 1;
      double other = places[sorted[middle]];
      if (other < mine || (other == mine && sorted[middle] < slot)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private void sortAll() {
    int live = 0;
    int[] members = new int[kernels.slots];
    for (int slot = 0; slot < kernels.slots; slot++) {
      if (kernels.on[slot]) {
        members[live++] = slot;
      } else {
        kernels.silence(slot);
      }
    }
    kernels.live = live;
    double[] keys = new double[live];
    int[] spare = new int[live];
    double[] spareKeys = new double[live];
    for (int k = 0; k < axes.length; k++) {
      if (order[k] != null) {
        System.arraycopy(members, 0, order[k], 0, live);
        for (int p = 0; p < live; p++) {
          keys[p] = kernels.place[k][members[p]];
        }
        mergeSort(order[k], keys, spare, spareKeys, live);
      }
    }
  }

  /**
   * A stable merge sort of slots by keys that move along, so that memory is read in order;
   * primitive, since this runs for every axis.
   */
  private static void mergeSort(
      int[] slots, double[] keys, int[] spare, double[] spareKeys, int n) {
    for (int run = 1; run < n; run *= 2) {
      for (int from = 0; from < n; from += 2 * run) {
        int middle = Math.min(n, from + run);
        int to = Math.min(n, from + 2 * run);
        int a = from;
        int b = middle;
        for (int out = from; out < to; out++) {
          boolean left = a < middle && (b >= to || keys[a] <= keys[b]);
          int next = left ? a++ : b++;
          spare[out] = slots[next];
          spareKeys[out] = keys[next];
        }
      }
      System.arraycopy(spare, 0, slots, 0, n);
      System.arraycopy(spareKeys, 0, keys, 0, n);
    }
  }

  private void allWidths() {
    for (int k = 0; k < axes.length; k++) {
      if (order[k] != null) {
        kernels.forgetRows(k);
        for (int p = 0; p < kernels.live; p++) {
          width(k, p);
        }
      }
    }
    for (int slot = 0; slot < kernels.slots; slot++) {
      if (kernels.on[slot]) {
        kernels.sumConstants(slot);
      }
    }
  }

  /**
   * Computes the kernel at a position of an axis's order from its neighbours.
   *
   * @return whether its constant changed
   */
  private boolean width(int k, int position) {
    Axis axis = axes[k];
    int live = kernels.live;
    int[] sorted = order[k];
    double[] places = kernels.place[k];
    int slot = sorted[position];
    double mine = places[slot];
    double left = mine - (position > 0 ? places[sorted[position - 1]] : axis.low);
    double right = (position < live - 1 ? places[sorted[position + 1]] : axis.high) - mine;
    double sigma = Math.max(left, right);
    if (shape.priorIsNeighbour()) {
      double towardsPrior = axis.middle() - mine;
      left = towardsPrior < 0 ? Math.min(left, -towardsPrior) : left;
      right = towardsPrior >= 0 ? Math.min(right, towardsPrior) : right;
      sigma = Math.max(left, right);
    }
    if (live >= 2 && !shape.boundsAreNeighbours()) {
      sigma = position == 0 ? right : position == live - 1 ? left : sigma;
    }
    double range = axis.width();
    return kernels.widen(k, slot, Math.min(range, Math.max(shape.least(range, live), sigma)));
  }
}
