package io.sweepstake.problems.auction.portrait;

import java.util.List;

/**
 * A row of a table of mechanisms: means over profiles, by item or quality that is sold, in units of
 * value.
 *
 * @param profit payments less costs
 * @param surplus what bidders gain before they pay
 * @param utility what they gain once they have paid
 */
public record MechanismRow(String name, int items, double profit, double surplus, double utility) {
  static final List<String> COLUMNS =
      List.of("mechanism", "items", "profit_per_item", "surplus_per_item", "utility_per_item");

  List<Object> cells() {
    return List.of(name, items, profit, surplus, utility);
  }
}
