package io.sweepstake.core.auction;

import io.sweepstake.core.valuation.Marginal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The revenue-optimal auction of one item to bidders with independent values (Myerson, 1981): the
 * highest non-negative ironed virtual value wins.
 *
 * <p>Payments are Myerson's: with k rivals at the winner's threshold level, whose own values there
 * span [a, b], a winner above it pays {@code b − (b − a) / (k + 1)}, and one of the k + 1 at it
 * {@code a / (k + 1)}.
 */
public final class MyersonAuction implements SingleItemAuction {
  private static final double NEGLIGIBLE = 1e-18;

  private final List<Marginal> marginals;
  private final IronedVirtualValue[] virtualValues; // by bidder
  private final List<Double> reserves;
  private final boolean symmetric;
  // Where bidders are alike and regular, the order of values is the order of virtual values.
  private final SecondPriceAuction secondPrice; // or null

  /**
   * @param marginals one per bidder
   * @throws IllegalArgumentException if there are none
   */
  public MyersonAuction(List<Marginal> marginals) {
    if (marginals.isEmpty()) {
      throw new IllegalArgumentException("Myerson auction: needs at least one bidder, had none");
    }
    this.marginals = List.copyOf(marginals);
    virtualValues = new IronedVirtualValue[marginals.size()];
    for (int i = 0; i < virtualValues.length; i++) {
      int alike = marginals.indexOf(marginals.get(i));
      virtualValues[i] =
          alike < i ? virtualValues[alike] : new IronedVirtualValue(marginals.get(i));
    }
    reserves = Arrays.stream(virtualValues).map(phi -> Math.max(0, phi.lowest(0))).toList();
    symmetric = marginals.stream().allMatch(marginals.get(0)::equals);
    secondPrice =
        symmetric && virtualValues[0].flats().isEmpty() ? new SecondPriceAuction(reserves) : null;
  }

  @Override
  public int bidders() {
    return marginals.size();
  }

  /** The least value at which a bidder could win, one per bidder. */
  public List<Double> reserves() {
    return reserves;
  }

  @Override
  public void sell(double[] bids, double[] shares, double[] payments) {
    if (secondPrice != null) {
      secondPrice.sell(bids, shares, payments);
      return;
    }
    Arrays.fill(shares, 0);
    Arrays.fill(payments, 0);
    int winner = -1;
    double highest = 0;
    double second = Double.NEGATIVE_INFINITY; // of the others
    int winners = 0;
    int seconds = 0;
    for (int i = 0; i < bids.length; i++) {
      double score = virtualValues[i].at(bids[i]);
      if (score < 0) {
        continue;
      }
      if (winner < 0 || score > highest) {
        second = winner < 0 ? second : highest;
        seconds = winners;
        winner = i;
        highest = score;
        winners = 1;
      } else if (score == highest) {
        winners++;
      } else if (score > second) {
        second = score;
        seconds = 1;
      } else if (score == second) {
        seconds++;
      }
    }
    if (winners == 1) {
      shares[winner] = 1;
      if (seconds == 0) {
        payments[winner] = reserves.get(winner);
      } else {
        double from = virtualValues[winner].lowest(second);
        double to = Math.max(from, virtualValues[winner].highest(second));
        payments[winner] = to - (to - from) / (seconds + 1);
      }
    } else if (winners > 1) {
      for (int i = 0; i < bids.length; i++) {
        if (virtualValues[i].at(bids[i]) == highest) {
          shares[i] = 1.0 / winners;
          payments[i] = virtualValues[i].lowest(highest) / winners;
        }
      }
    }
  }

  /** The greatest expected revenue any incentive compatible auction can have, by quadrature. */
  public double expectedRevenue() {
    return symmetric ? revenueOverValues() : revenueOverVirtualValues();
  }

  /** For bidders alike: {@code ∫ φ̄ dF^n} over values above the reserve. */
  private double revenueOverValues() {
    Marginal marginal = marginals.get(0);
    int bidders = marginals.size();
    double end = marginal.upperQuantile(NEGLIGIBLE);
    double revenue = 0;
    double start = reserves.get(0);
    for (IronedVirtualValue.Flat flat : virtualValues[0].flats()) {
      if (flat.from() >= start) {
        revenue += revenueOverValues(marginal, bidders, start, flat.from());
        revenue +=
            flat.level()
                * (Math.pow(marginal.cdf(flat.to()), bidders)
                    - Math.pow(marginal.cdf(flat.from()), bidders));
        start = flat.to();
      }
    }
    return revenue + revenueOverValues(marginal, bidders, start, end);
  }

  private static double revenueOverValues(Marginal marginal, int bidders, double from, double to) {
    return Quadrature.integrate(
        v ->
            bidders
                * (v * marginal.pdf(v) - marginal.survival(v))
                * Math.pow(marginal.cdf(v), bidders - 1),
        from,
        to,
        DoubleStream.concat(
                Arrays.stream(marginal.kinks()), Arrays.stream(Quadrature.decades(marginal)))
            .toArray());
  }

  /** In general: the mean of {@code max(0, max_i φ̄_i)} as {@code ∫ P(max_i φ̄_i > t) dt}. */
  double revenueOverVirtualValues() {
    DoubleStream.Builder breaks = DoubleStream.builder();
    double end = 0;
    for (int i = 0; i < virtualValues.length; i++) {
      Marginal marginal = marginals.get(i);
      IronedVirtualValue phi = virtualValues[i];
      end = Math.max(end, phi.at(marginal.upperQuantile(NEGLIGIBLE)));
      breaks.add(phi.at(marginal.low())).add(marginal.high());
      for (double kink : marginal.kinks()) {
        breaks.add(phi.at(Math.nextDown(kink))).add(phi.at(kink));
      }
      for (double value : Quadrature.decades(marginal)) {
        breaks.add(phi.at(value));
      }
      for (IronedVirtualValue.Flat flat : phi.flats()) {
        breaks.add(flat.level());
      }
    }
    return Quadrature.integrate(
        this::someVirtualValueAbove, 0, end, breaks.build().distinct().toArray());
  }

  private double someVirtualValueAbove(double level) {
    double logNone = 0;
    for (int i = 0; i < virtualValues.length; i++) {
      logNone += Math.log1p(-marginals.get(i).survival(virtualValues[i].highest(level)));
    }
    return -Math.expm1(logNone);
  }
}
