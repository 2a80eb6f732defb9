package io.sweepstake.sweeps.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How important parameters are, the most important first.
 *
 * @param raw by parameter name, at least 0, in the unit of the method that found them
 * @param trials how many trials they were found from
 * @param leftOut how many completed ones have no value, or one that cannot be calculated with: an
 *     infinity, or beyond 1e100
 */
public record Importances(Map<String, Double> raw, int trials, int leftOut) {
  public Importances {
    raw.forEach(
        (name, value) -> {
          if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                "importance of " + name + ": must be finite and at least 0, was " + value);
          }
        });
    Map<String, Double> falling = new LinkedHashMap<>();
    raw.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(entry -> falling.put(entry.getKey(), entry.getValue()));
    raw = Collections.unmodifiableMap(falling);
  }

  /** The same as shares of their sum; equal ones when all are 0. */
  public Map<String, Double> shares() {
    double sum = raw.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    raw.forEach((name, value) -> shares.put(name, sum > 0 ? value / sum : 1.0 / raw.size()));
    return shares;
  }
}
