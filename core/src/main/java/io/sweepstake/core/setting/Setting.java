package io.sweepstake.core.setting;

import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationDistribution;
import java.util.Objects;

/**
 * What is sold to whom: the data of an auction design problem.
 *
 * @param name as on the command line, such as {@code additive-2x2-uniform}
 * @param bidders at least 1
 * @param items values that a bidder has, at least 1; one for each item, and under {@link
 *     Demand#COMBINATORIAL} demand a third for the pair
 * @param reported how many of a bidder's values, the first, are her own knowledge, which she may
 *     lie about; everybody knows the others
 * @param surplus what a bidder gains from what she gets: {@link Surplus#LINEAR} in all auctions;
 *     any other is for one buyer, whose values are her needs of each quality
 */
public record Setting(
    String name,
    int bidders,
    int items,
    Demand demand,
    ValuationDistribution distribution,
    int reported,
    Surplus surplus) {
  public Setting {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(demand, "demand");
    Objects.requireNonNull(distribution, "distribution");
    Objects.requireNonNull(surplus, "surplus");
    if (bidders < 1 || items < 1) {
      throw new IllegalArgumentException(
          "setting "
              + name
              + ": bidders and items must be at least 1, were "
              + bidders
              + " and "
              + items);
    }
    if (reported < 1 || reported > items) {
      throw new IllegalArgumentException(
          "setting "
              + name
              + ": reported values must be from 1 to "
              + items
              + ", were "
              + reported);
    }
    Support support = distribution.support();
    if (support.bidders() != bidders || support.items() != items) {
      throw new IllegalArgumentException(
          "setting " + name + ": its distribution is for another number of bidders or items");
    }
    if (demand == Demand.COMBINATORIAL) {
      requirePair(name, items, support);
    }
    if (!(surplus instanceof LinearSurplus)
        && (bidders != 1 || demand != Demand.ADDITIVE || reported != items)) {
      throw new IllegalArgumentException(
          "setting "
              + name
              + ": products are screened for one buyer, whose needs are all her own and add up;"
              + " bidders were "
              + bidders
              + ", demand "
              + demand
              + ", reported "
              + reported
              + " of "
              + items);
    }
  }

  /** Of items, which are worth their values. */
  public Setting(
      String name,
      int bidders,
      int items,
      Demand demand,
      ValuationDistribution distribution,
      int reported) {
    this(name, bidders, items, demand, distribution, reported, Surplus.LINEAR);
  }

  /** In which bidders may lie about all their values. */
  public Setting(
      String name, int bidders, int items, Demand demand, ValuationDistribution distribution) {
    this(name, bidders, items, demand, distribution, items);
  }

  private static void requirePair(String name, int items, Support support) {
    if (items != 3) {
      throw new IllegalArgumentException(
          "setting "
              + name
              + ": combinatorial demand is for two items and their pair, 3 values, were "
              + items);
    }
    for (int i = 0; i < support.bidders(); i++) {
      float least = support.low(i, 0) + support.low(i, 1) + support.low(i, 2);
      if (Math.min(least, Math.min(support.low(i, 0), support.low(i, 1))) < 0) {
        throw new IllegalArgumentException(
            "setting "
                + name
                + ": an item and both together must be worth at least 0, but bidder "
                + i
                + "'s may be worth "
                + Math.min(least, Math.min(support.low(i, 0), support.low(i, 1))));
      }
    }
  }

  /** How many items are sold: all, but for the pair that stands as one. */
  public int itemsForSale() {
    return demand.itemsForSale(items);
  }

  /** Whether what is sold are items, whose values are linear in the chances of getting them. */
  public boolean sellsItems() {
    return surplus instanceof LinearSurplus;
  }

  /**
   * Refuses settings in which no items are sold.
   *
   * @param whom who is for items alone, such as {@code family rochetnet}
   */
  public void requireItems(String whom) {
    if (!sellsItems()) {
      throw new IllegalArgumentException(
          whom
              + ": sells items, but setting "
              + name
              + " sells products of qualities; finitely-convex does");
    }
  }

  /** The name with only letters, digits, dots, dashes and underscores: fit for a file's name. */
  public String fileName() {
    return name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^-+|-+$", "");
  }
}
