package io.sweepstake.core.economics;

import java.util.Objects;

/**
 * The greatest expected revenue of any incentive compatible and individually rational mechanism.
 *
 * @param revenue in units of value
 * @param tolerance how far the number itself may be off, at least 0; 0 for closed forms and
 *     quadrature
 * @param source who proved it
 */
public record Optimum(double revenue, double tolerance, String source) {
  public Optimum {
    Objects.requireNonNull(source, "source");
    if (!(revenue >= 0) || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "optimum: revenue and tolerance must be at least 0, were "
              + revenue
              + " and "
              + tolerance);
    }
  }
}
