package io.sweepstake.core.economics;

import io.sweepstake.core.auction.BestReserve;
import io.sweepstake.core.auction.BundledAuction;
import io.sweepstake.core.auction.ItemWiseAuction;
import io.sweepstake.core.auction.SecondPriceAuction;
import io.sweepstake.core.auction.SingleItemAuction;
import io.sweepstake.core.auction.VcgAuction;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.core.valuation.observed.ObservedValuations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The best prices and reserves for values that hang together, found on a sample: of observations
 * all rows that are not held out, so that what they earn on those is not what they were chosen for.
 */
final class SampledPrices {
  private static final int SAMPLE = 65_536;

  /** Prices of unit demand are tried on so many profiles, as each takes an assignment. */
  private static final int ASSIGNED = 4096;

  private static final int TRIED = 64;

  /** So many prices are shown in a name. */
  private static final int SHOWN = 3;

  private final Setting setting;
  private final ValuationProfiles sample;

  private SampledPrices(Setting setting) {
    this.setting = setting;
    if (setting.distribution() instanceof ObservedValuations observed) {
      sample = observed.trainingRows();
    } else {
      sample = new ValuationProfiles(SAMPLE, setting.bidders(), setting.items());
      setting.distribution().sample(0, sample, Seeds.derive(0, "best reserve", 0));
    }
  }

  /** With one item a reserve; with several, prices or reserves for each, and one for all. */
  static List<Baseline> of(Setting setting) {
    SampledPrices prices = new SampledPrices(setting);
    if (setting.items() == 1) {
      return List.of(prices.singleItem());
    }
    return switch (setting.demand()) {
      case ADDITIVE -> List.of(prices.itemWise(), prices.bundle());
      case UNIT_DEMAND -> List.of(prices.common());
      case COMBINATORIAL -> List.of(prices.bundle());
    };
  }

  private Baseline singleItem() {
    double reserve = BestReserve.of(sample);
    return new Baseline(
        named("second price, reserve", List.of(reserve)),
        SecondPriceAuction.withReserve(setting.bidders(), reserve),
        OptionalDouble.empty());
  }

  private Baseline itemWise() {
    List<Double> reserves = new ArrayList<>();
    List<SingleItemAuction> auctions = new ArrayList<>();
    for (int j = 0; j < setting.items(); j++) {
      int item = j;
      double reserve = BestReserve.of(single((k, i) -> sample.value(k, i, item)));
      reserves.add(reserve);
      auctions.add(SecondPriceAuction.withReserve(setting.bidders(), reserve));
    }
    String name = setting.bidders() == 1 ? "posted prices" : "item-wise VCG, reserves";
    return new Baseline(
        named(name, reserves), new ItemWiseAuction(auctions), OptionalDouble.empty());
  }

  private Baseline bundle() {
    double reserve =
        BestReserve.of(
            single(
                (k, i) -> {
                  float sum = 0;
                  for (int j = 0; j < setting.items(); j++) {
                    sum += sample.value(k, i, j);
                  }
                  return sum;
                }));
    String name = setting.bidders() == 1 ? "bundle price" : "bundled second price, reserve";
    return new Baseline(
        named(name, List.of(reserve)),
        new BundledAuction(SecondPriceAuction.withReserve(setting.bidders(), reserve)),
        OptionalDouble.empty());
  }

  /** One price or reserve for every item. */
  private Baseline common() {
    int rows = Math.min(ASSIGNED, sample.count());
    ValuationProfiles few = new ValuationProfiles(rows, setting.bidders(), setting.items());
    System.arraycopy(sample.values(), 0, few.values(), 0, few.values().length);
    float[] values = few.values().clone();
    Arrays.sort(values);
    DoubleUnaryOperator revenue = reserve -> revenue(few, reserve);
    double best = 0;
    double most = revenue.applyAsDouble(0);
    for (int k = 1; k < TRIED; k++) {
      double reserve = values[(int) ((long) k * values.length / TRIED)];
      double earned = revenue.applyAsDouble(reserve);
      if (earned > most) {
        most = earned;
        best = reserve;
      }
    }
    String name = setting.bidders() == 1 ? "one posted price" : "VCG, reserve";
    return new Baseline(
        named(name, List.of(best)),
        new VcgAuction(Demand.UNIT_DEMAND, best),
        OptionalDouble.empty());
  }

  private static double revenue(ValuationProfiles truth, double reserve) {
    Outcomes outcomes = new VcgAuction(Demand.UNIT_DEMAND, reserve).run(truth);
    double sum = 0;
    for (float payment : outcomes.payments()) {
      sum += payment;
    }
    return sum;
  }

  /** A bidder's value in a profile. */
  private interface Value {
    float of(int profile, int bidder);
  }

  private ValuationProfiles single(Value value) {
    ValuationProfiles single = new ValuationProfiles(sample.count(), setting.bidders(), 1);
    for (int k = 0; k < sample.count(); k++) {
      for (int i = 0; i < setting.bidders(); i++) {
        single.set(k, i, 0, value.of(k, i));
      }
    }
    return single;
  }

  private static String named(String what, List<Double> prices) {
    return prices.size() > SHOWN
        ? what
        : what
            + " "
            + String.join(
                ", ", prices.stream().map(p -> String.format(Locale.ROOT, "%.3f", p)).toList());
  }
}
