package io.sweepstake.sweeps.pareto;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Chooses loss vectors that together have much {@link Hypervolume}, one after the other, each time
 * the one that adds most (Guerreiro, Fonseca and Paquete, "Greedy hypervolume subset selection in
 * low dimensions", Evolutionary Computation 2016): at least 1 − 1/e of the largest there is.
 *
 * <p>Two goals take O(kn) for k of n vectors. With more, what a vector would add is an upper bound
 * of what it adds later, so most need not be measured again; a measurement is a hypervolume of at
 * most k vectors.
 */
public final class SubsetSelection {
  private SubsetSelection() {}

  /**
   * The indices of the chosen vectors, in the order of choice where a choice was made. As in
   * Optuna, equal vectors are chosen twice only when all different ones have been, on a tie the
   * lexicographically smaller vector goes first, and up to an infinite reference those go first.
   *
   * @param losses no NaN
   * @param count at most as many as there are losses
   */
  public static int[] greedy(double[][] losses, int count, double[] reference) {
    if (count < 0 || count > losses.length) {
      throw new IllegalArgumentException(
          "subset selection: must be between 0 and " + losses.length + ", was " + count);
    }
    if (count == losses.length) {
      return IntStream.range(0, count).toArray();
    }
    int[] sorted =
        IntStream.range(0, losses.length)
            .boxed()
            .sorted(
                Comparator.comparing((Integer k) -> losses[k], Arrays::compare)
                    .thenComparing(Comparator.naturalOrder()))
            .mapToInt(k -> k)
            .toArray();
    int[] unique =
        IntStream.range(0, sorted.length)
            .filter(k -> k == 0 || !Arrays.equals(losses[sorted[k]], losses[sorted[k - 1]]))
            .map(k -> sorted[k])
            .toArray();
    if (unique.length <= count) {
      boolean[] chosen = new boolean[losses.length];
      Arrays.stream(unique).forEach(k -> chosen[k] = true);
      IntStream repeated = IntStream.range(0, losses.length).filter(k -> !chosen[k]);
      return IntStream.concat(Arrays.stream(unique), repeated).limit(count).toArray();
    }
    if (!Arrays.stream(reference).allMatch(Double::isFinite)) {
      return Arrays.copyOf(unique, count);
    }
    double[][] candidates = Arrays.stream(unique).mapToObj(k -> losses[k]).toArray(double[][]::new);
    int[] picks =
        reference.length == 2
            ? planar(candidates, count, reference)
            : lazy(candidates, count, reference);
    return Arrays.stream(picks).map(pick -> unique[pick]).toArray();
  }

  /**
   * Candidates ascend in the first loss; where none dominates another, what one adds is a
   * rectangle, whose far corner moves when a neighbour is chosen. For dominated ones Optuna takes
   * the same.
   */
  private static int[] planar(double[][] candidates, int count, double[] reference) {
    double[][] corners = new double[candidates.length][];
    Arrays.setAll(corners, k -> reference.clone());
    boolean[] chosen = new boolean[candidates.length];
    int[] picks = new int[count];
    for (int pick = 0; pick < count; pick++) {
      int best = -1;
      double most = 0;
      for (int k = 0; k < candidates.length; k++) {
        if (!chosen[k]) {
          double adds = (corners[k][0] - candidates[k][0]) * (corners[k][1] - candidates[k][1]);
          if (best < 0 || adds > most) {
            best = k;
            most = adds;
          }
        }
      }
      chosen[best] = true;
      picks[pick] = best;
      for (int k = 0; k < candidates.length; k++) {
        int side = k < best ? 0 : 1;
        corners[k][side] = Math.min(corners[k][side], candidates[best][side]);
      }
    }
    return picks;
  }

  private static int[] lazy(double[][] candidates, int count, double[] reference) {
    int n = candidates.length;
    double[] adds = new double[n];
    int[] measured = new int[n];
    for (int k = 0; k < n; k++) {
      adds[k] = Hypervolume.box(candidates[k], reference);
    }
    double[][] selected = new double[count][];
    int[] picks = new int[count];
    for (int pick = 0; pick < count; pick++) {
      // The largest bound that is up to date is the largest of all.
      int best = largest(adds);
      while (measured[best] < pick && !Double.isInfinite(adds[best])) {
        adds[best] = added(candidates[best], Arrays.copyOf(selected, pick), reference);
        measured[best] = pick;
        best = largest(adds);
      }
      picks[pick] = best;
      selected[pick] = candidates[best];
      adds[best] = Double.NEGATIVE_INFINITY;
    }
    return picks;
  }

  /** The first of the largest. */
  private static int largest(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[best]) {
        best = k;
      }
    }
    return best;
  }

  /** What a vector adds: its box without what the selected ones cover of it. */
  private static double added(double[] loss, double[][] selected, double[] reference) {
    double[][] covered = new double[selected.length][loss.length];
    for (int k = 0; k < selected.length; k++) {
      for (int goal = 0; goal < loss.length; goal++) {
        covered[k][goal] = Math.max(selected[k][goal], loss[goal]);
      }
    }
    return Hypervolume.box(loss, reference) - Hypervolume.of(covered, reference);
  }
}
