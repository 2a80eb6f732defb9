package io.sweepstake.core.auction;

import io.sweepstake.core.valuation.Marginal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The highest bid wins and pays the second highest (Vickrey, 1961), among the bidders who reach
 * their reserves; the winner pays at least her own.
 *
 * @param reserves one per bidder, at least 0
 */
public record SecondPriceAuction(List<Double> reserves) implements SingleItemAuction {
  private static final double NEGLIGIBLE = 1e-18;

  public SecondPriceAuction {
    reserves = List.copyOf(reserves);
    if (reserves.isEmpty()) {
      throw new IllegalArgumentException("second price: needs at least one bidder, had none");
    }
    for (double reserve : reserves) {
      if (!(reserve >= 0) || Double.isInfinite(reserve)) {
        throw new IllegalArgumentException(
            "second price: reserves must be finite and at least 0, one was " + reserve);
      }
    }
  }

  /** The item is always sold. */
  public static SecondPriceAuction withoutReserve(int bidders) {
    return withReserve(bidders, 0);
  }

  /** The same reserve for everybody. */
  public static SecondPriceAuction withReserve(int bidders, double reserve) {
    return new SecondPriceAuction(Collections.nCopies(bidders, reserve));
  }

  @Override
  public int bidders() {
    return reserves.size();
  }

  @Override
  public void sell(double[] bids, double[] shares, double[] payments) {
    Arrays.fill(shares, 0);
    Arrays.fill(payments, 0);
    int winner = -1;
    int winners = 0;
    double second = 0;
    for (int i = 0; i < bids.length; i++) {
      if (bids[i] < reserves.get(i)) {
        continue;
      }
      if (winner < 0 || bids[i] > bids[winner]) {
        second = winner < 0 ? 0 : bids[winner];
        winner = i;
        winners = 1;
      } else {
        second = Math.max(second, bids[i]);
        winners += bids[i] == bids[winner] ? 1 : 0;
      }
    }
    if (winners == 1) {
      shares[winner] = 1;
      payments[winner] = Math.max(second, reserves.get(winner));
    } else if (winners > 1) {
      double highest = bids[winner];
      for (int i = 0; i < bids.length; i++) {
        if (bids[i] == highest && bids[i] >= reserves.get(i)) {
          shares[i] = 1.0 / winners;
          payments[i] = highest / winners;
        }
      }
    }
  }

  /**
   * Expected revenue from truthful bidders with independent values, by quadrature: {@code Σ_i
   * ∫_{r_i} (t f_i − (1 − F_i)) Π_{j≠i} F_j(max(t, r_j)) dt}, Myerson's lemma for this allocation.
   *
   * @param marginals one per bidder
   * @throws IllegalArgumentException if there are as many not
   */
  public double expectedRevenue(List<Marginal> marginals) {
    if (marginals.size() != reserves.size()) {
      throw new IllegalArgumentException(
          "second price: is for "
              + reserves.size()
              + " bidders, got "
              + marginals.size()
              + " marginals");
    }
    double end = marginals.stream().mapToDouble(m -> m.upperQuantile(NEGLIGIBLE)).max().orElse(0);
    double[] breaks =
        DoubleStream.concat(
                reserves.stream().mapToDouble(Double::doubleValue),
                marginals.stream()
                    .flatMapToDouble(
                        m ->
                            DoubleStream.concat(
                                DoubleStream.of(m.low(), m.high()),
                                DoubleStream.concat(
                                    Arrays.stream(m.kinks()),
                                    Arrays.stream(Quadrature.decades(m))))))
            .distinct()
            .toArray();
    double revenue = 0;
    for (int i = 0; i < marginals.size(); i++) {
      int bidder = i;
      revenue +=
          Quadrature.integrate(
              t -> marginalRevenue(marginals, bidder, t), reserves.get(i), end, breaks);
    }
    return Math.max(0, revenue);
  }

  private double marginalRevenue(List<Marginal> marginals, int bidder, double t) {
    Marginal own = marginals.get(bidder);
    double product = t * own.pdf(t) - own.survival(t);
    for (int j = 0; j < marginals.size(); j++) {
      if (j != bidder) {
        product *= marginals.get(j).cdf(Math.max(t, reserves.get(j)));
      }
    }
    return product;
  }
}
