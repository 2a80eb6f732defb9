package io.sweepstake.core.valuation;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.random.StandardNormal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Goods whose values are correlated by a Gaussian copula: {@code v_j = F⁻¹(Φ(z_j))} with {@code z_j
 * = l_j · f + √(1 − |l_j|²) ε_j}, factors f and noises ε standard normal. Every bidder draws her
 * own factors: bidders are independent of each other.
 *
 * <p>Goods j and k then have normal scores of correlation {@code l_j · l_k}; each value alone has
 * the marginal.
 *
 * @param bidders at least 1
 * @param loadings l, {@code [item][factor]}; each item has as many, at most of length 1
 * @param marginal of every value
 */
public record GaussianCopulaValuations(int bidders, List<List<Double>> loadings, Marginal marginal)
    implements ValuationDistribution {
  private static final double LENGTH = 0.9;

  /** Nearer to 0 or 1 than this, ranks have the density of here. */
  private static final double LEAST_MASS = 1e-12;

  public GaussianCopulaValuations {
    loadings = loadings.stream().map(List::copyOf).toList();
    if (bidders < 1 || loadings.isEmpty()) {
      throw new IllegalArgumentException(
          "Gaussian copula: bidders and items must be at least 1, were "
              + bidders
              + " and "
              + loadings.size());
    }
    for (List<Double> row : loadings) {
      if (row.size() != loadings.get(0).size() || row.isEmpty() || !(square(row) <= 1 + 1e-12)) {
        throw new IllegalArgumentException(
            "Gaussian copula: every item needs as many loadings, their squares summing to at most"
                + " 1, one had "
                + row);
      }
    }
  }

  /**
   * Uniform values on [0, 1] with half as many factors as items: the correlated goods of Nehzati
   * (arXiv:2509.04477). Loadings are normal, fixed by a seed, each item's scaled to length 0.9.
   *
   * <p>That experiment also renumbers the goods so that the first are the most negatively
   * correlated; where all are sold this changes nothing, and here they keep their numbers.
   */
  public static GaussianCopulaValuations ofSeed(int bidders, int items, long seed) {
    int factors = Math.max(1, items / 2);
    List<List<Double>> loadings = new ArrayList<>();
    for (int j = 0; j < items; j++) {
      List<Double> row = new ArrayList<>();
      for (int f = 0; f < factors; f++) {
        row.add(Seeds.normal(Seeds.derive(seed, "loadings", j), f));
      }
      double scale = LENGTH / Math.sqrt(square(row));
      loadings.add(row.stream().map(loading -> loading * scale).toList());
    }
    return new GaussianCopulaValuations(bidders, loadings, new Uniform(0, 1));
  }

  private static double square(List<Double> row) {
    return row.stream().mapToDouble(loading -> loading * loading).sum();
  }

  public int items() {
    return loadings.size();
  }

  @Override
  public void sample(long firstProfile, ValuationProfiles into, long seed) {
    IndependentValuations.requireShape(into, bidders, items());
    int items = items();
    int factors = loadings.get(0).size();
    double[][] weights = new double[items][factors];
    double[] noise = new double[items];
    for (int j = 0; j < items; j++) {
      for (int f = 0; f < factors; f++) {
        weights[j][f] = loadings.get(j).get(f);
      }
      noise[j] = Math.sqrt(Math.max(0, 1 - square(loadings.get(j))));
    }
    double[] common = new double[factors];
    float high = support().high(0, 0);
    for (int k = 0; k < into.count(); k++) {
      for (int i = 0; i < bidders; i++) {
        long position = ((firstProfile + k) * bidders + i) * (factors + items);
        for (int f = 0; f < factors; f++) {
          common[f] = Seeds.normal(seed, position + f);
        }
        for (int j = 0; j < items; j++) {
          double z = noise[j] * Seeds.normal(seed, position + factors + j);
          for (int f = 0; f < factors; f++) {
            z += weights[j][f] * common[f];
          }
          double value = marginal.quantile(StandardNormal.cdf(z));
          into.set(k, i, j, Math.min(high, (float) value));
        }
      }
    }
  }

  /**
   * The density of one bidder's ranks {@code F(v_j)}: {@code |R|^(−1/2) exp(−z' (R⁻¹ − I) z / 2)}
   * with normal scores {@code z_j = Φ⁻¹(rank_j)} and the correlations R that the loadings give.
   *
   * @throws IllegalArgumentException if R is singular: ranks then have no density
   */
  public ToDoubleFunction<double[]> rankDensity() {
    double[][] factor = correlationFactor();
    return ranks -> {
      double[] z = new double[ranks.length];
      double log = 0;
      double scale = 1;
      for (int r = 0; r < z.length; r++) {
        double rank = Math.min(1 - LEAST_MASS, Math.max(LEAST_MASS, ranks[r]));
        z[r] = StandardNormal.upperQuantile(1 - rank);
        log += z[r] * z[r] / 2;
      }
      for (int r = 0; r < z.length; r++) { // z becomes L⁻¹ z, whose square is z' R⁻¹ z
        for (int c = 0; c < r; c++) {
          z[r] -= factor[r][c] * z[c];
        }
        z[r] /= factor[r][r];
        log -= z[r] * z[r] / 2;
        scale *= factor[r][r];
      }
      return Math.exp(log) / scale;
    };
  }

  /** L of the correlations {@code R = L L'}. */
  private double[][] correlationFactor() {
    int m = items();
    double[][] factor = new double[m][m];
    for (int r = 0; r < m; r++) {
      for (int c = 0; c <= r; c++) {
        double left = r == c ? 1 : 0;
        for (int f = 0; r != c && f < loadings.get(r).size(); f++) {
          left += loadings.get(r).get(f) * loadings.get(c).get(f);
        }
        for (int k = 0; k < c; k++) {
          left -= factor[r][k] * factor[c][k];
        }
        if (r == c && !(left > LEAST_MASS)) {
          throw new IllegalArgumentException(
              "Gaussian copula: its correlations are singular, so ranks have no density");
        }
        factor[r][c] = r == c ? Math.sqrt(left) : left / factor[c][c];
      }
    }
    return factor;
  }

  @Override
  public Support support() {
    return IndependentValuations.identical(bidders, items(), marginal).support();
  }
}
