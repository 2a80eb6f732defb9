package io.sweepstake.core.ceiling;

import java.util.function.ToDoubleFunction;

/**
 * Rays to the lowest type of values whose ranks have a density g: {@code W_j / g = r_j ∫_1^R g(ρ r)
 * ρ^(m−1) dρ / g(r)} with {@code R = 1 / max_j r_j}, by Gauss and Legendre's rule on panels that
 * shrink towards the cube's side, where a copula's density may rise without bound.
 *
 * @param density of ranks
 */
record CopulaRays(ToDoubleFunction<double[]> density) implements Flow {
  /** Nodes on [0, 1] and weights of eight points; exact to degree 15. */
  private static final double[] NODES = {
    0.019855071751231884, 0.10166676129318664, 0.2372337950418355, 0.4082826787521751,
    0.5917173212478249, 0.7627662049581645, 0.8983332387068134, 0.9801449282487681
  };

  private static final double[] WEIGHTS = {
    0.05061426814518813, 0.11119051722668724, 0.15685332293894363, 0.1813418916891810,
    0.1813418916891810, 0.15685332293894363, 0.11119051722668724, 0.05061426814518813
  };

  private static final int PANELS = 8; // each half of what is left, but the last

  @Override
  public void of(double[] ranks, double[] into) {
    double[] type = new double[ranks.length / LANES];
    double[] place = new double[type.length];
    for (int s = 0; s < LANES; s++) {
      double greatest = 0;
      for (int j = 0; j < type.length; j++) {
        type[j] = ranks[j * LANES + s];
        greatest = Math.max(greatest, type[j]);
      }
      double beyond = beyond(type, 1 / greatest, place) / density.applyAsDouble(type);
      for (int j = 0; j < type.length; j++) {
        into[j * LANES + s] = type[j] * beyond;
      }
    }
  }

  private double beyond(double[] ranks, double end, double[] place) {
    double beyond = 0;
    double from = 1;
    for (int panel = 1; panel <= PANELS; panel++) {
      double to = panel == PANELS ? end : (from + end) / 2;
      beyond += panel(ranks, from, to, place);
      from = to;
    }
    return beyond;
  }

  private double panel(double[] ranks, double from, double to, double[] place) {
    double sum = 0;
    for (int k = 0; k < NODES.length; k++) {
      double along = from + (to - from) * NODES[k];
      for (int j = 0; j < place.length; j++) {
        place[j] = Math.min(1, along * ranks[j]);
      }
      sum += WEIGHTS[k] * density.applyAsDouble(place) * Rays.power(along, place.length - 1);
    }
    return sum * (to - from);
  }
}
