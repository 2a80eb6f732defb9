package io.sweepstake.core.economics;

import io.sweepstake.core.auction.BundledAuction;
import io.sweepstake.core.auction.ItemWiseAuction;
import io.sweepstake.core.auction.MyersonAuction;
import io.sweepstake.core.auction.SecondPriceAuction;
import io.sweepstake.core.auction.VcgAuction;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.ProductSurplus;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.Uniform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The classical mechanisms that apply to a setting. */
public final class Baselines {
  private Baselines() {}

  /** At least one; the simplest first, the best known last where a theorem says which that is. */
  public static List<Baseline> of(Setting setting) {
    if (setting.surplus() instanceof ProductSurplus surplus) {
      return List.of(
          new Baseline(
              "one product, one price",
              SingleProduct.of(setting, surplus),
              OptionalDouble.empty()));
    }
    List<Baseline> baselines = new ArrayList<>();
    if (!(setting.distribution() instanceof IndependentValuations valuations)) {
      baselines.add(
          setting.items() == 1
              ? new Baseline(
                  "second price",
                  SecondPriceAuction.withoutReserve(setting.bidders()),
                  OptionalDouble.empty())
              : vcg(setting, 0));
      baselines.addAll(SampledPrices.of(setting));
    } else if (setting.items() == 1) {
      singleItem(valuations.ofItem(0), baselines);
    } else if (setting.demand() == Demand.ADDITIVE) {
      additive(valuations, baselines);
    } else if (setting.demand() == Demand.COMBINATORIAL) {
      baselines.add(vcg(setting, 0));
      bundled(valuations, baselines);
    } else {
      unitDemand(setting, valuations, baselines);
    }
    SingleBidderMenu.of(setting)
        .ifPresent(
            best ->
                baselines.add(
                    new Baseline(
                        best.name(),
                        best.menu(),
                        best.optimum().tolerance() == 0
                            ? OptionalDouble.of(best.optimum().revenue())
                            : OptionalDouble.empty())));
    return List.copyOf(baselines);
  }

  private static String reserve(double reserve) {
    return String.format(Locale.ROOT, ", reserve %.3f", reserve);
  }

  private static Baseline vcg(Setting setting, double reserve) {
    return new Baseline(
        reserve == 0 ? "VCG" : "VCG" + reserve(reserve),
        new VcgAuction(setting.demand(), reserve),
        OptionalDouble.empty());
  }

  /** Where values are alike also with the reserve that is best for one bidder and one item. */
  private static void unitDemand(
      Setting setting, IndependentValuations valuations, List<Baseline> baselines) {
    baselines.add(vcg(setting, 0));
    if (valuations.marginals().stream().distinct().count() == 1) {
      double reserve = new MyersonAuction(valuations.marginals().subList(0, 1)).reserves().get(0);
      baselines.add(vcg(setting, reserve));
    }
  }

  private static Baseline secondPrice(
      String name, SecondPriceAuction auction, List<Marginal> marginals) {
    return new Baseline(name, auction, OptionalDouble.of(auction.expectedRevenue(marginals)));
  }

  private static void singleItem(List<Marginal> marginals, List<Baseline> baselines) {
    MyersonAuction myerson = new MyersonAuction(marginals);
    baselines.add(
        secondPrice(
            "second price", SecondPriceAuction.withoutReserve(marginals.size()), marginals));
    List<Double> reserves = myerson.reserves();
    baselines.add(
        secondPrice(
            reserves.stream().distinct().count() == 1
                ? "second price" + reserve(reserves.get(0))
                : "second price, own reserves",
            new SecondPriceAuction(reserves),
            marginals));
    baselines.add(new Baseline("Myerson", myerson, OptionalDouble.of(myerson.expectedRevenue())));
  }

  private static void additive(IndependentValuations valuations, List<Baseline> baselines) {
    SecondPriceAuction vickrey = SecondPriceAuction.withoutReserve(valuations.bidders());
    Map<List<Marginal>, Double> secondPrices = new HashMap<>(); // items are often alike
    Map<List<Marginal>, Double> myersons = new HashMap<>();
    double secondPrice = 0;
    double myerson = 0;
    for (int j = 0; j < valuations.items(); j++) {
      List<Marginal> marginals = valuations.ofItem(j);
      secondPrice += secondPrices.computeIfAbsent(marginals, vickrey::expectedRevenue);
      myerson += myersons.computeIfAbsent(marginals, m -> new MyersonAuction(m).expectedRevenue());
    }
    baselines.add(
        new Baseline(
            "item-wise VCG",
            ItemWiseAuction.secondPrice(valuations.bidders(), valuations.items()),
            OptionalDouble.of(secondPrice)));
    baselines.add(
        new Baseline(
            "item-wise Myerson", ItemWiseAuction.myerson(valuations), OptionalDouble.of(myerson)));
    bundled(valuations, baselines);
  }

  /** Everything sold as one, where its value's distribution is known. */
  private static void bundled(IndependentValuations valuations, List<Baseline> baselines) {
    if (valuations.marginals().stream().allMatch(Uniform.class::isInstance)) {
      MyersonAuction bundle = new MyersonAuction(BundledAuction.bundles(valuations));
      baselines.add(
          new Baseline(
              "bundled Myerson",
              new BundledAuction(bundle),
              OptionalDouble.of(bundle.expectedRevenue())));
    }
  }
}
