package io.sweepstake.sweeps.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The losses that would add hypervolume: all within a reference point that no vector of a front
 * weakly dominates, cut into boxes without common inner points (as Lacour, Klamroth and Fonseca, "A
 * box decomposition algorithm to compute the hypervolume indicator", Computers and Operations
 * Research 2017, though each vector here just cuts the boxes that it reaches into).
 *
 * <p>Two goals make one box more than there are vectors; {@code n} vectors of three make some
 * {@code 5 n} to {@code n²}.
 */
public final class NondominatedBoxes {
  private NondominatedBoxes() {}

  /**
   * A box of losses.
   *
   * @param low the least losses, {@code [goal]}; infinite where nothing bounds them
   * @param high the greatest, above {@code low}
   */
  public record Box(double[] low, double[] high) {}

  /**
   * The boxes of a front.
   *
   * @param front loss vectors, {@code [vector][goal]}, without NaN; ones that others dominate do no
   *     harm
   * @param reference the worst losses that count, {@code [goal]}
   */
  public static List<Box> of(double[][] front, double[] reference) {
    double[] anything = new double[reference.length];
    Arrays.fill(anything, Double.NEGATIVE_INFINITY);
    List<Box> boxes = List.of(new Box(anything, reference.clone()));
    double[][] ascending = front.clone();
    // Below a vector in the goal by which they ascend, nothing is cut any more.
    int last = reference.length - 1;
    Arrays.sort(
        ascending,
        Comparator.comparingDouble((double[] loss) -> loss[last]).thenComparing(Arrays::compare));
    for (double[] vector : ascending) {
      List<Box> left = new ArrayList<>();
      boxes.forEach(box -> cut(box, vector, left));
      boxes = left;
    }
    return boxes;
  }

  /** Adds what a vector leaves of a box, which is all of it where it does not reach. */
  private static void cut(Box box, double[] vector, List<Box> left) {
    int goals = vector.length;
    for (int k = 0; k < goals; k++) {
      if (!(vector[k] < box.high[k])) {
        left.add(box);
        return;
      }
    }
    double[] low = box.low.clone();
    for (int k = goals - 1; k >= 0; k--) {
      if (vector[k] > low[k]) {
        double[] high = box.high.clone();
        high[k] = vector[k];
        left.add(new Box(low.clone(), high));
        low[k] = vector[k];
      }
    }
  }
}
