package io.sweepstake.sweeps.sampler.tpe;

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
 * <p>Observations are added once, in order, and switched on and off; after that, and before
 * anything is asked, comes {@link #refresh}. {@link SortedKernels} keep the widths, {@link
 * KernelWeights} the weights; {@link KernelDraws} draw, and {@link Densities} say how likely.
 */
final class ParzenMixture {
  private final Kernels kernels;
  private final SortedKernels sorted;
  private final KernelWeights weights;

  /** None when a kernel may have changed. */
  private KernelDraws draws;

  private boolean fresh;

  ParzenMixture(Axis[] axes, ParzenShape shape) {
    kernels = new Kernels(axes, shape);
    sorted = new SortedKernels(kernels);
    weights = new KernelWeights(kernels);
  }

  /** Adds an observation, switched off; {@code numbers} has one entry per axis. */
  int add(double[] numbers) {
    return kernels.add(numbers);
  }

  void turn(int slot, boolean next) {
    sorted.turn(slot, next);
  }

  int observations() {
    return kernels.live;
  }

  /** Brings kernels and weights up to date with the switches. */
  void refresh() {
    if (fresh && !sorted.pending()) {
      return;
    }
    sorted.refresh();
    weights.refresh();
    draws = null;
    fresh = true;
  }

  /** Weighs the observations, by slot, and the prior like this, rather than by age. */
  void weigh(double[] given, double prior) {
    weights.give(slot -> given[slot], prior);
    fresh = false;
  }

  /** Gives every observation the weight 1, whatever its age. */
  void weighAlike() {
    weights.give(slot -> 1, kernels.shape.priorWeight());
    fresh = false;
  }

  /** Weights of the kernels that are on, oldest first, and last of the prior; they sum to 1. */
  double[] weights() {
    int[] members = kernels.members();
    double[] all = new double[members.length + 1];
    for (int p = 0; p < members.length; p++) {
      all[p] = weights.bySlot()[members[p]] / weights.sum();
    }
    all[members.length] = weights.prior() / weights.sum();
    return all;
  }

  /** Centres on an axis, oldest first, the prior's last. */
  double[] centres(int axis) {
    int[] members = kernels.members();
    double[] centres = new double[members.length + 1];
    for (int p = 0; p < members.length; p++) {
      centres[p] = kernels.place[axis][members[p]];
    }
    centres[members.length] = kernels.axes[axis].middle();
    return centres;
  }

  /** Widths on an axis, oldest first, the prior's last. */
  double[] widths(int axis) {
    int[] members = kernels.members();
    double[] widths = new double[members.length + 1];
    for (int p = 0; p < members.length; p++) {
      widths[p] = kernels.width(axis, members[p]);
    }
    widths[members.length] = kernels.axes[axis].width();
    return widths;
  }

  /** Probabilities of the choices of an axis in the kernel around {@code choice}. */
  double[] choiceProbabilities(int axis, int choice) {
    return kernels.choices(axis).probabilities(choice);
  }

  /** Draws {@code count} points; the result has {@code [axis][draw]} numbers of the parameters. */
  double[][] draw(int count, RandomGenerator random) {
    if (draws == null) {
      draws = new KernelDraws(kernels, weights);
    }
    return draws.draw(count, random);
  }

  /**
   * Log densities in transformed space (log probabilities on grids and choices) at {@code
   * [axis][point]} numbers of the parameters.
   */
  double[] logDensity(double[][] numbers) {
    return densities(numbers).all();
  }

  /** The log densities at {@code [axis][point]} numbers, to be computed as far as needed. */
  Densities densities(double[][] numbers) {
    return new Densities(kernels, weights, numbers);
  }
}
