package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lets a single bidder choose from a list of lotteries with prices, or nothing for nothing. Every
 * incentive compatible mechanism for one bidder is such a menu (Rochet, 1985).
 *
 * @param options at least one, all over the same items
 */
public record MenuAuction(List<Option> options) implements Mechanism {

  /**
   * A lottery and its price.
   *
   * @param probabilities of getting each item, from 0 to 1
   * @param price in units of value
   */
  public record Option(List<Double> probabilities, double price) {
    public Option {
      probabilities = List.copyOf(probabilities);
      if (!probabilities.stream().allMatch(p -> p >= 0 && p <= 1)) {
        throw new IllegalArgumentException(
            "menu: probabilities must be from 0 to 1, were " + probabilities);
      }
      if (!Double.isFinite(price)) {
        throw new IllegalArgumentException("menu: prices must be finite, one was " + price);
      }
    }
  }

  public MenuAuction {
    options = List.copyOf(options);
    if (options.stream().mapToInt(option -> option.probabilities().size()).distinct().count()
        != 1) {
      throw new IllegalArgumentException(
          "menu: needs at least one option, all over the same items, were " + options);
    }
  }

  /**
   * Prices by the number of items bought: {@code prices[r − 1]} for any r items.
   *
   * @throws IllegalArgumentException for more than 16 items
   */
  public static MenuAuction byCount(double... prices) {
    int items = prices.length;
    if (items > 16) {
      throw new IllegalArgumentException("menu: at most 16 items by count, were " + items);
    }
    List<Option> options = new ArrayList<>();
    for (int set = 1; set < 1 << items; set++) {
      List<Double> probabilities = new ArrayList<>();
      for (int j = 0; j < items; j++) {
        probabilities.add((double) (set >> j & 1));
      }
      options.add(new Option(probabilities, prices[Integer.bitCount(set) - 1]));
    }
    return new MenuAuction(options);
  }

  /** Any one item at the same price, never two. */
  public static MenuAuction anyOneItem(int items, double price) {
    List<Option> options = new ArrayList<>();
    for (int j = 0; j < items; j++) {
      List<Double> probabilities = new ArrayList<>(Collections.nCopies(items, 0.0));
      probabilities.set(j, 1.0);
      options.add(new Option(probabilities, price));
    }
    return new MenuAuction(options);
  }

  private int items() {
    return options.get(0).probabilities().size();
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    if (reports.bidders() != 1 || reports.items() != items()) {
      throw new IllegalArgumentException(
          "menu: is for 1 bidder and "
              + items()
              + " items, reports are of "
              + reports.bidders()
              + " and "
              + reports.items());
    }
    int items = items();
    double[] probabilities = new double[options.size() * items]; // [option][item]
    double[] prices = new double[options.size()];
    for (int option = 0; option < prices.length; option++) {
      prices[option] = options.get(option).price();
      for (int j = 0; j < items; j++) {
        probabilities[option * items + j] = options.get(option).probabilities().get(j);
      }
    }
    Outcomes outcomes = new Outcomes(reports.count(), 1, items);
    for (int k = 0; k < reports.count(); k++) {
      int chosen = -1;
      double best = 0;
      for (int option = 0; option < prices.length; option++) {
        double utility = -prices[option];
        for (int j = 0; j < items; j++) {
          utility += probabilities[option * items + j] * reports.values()[k * items + j];
        }
        if (utility > best) {
          best = utility;
          chosen = option;
        }
      }
      if (chosen >= 0) {
        for (int j = 0; j < items; j++) {
          outcomes.allocation()[k * items + j] = (float) probabilities[chosen * items + j];
        }
        outcomes.payments()[k] = (float) prices[chosen];
      }
    }
    return outcomes;
  }
}
