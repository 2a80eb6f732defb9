package io.sweepstake.sweeps.analysis;

import io.sweepstake.sweeps.numerics.StandardNormal;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Scale;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The density of one parameter's values, as probabilities of at most {@value #CELLS} cells, by a
 * Parzen estimator on the cells: around each that holds values a truncated normal, with Scott's
 * bandwidth (1992) but reaching the next cell, and one wide kernel of weight 1 over all. For
 * choices a kernel is its choice with most of the weight. These are the estimators of Optuna's
 * PED-ANOVA.
 */
final class GridDensity {
  private static final int CELLS = 50;
  private static final double PRIOR_WEIGHT = 1;

  /** 90 % of a normal this wide are within half a cell of its middle. */
  private static final double NARROWEST = 0.5 / 1.64;

  private GridDensity() {}

  /**
   * The probabilities of a parameter's cells; they add up to 1.
   *
   * @param numbers the values (see {@link Param#number}), at least one
   */
  static double[] of(Param<?> param, double[] numbers) {
    int[] counts = new int[cells(param)];
    for (double number : numbers) {
      counts[cell(param, number, counts.length)]++;
    }
    return param instanceof CategoricalParam ? choices(counts) : smoothed(counts);
  }

  private static int cells(Param<?> param) {
    if (param instanceof FloatParam real) {
      return real.step() > 0 ? Math.min(CELLS, real.cardinality().orElse(CELLS)) : CELLS;
    }
    if (param instanceof IntParam whole) {
      double values = ((double) whole.high() - whole.low()) / whole.step() + 1;
      return (int)
          Math.min(
              CELLS,
              whole.scale() == Scale.LOG
                  ? Math.ceil(Math.log((double) whole.high() - whole.low() + 1) / Math.log(2)) + 1
                  : values);
    }
    return ((CategoricalParam) param).choices().size();
  }

  /** The nearest cell; of two as near, the lower. */
  private static int cell(Param<?> param, double number, int cells) {
    if (param instanceof CategoricalParam) {
      return (int) number;
    }
    double low = param instanceof FloatParam real ? real.low() : ((IntParam) param).low();
    double high = param instanceof FloatParam real ? real.high() : ((IntParam) param).high();
    boolean log =
        param instanceof FloatParam real
            ? real.scale() == Scale.LOG
            : ((IntParam) param).scale() == Scale.LOG;
    double from = log ? Math.log(low) : low;
    double width = ((log ? Math.log(high) : high) - from) / (cells - 1);
    int cell = (int) Math.ceil(((log ? Math.log(number) : number) - from) / width - 0.5);
    return Math.max(0, Math.min(cells - 1, cell));
  }

  private static double[] choices(int[] counts) {
    double kernels = Arrays.stream(counts).filter(count -> count > 0).count() + 1;
    double all = Arrays.stream(counts).sum() + PRIOR_WEIGHT;
    double blur = PRIOR_WEIGHT / kernels;
    double norm = 1 + counts.length * blur;
    double[] density = new double[counts.length];
    Arrays.fill(density, PRIOR_WEIGHT / all / counts.length);
    for (int observed = 0; observed < counts.length; observed++) {
      for (int k = 0; k < counts.length; k++) {
        density[k] += counts[observed] / all * ((k == observed ? 1 : 0) + blur) / norm;
      }
    }
    return density;
  }

  private static double[] smoothed(int[] counts) {
    double all = Arrays.stream(counts).sum() + PRIOR_WEIGHT;
    double sigma = Math.max(NARROWEST, scott(counts));
    double[] density = new double[counts.length];
    add(density, (counts.length - 1) / 2.0, counts.length, PRIOR_WEIGHT / all);
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] > 0) {
        add(density, k, sigma, counts[k] / all);
      }
    }
    return density;
  }

  /** Adds a normal that is truncated to the cells. */
  private static void add(double[] density, double mu, double sigma, double weight) {
    double whole = StandardNormal.logMass((-0.5 - mu) / sigma, (density.length - 0.5 - mu) / sigma);
    for (int k = 0; k < density.length; k++) {
      double mass = StandardNormal.logMass((k - 0.5 - mu) / sigma, (k + 0.5 - mu) / sigma);
      density[k] += weight * Math.exp(mass - whole);
    }
  }

  /** 1.059 min(IQR / 1.34, s) n^(−1/5), in cells. */
  private static double scott(int[] counts) {
    int n = Arrays.stream(counts).sum();
    double mean = 0;
    for (int k = 0; k < counts.length; k++) {
      mean += (double) k * counts[k] / n;
    }
    double squares = 0;
    for (int k = 0; k < counts.length; k++) {
      squares += counts[k] * (k - mean) * (k - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, n - 1));
    // The quartiles are cells, found from below without and from above with equality.
    int[] held = IntStream.range(0, counts.length).filter(k -> counts[k] > 0).toArray();
    int lower = quartile(counts, held, n / 4, false);
    int upper = quartile(counts, held, n * 3 / 4, true);
    return 1.059 * Math.min((upper - lower) / 1.34, deviation) * Math.pow(n, -0.2);
  }

  /** The first held cell up to which more than (or, not beyond, at least) so many values lie. */
  private static int quartile(int[] counts, int[] held, int rank, boolean beyond) {
    int sum = 0;
    for (int k : held) {
      sum += counts[k];
      if (beyond ? sum > rank : sum >= rank) {
        return k;
      }
    }
    return held[held.length - 1];
  }
}
