package io.sweepstake.core.valuation;

import java.util.Objects;

/**
 * What is sold to whom: the data of an auction design problem.
 *
 * @param name as on the command line, such as {@code additive-2x2-uniform}
 * @param bidders at least 1
 * @param items at least 1
 */
public record Setting(
    String name, int bidders, int items, Demand demand, ValuationDistribution distribution) {
  public Setting {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(demand, "demand");
    Objects.requireNonNull(distribution, "distribution");
    if (bidders < 1 || items < 1) {
      throw new IllegalArgumentException(
          "setting "
              + name
              + ": bidders and items must be at least 1, were "
              + bidders
              + " and "
              + items);
    }
    Support support = distribution.support();
    if (support.bidders() != bidders || support.items() != items) {
      throw new IllegalArgumentException(
          "setting " + name + ": its distribution is for another number of bidders or items");
    }
  }

  /** The name with only letters, digits, dots, dashes and underscores: fit for a file's name. */
  public String fileName() {
    return name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^-+|-+$", "");
  }
}
