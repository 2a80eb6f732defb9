package io.sweepstake.sweeps.sampler.tpe;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * How much each kernel of a {@link ParzenMixture} counts. Unless weights are given, age decides:
 * the newest 25 observations have weight 1, of {@code N} older and newer ones the oldest {@code N −
 * 25} rise linearly from {@code 1/N} to 1.
 */
final class KernelWeights {
  private final Kernels kernels;
  private double[] weight = new double[16];
  private double sum;
  private double prior;

  /** Weights by slot that were given from outside; none when age decides. */
  private IntToDoubleFunction given;

  KernelWeights(Kernels kernels) {
    this.kernels = kernels;
    prior = kernels.shape.priorWeight();
  }

  /** Takes these weights, from the next {@link #refresh} on, rather than age's. */
  void give(IntToDoubleFunction bySlot, double priorWeight) {
    given = bySlot;
    prior = priorWeight;
  }

  /** Weighs the kernels that are on. */
  void refresh() {
    if (weight.length < kernels.slots) {
      weight = Arrays.copyOf(weight, kernels.on.length);
    }
    int rank = 0;
    int live = kernels.live;
    sum = 0;
    for (int slot = 0; slot < kernels.slots; slot++) {
      if (kernels.on[slot]) {
        weight[slot] = given != null ? given.applyAsDouble(slot) : byAge(rank, live);
        sum += weight[slot];
        rank++;
      }
    }
    sum += prior;
  }

  private static double byAge(int rank, int n) {
    int ramp = n - 25;
    if (rank >= ramp) {
      return 1;
    }
    double oldest = 1.0 / n;
    return ramp == 1 ? oldest : oldest + rank * ((1 - oldest) / (ramp - 1));
  }

  /** By slot, for those that are on. */
  double[] bySlot() {
    return weight;
  }

  double prior() {
    return prior;
  }

  /** Of the kernels that are on and the prior. */
  double sum() {
    return sum;
  }
}
