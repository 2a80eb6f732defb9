package io.sweepstake.sweeps.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How important parameters are, the most important first.
 *
 * @param raw by parameter name, at least 0, in the unit of the method that found them
 * @param trials how many trials they were found from
 */
public record Importances(Map<String, Double> raw, int trials) {
  public Importances {
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
