package io.sweepstake.sweeps.sampler.tpe;

import io.sweepstake.sweeps.numerics.StandardNormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A density over some parameters jointly: one kernel around each observation and a wide one, the
 * prior, over the whole range (Bergstra et al., NIPS 2011, with the bandwidths of Optuna 5.0).
 *
 * <p>Observation {@code i} of {@code N}, oldest first, has weight 1, except that when {@code N >
 * 25} the oldest {@code N − 25} rise linearly from {@code 1/N} to 1. A kernel is a product over the
 * axes of truncated normals around the observation (or of choices, the observed one favoured). Its
 * width on an axis is the distance to the farther of its two neighbours there, at least {@code
 * range / min(100, N + 2)}; the outermost observations have only one neighbour, and a lone one the
 * bounds. A {@link ParzenShape} may say otherwise, and weights may be given.
 *
 * <p>Observations are added once, in order, and switched on and off. Only what a switch changes is
 * computed again: a switch moves the neighbours of one place on every axis. What is computed does
 * not depend on the order of the switches, to the last bit.
 */
final class ParzenMixture {
  /** Kernels this much less likely, in log, than the likeliest change no digit of a double. */
  private static final double NEGLIGIBLE = 50;

  /** How much of the prior's normal, whose width is the range, lies beyond either bound. */
  private static final double PRIOR_TAIL = StandardNormal.cdf(-0.5);

  private static final int TILE = 64;
  private static final int TILES_AT_ONCE = 8;
  private static final int AXES_BETWEEN_CHECKS = 4;

  private final Axis[] axes;
  private final ParzenShape shape;
  private final int[] smooth;
  private final int[] stepped;

  private int slots;
  private int live;
  private boolean[] on = new boolean[16];
  private double[] base = new double[16];
  private double[] weight = new double[16];
  private double weightSum;

  /** The part of the prior's log density that does not depend on the place. */
  private final double priorConstant;

  /** Weights by slot that were given from outside; none when age decides. */
  private IntToDoubleFunction givenWeights;

  private double priorWeight;
  private final double[][] place;
  private final double[][] inverseWidth;
  private final double[][] constant;
  private final int[][] row;
  private final List<CellTable> tables = new ArrayList<>();

  /** Per axis, the slots that are on, by place and then by slot. */
  private final int[][] order;

  /** By slot, what {@link #tails} computed for kernels that were drawn from. */
  private double[][] tailsOf;

  private int[] switches = new int[8];
  private int switchCount;
  private int[] changed = new int[8];
  private int changedCount;
  private boolean fresh;

  ParzenMixture(Axis[] axes, ParzenShape shape) {
    this.axes = axes;
    this.shape = shape;
    priorWeight = shape.priorWeight();
    int d = axes.length;
    smooth = indices(Axis.Kind.CONTINUOUS);
    int[] grids = indices(Axis.Kind.GRID);
    int[] choices = indices(Axis.Kind.CHOICE);
    stepped = Arrays.copyOf(grids, grids.length + choices.length);
    System.arraycopy(choices, 0, stepped, grids.length, choices.length);
    place = new double[d][16];
    inverseWidth = new double[d][];
    constant = new double[d][];
    row = new int[d][];
    order = new int[d][];
    double prior = 0;
    for (int k = 0; k < d; k++) {
      if (axes[k].kind == Axis.Kind.CHOICE) {
        prior -= Math.log(axes[k].count);
      } else if (axes[k].kind == Axis.Kind.CONTINUOUS) {
        prior += axes[k].logDensityConstant(axes[k].middle(), axes[k].width());
      }
      tables.add(axes[k].kind == Axis.Kind.GRID ? new CellTable(axes[k]) : null);
      if (axes[k].kind != Axis.Kind.CHOICE) {
        inverseWidth[k] = new double[16];
        order[k] = new int[16];
      }
      if (axes[k].kind == Axis.Kind.CONTINUOUS) {
        constant[k] = new double[16];
      } else {
        row[k] = new int[16];
      }
    }
    priorConstant = prior;
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

  /** Adds an observation, switched off; {@code numbers} has one entry per axis. */
  int add(double[] numbers) {
    if (slots == on.length) {
      grow(slots + slots / 2);
    }
    int slot = slots++;
    base[slot] = Double.NEGATIVE_INFINITY;
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
    weight = Arrays.copyOf(weight, capacity);
    for (int k = 0; k < axes.length; k++) {
      place[k] = Arrays.copyOf(place[k], capacity);
      inverseWidth[k] = inverseWidth[k] == null ? null : Arrays.copyOf(inverseWidth[k], capacity);
      constant[k] = constant[k] == null ? null : Arrays.copyOf(constant[k], capacity);
      row[k] = row[k] == null ? null : Arrays.copyOf(row[k], capacity);
      order[k] = order[k] == null ? null : Arrays.copyOf(order[k], capacity);
    }
  }

  boolean isOn(int slot) {
    return on[slot];
  }

  void turn(int slot, boolean next) {
    if (on[slot] != next) {
      on[slot] = next;
      if (switchCount == switches.length) {
        switches = Arrays.copyOf(switches, 2 * switchCount);
      }
      switches[switchCount++] = slot;
    }
  }

  int observations() {
    return live;
  }

  /** Brings kernels and weights up to date with the switches. */
  void refresh() {
    if (fresh && switchCount == 0) {
      return;
    }
    int before = live;
    boolean bulk = switchCount > 8 + before / 16;
    if (bulk) {
      sortAll();
    } else {
      for (int s = 0; s < switchCount; s++) {
        move(switches[s]);
      }
    }
    // With few observations the least width depends on how many there are, or were in between.
    if (bulk || shape.countMatters(Math.min(before, live) - switchCount) || tooManyRows()) {
      allWidths();
    }
    weigh();
    tailsOf = null;
    switchCount = 0;
    fresh = true;
  }

  private boolean tooManyRows() {
    for (CellTable table : tables) {
      if (table != null && table.size() > 4 * live + 1000) {
        return true;
      }
    }
    return false;
  }

  /**
   * Puts one slot into, or takes it out of, the order of every axis. One that was switched back and
   * forth is where it should be already.
   */
  private void move(int slot) {
    boolean counted = false;
    for (int k = 0; k < axes.length; k++) {
      if (order[k] == null) {
        continue;
      }
      int at = position(k, slot, live);
      boolean present = at < live && order[k][at] == slot;
      if (present == on[slot]) {
        continue;
      }
      if (on[slot]) {
        System.arraycopy(order[k], at, order[k], at + 1, live - at);
        order[k][at] = slot;
      } else {
        System.arraycopy(order[k], at + 1, order[k], at, live - at - 1);
      }
      counted = true;
    }
    if (order.length > 0 && Arrays.stream(order).allMatch(o -> o == null)) {
      counted = (base[slot] == 0) != on[slot];
    }
    if (!counted) {
      return;
    }
    live += on[slot] ? 1 : -1;
    if (!on[slot]) {
      base[slot] = Double.NEGATIVE_INFINITY;
    }
    for (int k = 0; k < axes.length; k++) {
      if (order[k] != null) {
        int at = position(k, slot, live);
        for (int p = Math.max(0, at - 1); p <= Math.min(live - 1, at + 1); p++) {
          if (width(k, p)) {
            remember(order[k][p]);
          }
        }
      }
    }
    if (on[slot]) {
      sumConstants(slot);
    }
    for (int c = 0; c < changedCount; c++) {
      sumConstants(changed[c]);
    }
    changedCount = 0;
  }

  private void remember(int slot) {
    if (changedCount == changed.length) {
      changed = Arrays.copyOf(changed, 2 * changedCount);
    }
    changed[changedCount++] = slot;
  }

  /** Where a slot stands, or would stand, among the first {@code n} of an axis's order. */
  private int position(int k, int slot, int n) {
    double[] places = place[k];
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
    live = 0;
    int[] members = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      if (on[slot]) {
        members[live++] = slot;
      } else {
        base[slot] = Double.NEGATIVE_INFINITY;
      }
    }
    double[] keys = new double[live];
    int[] spare = new int[live];
    double[] spareKeys = new double[live];
    for (int k = 0; k < axes.length; k++) {
      if (order[k] != null) {
        System.arraycopy(members, 0, order[k], 0, live);
        for (int p = 0; p < live; p++) {
          keys[p] = place[k][members[p]];
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
        if (tables.get(k) != null) {
          tables.get(k).clear();
        }
        for (int p = 0; p < live; p++) {
          width(k, p);
        }
      }
    }
    for (int slot = 0; slot < slots; slot++) {
      if (on[slot]) {
        sumConstants(slot);
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
    int[] sorted = order[k];
    double[] places = place[k];
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
    sigma = Math.min(range, Math.max(shape.least(range, live), sigma));
    double inverse = 1 / sigma;
    if (axis.kind == Axis.Kind.GRID) {
      inverseWidth[k][slot] = inverse;
      row[k][slot] = tables.get(k).row(mine, sigma);
      return false;
    }
    if (inverseWidth[k][slot] == inverse) {
      return false;
    }
    inverseWidth[k][slot] = inverse;
    constant[k][slot] = axis.logDensityConstant(mine, sigma);
    return true;
  }

  private void sumConstants(int slot) {
    double sum = 0;
    for (int k : smooth) {
      sum += constant[k][slot];
    }
    base[slot] = sum;
  }

  /** Weighs the observations, by slot, and the prior like this, rather than by age. */
  void weigh(double[] weights, double prior) {
    givenWeights = slot -> weights[slot];
    priorWeight = prior;
    fresh = false;
  }

  /** Gives every observation the weight 1, whatever its age. */
  void weighAlike() {
    givenWeights = slot -> 1;
    priorWeight = shape.priorWeight();
    fresh = false;
  }

  private void weigh() {
    int rank = 0;
    int ramp = live - 25;
    weightSum = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (on[slot]) {
        weight[slot] =
            givenWeights != null
                ? givenWeights.applyAsDouble(slot)
                : rank < ramp ? forgotten(rank, live) : 1;
        weightSum += weight[slot];
        rank++;
      }
    }
    weightSum += priorWeight;
  }

  private static double forgotten(int rank, int n) {
    double oldest = 1.0 / n;
    int ramp = n - 25;
    return ramp == 1 ? oldest : oldest + rank * ((1 - oldest) / (ramp - 1));
  }

  /** Weights of the kernels that are on, oldest first, and last of the prior; they sum to 1. */
  double[] weights() {
    double[] weights = new double[live + 1];
    int at = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (on[slot]) {
        weights[at++] = weight[slot] / weightSum;
      }
    }
    weights[at] = priorWeight / weightSum;
    return weights;
  }

  /** Centres on an axis, oldest first, the prior's last. */
  double[] centres(int axis) {
    double[] centres = new double[live + 1];
    int at = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (on[slot]) {
        centres[at++] = place[axis][slot];
      }
    }
    centres[at] = axes[axis].middle();
    return centres;
  }

  /** Widths on an axis, oldest first, the prior's last. */
  double[] widths(int axis) {
    double[] widths = new double[live + 1];
    int at = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (on[slot]) {
        widths[at++] = 1 / inverseWidth[axis][slot];
      }
    }
    widths[at] = axes[axis].width();
    return widths;
  }

  /** Probabilities of the choices of an axis in the kernel around {@code choice}. */
  double[] choiceProbabilities(int axis, int choice) {
    int k = (int) axes[axis].count;
    double share = shape.priorWeight() / (live + 1);
    double[] probabilities = new double[k];
    Arrays.fill(probabilities, share / (1 + k * share));
    probabilities[choice] = (1 + share) / (1 + k * share);
    return probabilities;
  }

  /** Draws {@code count} points; the result has {@code [axis][draw]} numbers of the parameters. */
  double[][] draw(int count, RandomGenerator random) {
    double[][] numbers = new double[axes.length][count];
    int[] members = new int[live];
    int at = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (on[slot]) {
        members[at++] = slot;
      }
    }
    if (tailsOf == null) {
      tailsOf = new double[slots][];
    }
    for (int c = 0; c < count; c++) {
      double pick = random.nextDouble() * weightSum;
      int kernel = 0;
      while (kernel < live && pick >= weight[members[kernel]]) {
        pick -= weight[members[kernel++]];
      }
      if (kernel < live && tailsOf[members[kernel]] == null) {
        tailsOf[members[kernel]] = tails(members[kernel]);
      }
      for (int k = 0; k < axes.length; k++) {
        // Random numbers are used at fixed places, whatever the kernel.
        double u = random.nextDouble();
        numbers[k][c] = kernel < live ? around(k, members[kernel], u) : prior(k, u);
      }
    }
    return numbers;
  }

  private double around(int k, int slot, double u) {
    Axis axis = axes[k];
    if (axis.kind == Axis.Kind.CHOICE) {
      double share = shape.priorWeight() / (live + 1);
      double rest = u * (1 + axis.count * share) - 1;
      return rest < 0 ? row[k][slot] : Math.min(axis.count - 1, Math.floor(rest / share));
    }
    double[] tails = tailsOf[slot];
    return truncated(
        axis, place[k][slot], 1 / inverseWidth[k][slot], tails[2 * k], tails[2 * k + 1], u);
  }

  /** Per axis, how much of a kernel's normal lies below and above the bounds. */
  private double[] tails(int slot) {
    double[] tails = new double[2 * axes.length];
    for (int k = 0; k < axes.length; k++) {
      if (axes[k].kind != Axis.Kind.CHOICE) {
        tails[2 * k] = StandardNormal.cdf((axes[k].low - place[k][slot]) * inverseWidth[k][slot]);
        tails[2 * k + 1] =
            StandardNormal.cdf((place[k][slot] - axes[k].high) * inverseWidth[k][slot]);
      }
    }
    return tails;
  }

  private double prior(int k, double u) {
    Axis axis = axes[k];
    return axis.kind == Axis.Kind.CHOICE
        ? Math.min(axis.count - 1, Math.floor(u * axis.count))
        : truncated(axis, axis.middle(), axis.width(), PRIOR_TAIL, PRIOR_TAIL, u);
  }

  /** The u-quantile of a normal whose centre is within the bounds, so that neither tail is most. */
  private static double truncated(
      Axis axis, double mu, double sigma, double below, double above, double u) {
    double inside = 1 - below - above;
    double p = below + u * inside;
    double z =
        p <= 0.5 ? StandardNormal.quantile(p) : -StandardNormal.quantile(above + (1 - u) * inside);
    return axis.number(Math.min(axis.high, Math.max(axis.low, mu + sigma * z)));
  }

  /**
   * Log densities in transformed space (log probabilities on grids and choices) at {@code
   * [axis][point]} numbers of the parameters.
   */
  double[] logDensity(double[][] numbers) {
    Densities densities = densities(numbers);
    double[] result = new double[densities.points()];
    for (int c = 0; c < result.length; c++) {
      while (!densities.complete(c)) {
        densities.advance(c);
      }
      result[c] = densities.logAtLeast(c);
    }
    return result;
  }

  /** The log densities at {@code [axis][point]} numbers, to be computed as far as needed. */
  Densities densities(double[][] numbers) {
    return new Densities(numbers);
  }

  /**
   * Log densities at some points. Kernels are added from the newest to the oldest, since those of a
   * search are near what is tried now; as none is negative, what has been added is a lower bound.
   */
  final class Densities {
    private final double[][] places;
    private final double[][][] cells;
    private final double[] highest;
    private final double[] sum;

    /** By point, the slots from here on have been added. */
    private final int[] added;

    private final double logWeightSum = Math.log(weightSum);
    private final double[] acc = new double[TILE];

    private Densities(double[][] numbers) {
      int points = numbers.length == 0 ? 0 : numbers[0].length;
      places = new double[axes.length][points];
      for (int k = 0; k < axes.length; k++) {
        for (int c = 0; c < points; c++) {
          places[k][c] = axes[k].transform(numbers[k][c]);
        }
      }
      cells = cellTables(numbers);
      highest = new double[points];
      sum = new double[points];
      added = new int[points];
      // The prior comes first: it is nowhere small, so most kernels turn out negligible beside it.
      for (int c = 0; c < points; c++) {
        highest[c] = logPrior(numbers, places, c);
        sum[c] = priorWeight;
        added[c] = slots;
      }
    }

    int points() {
      return added.length;
    }

    /** Whether every kernel has been added at a point. */
    boolean complete(int c) {
      return added[c] == 0;
    }

    /** The log density at a point with the kernels so far, at the end with all. */
    double logAtLeast(int c) {
      return highest[c] + Math.log(sum[c]) - logWeightSum;
    }

    /** Adds some more kernels at a point. */
    void advance(int c) {
      for (int tile = 0; tile < TILES_AT_ONCE && added[c] > 0; tile++) {
        int from = (added[c] - 1) / TILE * TILE;
        int n = added[c] - from;
        if (logKernels(places, cells, c, from, n, acc, highest[c] - NEGLIGIBLE)) {
          addKernels(from, n, c);
        }
        added[c] = from;
      }
    }

    /** Adds a tile to the running sums; slot by slot, so that tiles do not show in the result. */
    private void addKernels(int from, int n, int c) {
      double top = highest[c];
      double total = sum[c];
      for (int i = n - 1; i >= 0; i--) {
        double term = acc[i];
        if (term > top) {
          total = total * Math.exp(top - term) + weight[from + i];
          top = term;
        } else if (term > top - NEGLIGIBLE) {
          total += weight[from + i] * Math.exp(term - top);
        }
      }
      highest[c] = top;
      sum[c] = total;
    }
  }

  private double logPrior(double[][] numbers, double[][] places, int c) {
    double sum = priorConstant;
    for (int k = 0; k < axes.length; k++) {
      Axis axis = axes[k];
      if (axis.kind == Axis.Kind.GRID) {
        sum += axis.logCellMass(numbers[k][c], axis.middle(), axis.width());
      } else if (axis.kind == Axis.Kind.CONTINUOUS) {
        double z = (places[k][c] - axis.middle()) / axis.width();
        sum -= 0.5 * z * z;
      }
    }
    return sum;
  }

  /** Per stepped axis and point, the log probability of the point's cell by kernel row. */
  private double[][][] cellTables(double[][] numbers) {
    double[][][] cells = new double[axes.length][][];
    for (int k : stepped) {
      int points = numbers[k].length;
      cells[k] = new double[points][];
      for (int c = 0; c < points; c++) {
        if (axes[k].kind == Axis.Kind.GRID) {
          cells[k][c] = tables.get(k).column(numbers[k][c]);
        } else {
          int choices = (int) axes[k].count;
          double share = shape.priorWeight() / (live + 1);
          cells[k][c] = new double[choices];
          Arrays.fill(cells[k][c], Math.log(share / (1 + choices * share)));
          cells[k][c][(int) numbers[k][c]] = Math.log((1 + share) / (1 + choices * share));
        }
      }
    }
    return cells;
  }

  /** Log kernels of a tile at one point, without weights; false when all are below the floor. */
  private boolean logKernels(
      double[][] places, double[][][] cells, int c, int from, int n, double[] acc, double floor) {
    Arrays.fill(acc, 0, n, 0);
    for (int s = 0; s < smooth.length; s++) {
      int k = smooth[s];
      addSquares(acc, places[k][c], place[k], inverseWidth[k], from, n);
      if ((s + 1) % AXES_BETWEEN_CHECKS == 0 && s + 1 < smooth.length) {
        if (!anyAbove(acc, base, from, n, floor)) {
          return false;
        }
      }
    }
    finish(acc, base, from, n);
    for (int k : stepped) {
      addCells(acc, cells[k][c], row[k], on, from, n);
    }
    return true;
  }

  private static void addSquares(
      double[] acc, double x, double[] places, double[] inverse, int from, int n) {
    for (int i = 0; i < n; i++) {
      double z = (x - places[from + i]) * inverse[from + i];
      acc[i] += z * z;
    }
  }

  private static boolean anyAbove(double[] acc, double[] base, int from, int n, double floor) {
    for (int i = 0; i < n; i++) {
      if (base[from + i] - 0.5 * acc[i] > floor) {
        return true;
      }
    }
    return false;
  }

  private static void finish(double[] acc, double[] base, int from, int n) {
    for (int i = 0; i < n; i++) {
      acc[i] = base[from + i] - 0.5 * acc[i];
    }
  }

  private static void addCells(
      double[] acc, double[] cells, int[] rows, boolean[] on, int from, int n) {
    for (int i = 0; i < n; i++) {
      if (on[from + i]) {
        acc[i] += cells[rows[from + i]];
      }
    }
  }
}
