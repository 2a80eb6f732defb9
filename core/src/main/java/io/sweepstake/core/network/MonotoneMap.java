package io.sweepstake.core.network;

import io.sweepstake.core.auction.VirtualValueAuction;
import io.sweepstake.core.program.LayerWeights;
import java.util.Arrays;

/**
 * An increasing, piecewise linear function {@code min_k max_l (e^α_kl x + β_kl)} with its inverse
 * {@code max_k min_l (y − β_kl) e^−α_kl} (Sill, NIPS 1998).
 *
 * @param groups k, at least 1
 * @param lines l in each, at least 1
 * @param logSlopes α, {@code [group][line]}
 * @param intercepts β, {@code [group][line]}
 */
public record MonotoneMap(int groups, int lines, float[] logSlopes, float[] intercepts)
    implements VirtualValueAuction.IncreasingMap {
  public MonotoneMap {
    if (logSlopes.length != groups * lines || intercepts.length != groups * lines) {
      throw new IllegalArgumentException(
          "monotone map: needs groups × lines slopes and intercepts, were "
              + logSlopes.length
              + " and "
              + intercepts.length);
    }
  }

  /** As two layers without biases have it. */
  static MonotoneMap of(LayerWeights logSlopes, LayerWeights intercepts) {
    return new MonotoneMap(
        logSlopes.shape().outputs(),
        logSlopes.shape().inputs(),
        logSlopes.weights(),
        intercepts.weights());
  }

  @Override
  public double at(double x) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < groups; k++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int at = k * lines; at < (k + 1) * lines; at++) {
        most = Math.max(most, Math.exp(logSlopes[at]) * x + intercepts[at]);
      }
      least = Math.min(least, most);
    }
    return least;
  }

  @Override
  public double inverse(double y) {
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < groups; k++) {
      double least = Double.POSITIVE_INFINITY;
      for (int at = k * lines; at < (k + 1) * lines; at++) {
        least = Math.min(least, (y - intercepts[at]) * Math.exp(-logSlopes[at]));
      }
      most = Math.max(most, least);
    }
    return most;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MonotoneMap that
        && groups == that.groups
        && lines == that.lines
        && Arrays.equals(logSlopes, that.logSlopes)
        && Arrays.equals(intercepts, that.intercepts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(logSlopes) * 31 + Arrays.hashCode(intercepts);
  }
}
