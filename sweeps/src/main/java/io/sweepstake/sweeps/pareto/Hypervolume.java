package io.sweepstake.sweeps.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The volume between loss vectors and a reference point: of all places that some vector dominates
 * and that dominate the reference. Exact.
 *
 * <p>One and two goals by sorting, three by sweeping the third over the staircase of the other two,
 * all O(n log n); more by the algorithm of While, Bradstreet and Barone ("A fast way of calculating
 * exact hypervolumes", IEEE TEC 2012), exponential in the number of goals at worst.
 */
public final class Hypervolume {
  private Hypervolume() {}

  /**
   * The hypervolume of some losses.
   *
   * @param losses no NaN; vectors that are not better than the reference everywhere add nothing
   * @param reference finite
   * @return at least 0; infinite when an infinitely good vector counts
   */
  public static double of(double[][] losses, double[] reference) {
    for (double corner : reference) {
      if (!Double.isFinite(corner)) {
        throw new IllegalArgumentException(
            "hypervolume: the reference must be finite, was " + Arrays.toString(reference));
      }
    }
    List<double[]> inside = new ArrayList<>();
    for (double[] loss : losses) {
      if (loss.length != reference.length) {
        throw new IllegalArgumentException(
            "hypervolume: the reference must have as many goals as the losses, "
                + loss.length
                + ", had "
                + reference.length);
      }
      boolean counts = true;
      boolean infinite = false;
      for (int k = 0; k < loss.length; k++) {
        counts &= loss[k] < reference[k];
        infinite |= loss[k] == Double.NEGATIVE_INFINITY;
      }
      if (counts && infinite) {
        return Double.POSITIVE_INFINITY;
      }
      if (counts) {
        inside.add(loss);
      }
    }
    if (inside.isEmpty()) {
      return 0;
    }
    if (reference.length <= 2) {
      return planar(inside, reference);
    }
    return reference.length == 3 ? spatial(inside, reference) : recursive(inside, reference);
  }

  private static double planar(List<double[]> losses, double[] reference) {
    losses.sort(Comparator.comparingDouble(loss -> loss[0]));
    if (reference.length == 1) {
      return reference[0] - losses.get(0)[0];
    }
    double area = 0;
    double height = reference[1];
    for (double[] loss : losses) {
      if (loss[1] < height) {
        area += (reference[0] - loss[0]) * (height - loss[1]);
        height = loss[1];
      }
    }
    return area;
  }

  private static double spatial(List<double[]> losses, double[] reference) {
    losses.sort(Comparator.comparingDouble(loss -> loss[2]));
    TreeMap<Double, Double> stairs = new TreeMap<>();
    double area = 0;
    double volume = 0;
    for (int k = 0; k < losses.size(); k++) {
      area += raise(stairs, losses.get(k), reference);
      double next = k + 1 < losses.size() ? losses.get(k + 1)[2] : reference[2];
      volume += area * (next - losses.get(k)[2]);
    }
    return volume;
  }

  /**
   * Adds the first two goals of a vector to a staircase (falling), and says by how much it grew.
   */
  private static double raise(TreeMap<Double, Double> stairs, double[] loss, double[] reference) {
    Map.Entry<Double, Double> before = stairs.floorEntry(loss[0]);
    if (before != null && before.getValue() <= loss[1]) {
      return 0;
    }
    double grown = 0;
    double left = loss[0];
    double ceiling = before == null ? reference[1] : before.getValue();
    Map.Entry<Double, Double> after = stairs.ceilingEntry(loss[0]);
    while (after != null && after.getValue() >= loss[1]) {
      grown += (after.getKey() - left) * (ceiling - loss[1]);
      left = after.getKey();
      ceiling = after.getValue();
      stairs.remove(after.getKey());
      after = stairs.higherEntry(left);
    }
    double right = after == null ? reference[0] : after.getKey();
    stairs.put(loss[0], loss[1]);
    return grown + (right - left) * (ceiling - loss[1]);
  }

  /** Equations (6) and (7) of the paper: each vector adds what those after it do not have. */
  private static double recursive(List<double[]> losses, double[] reference) {
    List<double[]> front = front(losses);
    double volume = 0;
    for (int k = 0; k < front.size(); k++) {
      volume +=
          box(front.get(k), reference)
              - shared(front.get(k), front.subList(k + 1, front.size()), reference);
    }
    return volume;
  }

  /** How much of a vector's box some others cover. */
  private static double shared(double[] loss, List<double[]> others, double[] reference) {
    if (others.isEmpty()) {
      return 0;
    }
    List<double[]> limited = new ArrayList<>(others.size());
    for (double[] other : others) {
      double[] worse = loss.clone();
      for (int k = 0; k < worse.length; k++) {
        worse[k] = Math.max(worse[k], other[k]);
      }
      limited.add(worse);
    }
    return recursive(limited, reference);
  }

  /** What no other covers; of equal vectors one. */
  private static List<double[]> front(List<double[]> losses) {
    List<double[]> front = new ArrayList<>();
    for (double[] loss : losses) {
      if (front.stream().noneMatch(member -> Dominance.covers(member, loss))) {
        front.removeIf(member -> Dominance.covers(loss, member));
        front.add(loss);
      }
    }
    return front;
  }

  /** The volume that one vector has to itself; 0 if it is not inside the reference. */
  static double box(double[] loss, double[] reference) {
    double volume = 1;
    for (int k = 0; k < loss.length; k++) {
      volume *= Math.max(0, reference[k] - loss[k]);
    }
    return volume;
  }
}
