package io.sweepstake.core.economics;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.TriangleValuations;
import io.sweepstake.core.valuation.Uniform;
import java.util.List;
import java.util.Optional;

/**
 * Optimal menus for one bidder and several items, where they are known.
 *
 * @param name what the literature calls it
 */
record SingleBidderMenu(String name, MenuAuction menu, Optimum optimum) {
  private static final Uniform UNIT = new Uniform(0, 1);

  /** The optimal menu of a setting with one bidder and at least two items. */
  static Optional<SingleBidderMenu> of(Setting setting) {
    if (!setting.sellsItems()) {
      return Optional.empty();
    }
    if (setting.distribution().equals(new TriangleValuations(1, 2))
        && setting.demand() == Demand.ADDITIVE) {
      return Optional.of(triangle());
    }
    if (setting.bidders() != 1
        || setting.items() < 2
        || setting.demand() == Demand.COMBINATORIAL
        || !(setting.distribution() instanceof IndependentValuations valuations)) {
      return Optional.empty();
    }
    List<Marginal> marginals = valuations.marginals();
    if (setting.demand() == Demand.UNIT_DEMAND) {
      return unitDemand(marginals);
    }
    if (marginals.stream().allMatch(UNIT::equals)) {
      return straightJacket(marginals.size());
    }
    if (marginals.equals(List.of(new Uniform(4, 16), new Uniform(4, 7)))) {
      return Optional.of(
          new SingleBidderMenu(
              "Daskalakis-Deckelbaum-Tzamos menu",
              new MenuAuction(
                  List.of(
                      new MenuAuction.Option(List.of(0.5, 1.0), 8),
                      new MenuAuction.Option(List.of(1.0, 1.0), 12))),
              new Optimum(
                  88.0 / 9, 0, "Daskalakis, Deckelbaum and Tzamos, Econometrica 85 (2017)")));
    }
    if (marginals.size() == 2
        && marginals.get(0) instanceof Uniform first
        && marginals.get(1) instanceof Uniform second
        && first.low() == 0
        && second.low() == 0) {
      return twoUniforms(first.high(), second.high());
    }
    return Optional.empty();
  }

  /**
   * Additive, {@code U[0,1]^items}: prices by the number of items (Giannakopoulos and Koutsoupias,
   * 2018); for two items also Manelli and Vincent (2006). Those for three and four items are
   * numerical.
   */
  private static Optional<SingleBidderMenu> straightJacket(int items) {
    String source = "Giannakopoulos and Koutsoupias, SIAM J. Comput. 47 (2018)";
    switch (items) {
      case 2:
        return Optional.of(
            new SingleBidderMenu(
                "Manelli-Vincent menu",
                MenuAuction.byCount(2.0 / 3, (4 - Math.sqrt(2)) / 3),
                new Optimum(
                    (12 + 2 * Math.sqrt(2)) / 27,
                    0,
                    "Manelli and Vincent, J. Econ. Theory 127 (2006)")));
      case 3:
        return Optional.of(
            new SingleBidderMenu(
                "straight-jacket menu",
                MenuAuction.byCount(0.75, (6 - Math.sqrt(2)) / 4, 1.22571),
                new Optimum(0.8755, 5e-4, source)));
      case 4:
        return Optional.of(
            new SingleBidderMenu(
                "straight-jacket menu",
                MenuAuction.byCount(0.8, (8 - Math.sqrt(2)) / 5, 1.5806, 1.60062),
                new Optimum(1.2196, 5e-4, source)));
      default:
        return Optional.empty();
    }
  }

  /**
   * Additive, {@code U[0,a] × U[0,b]} with neither more than twice the other: items at 2a/3 and
   * 2b/3, both at {@code (2(a + b) − √(2ab)) / 3} (Daskalakis, Deckelbaum and Tzamos, 2017;
   * Thirumulanathan, Sundaresan and Narahari, 2019).
   */
  private static Optional<SingleBidderMenu> twoUniforms(double a, double b) {
    if (a > 2 * b || b > 2 * a) {
      return Optional.empty();
    }
    double first = 2 * a / 3;
    double second = 2 * b / 3;
    double both = (2 * (a + b) - Math.sqrt(2 * a * b)) / 3;
    double onlyFirst = (a - first) * (both - first);
    double onlySecond = (b - second) * (both - second);
    double bundle = a * b * 2 / 3 - onlyFirst - onlySecond; // a third buys nothing
    return Optional.of(
        new SingleBidderMenu(
            "optimal menu",
            new MenuAuction(
                List.of(
                    new MenuAuction.Option(List.of(1.0, 0.0), first),
                    new MenuAuction.Option(List.of(0.0, 1.0), second),
                    new MenuAuction.Option(List.of(1.0, 1.0), both))),
            new Optimum(
                (first * onlyFirst + second * onlySecond + both * bundle) / (a * b),
                0,
                "Thirumulanathan, Sundaresan and Narahari, J. Math. Econ. 82 (2019)")));
  }

  /** Both items or none, on the triangle (setting III of Dütting et al., ICML 2019). */
  private static SingleBidderMenu triangle() {
    double price = Math.sqrt(3) / 3;
    return new SingleBidderMenu(
        "optimal bundle",
        new MenuAuction(List.of(new MenuAuction.Option(List.of(1.0, 1.0), price))),
        new Optimum(price * (1 - price * price), 0, "setting III of Dütting et al., ICML 2019"));
  }

  /** Two items: {@code U[0,1]} at one price, {@code U[2,3]} with a lottery (Pavlov, 2011). */
  private static Optional<SingleBidderMenu> unitDemand(List<Marginal> marginals) {
    String source = "Pavlov, B.E. J. Theor. Econ. 11 (2011)";
    if (marginals.equals(List.of(UNIT, UNIT))) {
      return Optional.of(
          new SingleBidderMenu(
              "Pavlov menu",
              MenuAuction.anyOneItem(2, Math.sqrt(3) / 3),
              new Optimum(2 / (3 * Math.sqrt(3)), 0, source)));
    }
    if (marginals.equals(List.of(new Uniform(2, 3), new Uniform(2, 3)))) {
      double price = 2.2817359599705713;
      return Optional.of(
          new SingleBidderMenu(
              "Pavlov menu",
              new MenuAuction(
                  List.of(
                      new MenuAuction.Option(List.of(1.0, 0.0), price),
                      new MenuAuction.Option(List.of(0.0, 1.0), price),
                      new MenuAuction.Option(List.of(0.5, 0.5), 2.115069293303905))),
              new Optimum(2.1331323465947305, 0, source)));
    }
    return Optional.empty();
  }
}
