package io.sweepstake.sweeps.sampler.tpe;

import io.sweepstake.sweeps.numerics.StandardNormal;
import java.util.random.RandomGenerator;

/** Draws from a {@link ParzenMixture} as long as none of its kernels changes. */
final class KernelDraws {
  /** How much of the prior's normal, whose width is the range, lies beyond either bound. */
  private static final double PRIOR_TAIL = StandardNormal.cdf(-0.5);

  private final Kernels kernels;
  private final KernelWeights weights;
  private final Axis[] axes;
  private final int[] members;

  /** By slot, what {@link #tails} computed for kernels that were drawn from. */
  private final double[][] tailsOf;

  KernelDraws(Kernels kernels, KernelWeights weights) {
    this.kernels = kernels;
    this.weights = weights;
    axes = kernels.axes;
    members = kernels.members();
    tailsOf = new double[kernels.slots][];
  }

  /** The result has {@code [axis][draw]} numbers of the parameters. */
  double[][] draw(int count, RandomGenerator random) {
    double[][] numbers = new double[axes.length][count];
    for (int c = 0; c < count; c++) {
      int kernel = pick(random.nextDouble() * weights.sum());
      for (int k = 0; k < axes.length; k++) {
        // Random numbers are used at fixed places, whatever the kernel.
        double u = random.nextDouble();
        numbers[k][c] = kernel < members.length ? around(k, members[kernel], u) : prior(k, u);
      }
    }
    return numbers;
  }

  /** The index of a member, or after the last the prior's. */
  private int pick(double rest) {
    double[] weight = weights.bySlot();
    int kernel = 0;
    while (kernel < members.length && rest >= weight[members[kernel]]) {
      rest -= weight[members[kernel++]];
    }
    return kernel;
  }

  private double around(int k, int slot, double u) {
    if (axes[k].kind == Axis.Kind.CHOICE) {
      return kernels.choices(k).draw(kernels.row[k][slot], u);
    }
    if (tailsOf[slot] == null) {
      tailsOf[slot] = tails(slot);
    }
    double[] tails = tailsOf[slot];
    return truncated(
        axes[k], kernels.place[k][slot], kernels.width(k, slot), tails[2 * k], tails[2 * k + 1], u);
  }

  /** Per axis, how much of a kernel's normal lies below and above the bounds. */
  private double[] tails(int slot) {
    double[] tails = new double[2 * axes.length];
    for (int k = 0; k < axes.length; k++) {
      if (axes[k].kind != Axis.Kind.CHOICE) {
        double place = kernels.place[k][slot];
        double inverse = kernels.inverseWidth[k][slot];
        tails[2 * k] = StandardNormal.cdf((axes[k].low - place) * inverse);
        tails[2 * k + 1] = StandardNormal.cdf((place - axes[k].high) * inverse);
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
}
