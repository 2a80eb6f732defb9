package io.sweepstake.sweeps.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A regression tree over the unit cube (Breiman et al., CART, 1984), grown until every leaf is
 * pure, and the variance of what it predicts at places drawn uniformly from the cube: in all, and
 * of its mean given one coordinate (Hutter, Hoos and Leyton-Brown, ICML 2014).
 *
 * <p>Numbers are split half-way between two that occur; choices by their mean, lower from higher,
 * which is the best split into two sets. A choice that does not occur goes with the larger side.
 */
final class RegressionTree {
  private static final int DEEPEST = 64;

  private final Table table;
  private final RandomGenerator random;
  private final List<Leaf> leaves = new ArrayList<>();

  /**
   * What trees are grown from.
   *
   * @param places {@code [row][feature]} in [0, 1]; of K choices, choice k is at (k + ½) / K
   * @param choices by feature, how many choices it has, 0 for numbers
   * @param values by row, finite
   */
  record Table(double[][] places, int[] choices, double[] values) {
    int choice(int row, int feature) {
      return (int) (places[row][feature] * choices[feature]);
    }
  }

  /**
   * A part of the cube: for numbers an interval, for choices those that are in it.
   *
   * @param low by feature, unused for choices
   */
  private record Box(double[] low, double[] high, boolean[][] choices) {
    static Box whole(int[] choices) {
      boolean[][] all = new boolean[choices.length][];
      for (int f = 0; f < choices.length; f++) {
        all[f] = new boolean[choices[f]];
        Arrays.fill(all[f], true);
      }
      double[] high = new double[choices.length];
      Arrays.fill(high, 1);
      return new Box(new double[choices.length], high, all);
    }

    double extent(int feature) {
      if (choices[feature].length == 0) {
        return high[feature] - low[feature];
      }
      int in = 0;
      for (boolean choice : choices[feature]) {
        in += choice ? 1 : 0;
      }
      return (double) in / choices[feature].length;
    }

    double volume() {
      double volume = 1;
      for (int f = 0; f < low.length; f++) {
        volume *= extent(f);
      }
      return volume;
    }

    Box upTo(int feature, double threshold) {
      double[] lower = high.clone();
      lower[feature] = threshold;
      return new Box(low, lower, choices);
    }

    Box from(int feature, double threshold) {
      double[] higher = low.clone();
      higher[feature] = threshold;
      return new Box(higher, high, choices);
    }

    Box with(int feature, boolean[] in) {
      boolean[][] fewer = choices.clone();
      fewer[feature] = in;
      return new Box(low, high, fewer);
    }
  }

  private record Leaf(Box box, double volume, double value) {}

  /**
   * A split of rows.
   *
   * @param gain by how much it lowers the sum of squares
   * @param threshold for numbers
   * @param lower for choices, those of the lower side, null for numbers
   */
  private record Split(int feature, double gain, double threshold, boolean[] lower) {}

  private RegressionTree(Table table, RandomGenerator random) {
    this.table = table;
    this.random = random;
  }

  /**
   * Grows a tree.
   *
   * @param rows of the table, some perhaps more than once
   * @param random decides between splits that are equally good, which deep down are many
   */
  static RegressionTree grow(Table table, int[] rows, RandomGenerator random) {
    RegressionTree tree = new RegressionTree(table, random);
    tree.grow(rows, Box.whole(table.choices), 0);
    return tree;
  }

  private void grow(int[] rows, Box box, int depth) {
    Split split = depth < DEEPEST && !pure(rows) ? best(rows) : null;
    if (split == null) {
      double mean = Arrays.stream(rows).mapToDouble(row -> table.values[row]).average().orElse(0);
      leaves.add(new Leaf(box, box.volume(), mean));
      return;
    }
    int f = split.feature;
    int[] lower = Arrays.stream(rows).filter(row -> isLower(split, row)).toArray();
    int[] higher = Arrays.stream(rows).filter(row -> !isLower(split, row)).toArray();
    if (split.lower == null) {
      grow(lower, box.upTo(f, split.threshold), depth + 1);
      grow(higher, box.from(f, split.threshold), depth + 1);
      return;
    }
    boolean[] occurs = new boolean[table.choices[f]];
    Arrays.stream(rows).forEach(row -> occurs[table.choice(row, f)] = true);
    boolean[] down = new boolean[occurs.length];
    boolean[] up = new boolean[occurs.length];
    for (int c = 0; c < occurs.length; c++) {
      boolean goesDown = occurs[c] ? split.lower[c] : lower.length >= higher.length;
      down[c] = box.choices[f][c] && goesDown;
      up[c] = box.choices[f][c] && !goesDown;
    }
    grow(lower, box.with(f, down), depth + 1);
    grow(higher, box.with(f, up), depth + 1);
  }

  private boolean isLower(Split split, int row) {
    return split.lower == null
        ? table.places[row][split.feature] < split.threshold
        : split.lower[table.choice(row, split.feature)];
  }

  private boolean pure(int[] rows) {
    return Arrays.stream(rows).allMatch(row -> table.values[row] == table.values[rows[0]]);
  }

  /** The split that gains most; null when the rows differ in no feature. */
  private Split best(int[] rows) {
    Split best = null;
    int features = table.choices.length;
    int first = random.nextInt(features);
    for (int k = 0; k < features; k++) {
      int f = (first + k) % features;
      Split split = table.choices[f] == 0 ? ofNumbers(rows, f) : ofChoices(rows, f);
      if (split != null && (best == null || split.gain > best.gain)) {
        best = split;
      }
    }
    return best;
  }

  private Split ofNumbers(int[] rows, int f) {
    int[] order =
        Arrays.stream(rows)
            .boxed()
            .sorted((a, b) -> Double.compare(table.places[a][f], table.places[b][f]))
            .mapToInt(row -> row)
            .toArray();
    double total = Arrays.stream(rows).mapToDouble(row -> table.values[row]).sum();
    Split best = null;
    double sum = 0;
    for (int k = 1; k < order.length; k++) {
      sum += table.values[order[k - 1]];
      double below = table.places[order[k - 1]][f];
      double above = table.places[order[k]][f];
      double gain = gain(sum, k, total, order.length);
      double threshold = below + (above - below) / 2;
      if (threshold > below && (best == null || gain > best.gain)) {
        best = new Split(f, gain, threshold, null);
      }
    }
    return best;
  }

  private Split ofChoices(int[] rows, int f) {
    double[] sums = new double[table.choices[f]];
    int[] counts = new int[table.choices[f]];
    for (int row : rows) {
      sums[table.choice(row, f)] += table.values[row];
      counts[table.choice(row, f)]++;
    }
    int[] order =
        IntStream.range(0, counts.length)
            .filter(c -> counts[c] > 0)
            .boxed()
            .sorted((a, b) -> Double.compare(sums[a] / counts[a], sums[b] / counts[b]))
            .mapToInt(c -> c)
            .toArray();
    double total = Arrays.stream(sums).sum();
    Split best = null;
    double sum = 0;
    int count = 0;
    boolean[] lower = new boolean[counts.length];
    for (int k = 0; k + 1 < order.length; k++) {
      sum += sums[order[k]];
      count += counts[order[k]];
      lower[order[k]] = true;
      double gain = gain(sum, count, total, rows.length);
      if (best == null || gain > best.gain) {
        best = new Split(f, gain, 0, lower.clone());
      }
    }
    return best;
  }

  private static double gain(double sum, int count, double total, int all) {
    double rest = total - sum;
    return sum * sum / count + rest * rest / (all - count) - total * total / all;
  }

  /** Of what the tree predicts over the cube. */
  double mean() {
    return leaves.stream().mapToDouble(leaf -> leaf.volume * leaf.value).sum();
  }

  /** Of what the tree predicts over the cube. */
  double variance() {
    double mean = mean();
    return leaves.stream()
        .mapToDouble(leaf -> leaf.volume * (leaf.value - mean) * (leaf.value - mean))
        .sum();
  }

  /** Of the mean that the tree predicts given one feature, over that feature. */
  double variance(int feature) {
    double mean = mean();
    return table.choices[feature] == 0
        ? varianceOfNumber(feature, mean)
        : varianceOfChoice(feature, mean);
  }

  private double varianceOfNumber(int feature, double mean) {
    // The mean given a place is a staircase; each leaf raises it where it begins until it ends.
    TreeMap<Double, Double> steps = new TreeMap<>();
    for (Leaf leaf : leaves) {
      double height = leaf.volume / leaf.box.extent(feature) * (leaf.value - mean);
      steps.merge(leaf.box.low[feature], height, Double::sum);
      steps.merge(leaf.box.high[feature], -height, Double::sum);
    }
    double variance = 0;
    double height = 0;
    double from = 0;
    for (Map.Entry<Double, Double> step : steps.entrySet()) {
      variance += (step.getKey() - from) * height * height;
      from = step.getKey();
      height += step.getValue();
    }
    return variance;
  }

  private double varianceOfChoice(int feature, double mean) {
    double[] heights = new double[table.choices[feature]];
    for (Leaf leaf : leaves) {
      double height = leaf.volume / leaf.box.extent(feature) * (leaf.value - mean);
      for (int c = 0; c < heights.length; c++) {
        heights[c] += leaf.box.choices[feature][c] ? height : 0;
      }
    }
    return Arrays.stream(heights).map(height -> height * height).sum() / heights.length;
  }
}
