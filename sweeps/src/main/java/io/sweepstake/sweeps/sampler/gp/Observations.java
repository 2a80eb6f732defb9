package io.sweepstake.sweeps.sampler.gp;

import java.util.Arrays;
import java.util.List;

/** Some numbers at some places, standardised, and the process after them. */
final class Observations {
  private final double[][] places;
  private final boolean[] unordered;
  private final double size;
  private final double mean;
  private final double deviation;
  private final double[] values;
  private final KernelParameters kernel;

  /** Those to which the kernel was fitted. */
  private final Observations fitted;

  /** Null where it is not the fitted ones' one, extended. */
  private GaussianProcess extended;

  private GaussianProcess process;

  private Observations(
      double[][] places,
      boolean[] unordered,
      double[] raw,
      KernelParameters kernel,
      Observations fitted) {
    this.places = places;
    this.unordered = unordered;
    // Divided by the largest first, so that squares of extreme values do not overflow.
    double largest = Arrays.stream(raw).map(Math::abs).max().orElse(0);
    size = largest > 0 ? largest : 1;
    double[] scaled = Arrays.stream(raw).map(v -> v / size).toArray();
    mean = Arrays.stream(scaled).average().orElse(0);
    double variance = Arrays.stream(scaled).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    deviation = variance > 0 ? Math.sqrt(variance) : 1;
    values = Arrays.stream(raw).map(this::standard).toArray();
    this.kernel = kernel == null ? new KernelFit(places, unordered, values).fit() : kernel;
    this.fitted = fitted == null ? this : fitted;
  }

  /**
   * Observations, at least one, and the kernel most plausible after them.
   *
   * @param places where, {@code [observation][axis]}
   * @param raw what, one for each
   */
  static Observations fitted(double[][] places, boolean[] unordered, double[] raw) {
    Observations all = new Observations(places, unordered, raw, null, null);
    all.process = GaussianProcess.of(places, unordered, all.values, all.kernel);
    all.extended = all.process;
    return all;
  }

  /**
   * Others, with this kernel. Where the first of them are at these places, the factor is extended
   * by the rest one by one, so that it is the same to the bit in whichever steps they came.
   */
  Observations with(double[][] others, double[] raw) {
    Observations all = new Observations(others, unordered, raw, kernel, fitted);
    Observations first = begin(others) ? this : fitted;
    if (first.begin(others)) {
      double[][] rest = Arrays.copyOfRange(others, first.places.length, others.length);
      all.extended = first.extended.with(rest, all.values);
    }
    all.process =
        all.extended == null
            ? GaussianProcess.of(others, unordered, all.values, kernel)
            : all.extended;
    return all;
  }

  /** Whether others go on from these. */
  private boolean begin(double[][] others) {
    int known = places.length;
    return extended != null
        && known <= others.length
        && Arrays.equals(places, 0, known, others, 0, known, Arrays::compare);
  }

  /** A raw number as the process sees it. */
  double standard(double value) {
    return (value / size - mean) / deviation;
  }

  /** As the process sees it. */
  double value(int observation) {
    return values[observation];
  }

  double[] place(int observation) {
    return places[observation];
  }

  /** The process after these observations, and as it believes after those in flight. */
  GaussianProcess process(List<double[]> flying) {
    if (flying.isEmpty()) {
      return process;
    }
    double[] believed = Arrays.copyOf(values, places.length + flying.size());
    for (int i = 0; i < flying.size(); i++) {
      believed[places.length + i] = process.at(flying.get(i)).mean();
    }
    double[][] more = flying.toArray(double[][]::new);
    GaussianProcess after = process.with(more, believed);
    if (after != null) {
      return after;
    }
    double[][] all = Arrays.copyOf(places, believed.length);
    System.arraycopy(more, 0, all, places.length, more.length);
    return GaussianProcess.of(all, unordered, believed, kernel);
  }
}
