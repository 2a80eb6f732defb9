package io.sweepstake.core.economics;

import io.sweepstake.core.mechanism.Mechanism;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A classical mechanism to compare with.
 *
 * @param revenue expected revenue, less what is spent on making what is sold, from truthful bidders
 *     where known exactly, in units of value; otherwise simulate
 */
public record Baseline(String name, Mechanism mechanism, OptionalDouble revenue) {
  public Baseline {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(mechanism, "mechanism");
    Objects.requireNonNull(revenue, "revenue");
  }
}
