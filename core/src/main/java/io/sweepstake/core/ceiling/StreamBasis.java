package io.sweepstake.core.ceiling;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.IndependentValuations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All streams of a setting, one for each bidder and pair of her reported items; those that are
 * alike share their coefficients.
 *
 * @param ownDegree of the polynomials in a stream's own two values
 * @param others products of polynomials in what else it may hang on
 */
record StreamBasis(int ownDegree, Monomials others, List<Stream> streams) {
  StreamBasis {
    streams = List.copyOf(streams);
  }

  /**
   * A flow between a bidder's values for two items that leaves every truthful auction's revenue as
   * it is: {@code ψ = r_1 (1 − r_1) r_2 (1 − r_2) h} in the ranks of the two, which vanishes at the
   * sides of their cube.
   *
   * <p>F of the first item gains {@code dv_1/dr_1 · ∂ψ/∂r_2}, that of the second loses {@code
   * dv_2/dr_2 · ∂ψ/∂r_1}; against the gradient of a utility both together come to nothing, by
   * integration by parts.
   *
   * @param coefficients of h; two items that are alike have a stream each way, of the same ones
   */
  record Stream(int bidder, int first, int second, Coefficients coefficients) {}

  /** What makes two streams alike: the distributions of their bidder's two values. */
  private record Kind(Object bidder, Object first, Object second) {}

  static StreamBasis of(Setting setting, int ownDegree, int othersDegree, Kernels kernels) {
    Monomials others = new Monomials(new Surroundings(setting).variables(), othersDegree);
    Map<Kind, Coefficients> kinds = new LinkedHashMap<>();
    List<Stream> streams = new ArrayList<>();
    for (int i = 0; i < setting.bidders(); i++) {
      for (int j = 0; j < setting.reported(); j++) {
        for (int k = j + 1; k < setting.reported(); k++) {
          Object first = likeness(setting, i, j);
          Object second = likeness(setting, i, k);
          Coefficients coefficients =
              kinds.computeIfAbsent(
                  new Kind(bidder(setting, i), first, second),
                  kind ->
                      new Coefficients(StreamPass.products(ownDegree), others.count(), kernels));
          streams.add(new Stream(i, j, k, coefficients));
          if (first.equals(second)) {
            streams.add(new Stream(i, k, j, coefficients));
          }
        }
      }
    }
    return new StreamBasis(ownDegree, others, streams);
  }

  /** Items of one likeness can be exchanged without changing what a bidder's type may be. */
  private static Object likeness(Setting setting, int bidder, int item) {
    return setting.distribution() instanceof IndependentValuations valuations
        ? valuations.marginal(bidder, item)
        : item;
  }

  /** Bidders whose types are drawn alike. */
  static Object bidder(Setting setting, int bidder) {
    if (!(setting.distribution() instanceof IndependentValuations valuations)) {
      return bidder;
    }
    return valuations.marginals().subList(bidder * setting.items(), (bidder + 1) * setting.items());
  }

  Collection<Coefficients> coefficients() {
    Map<Coefficients, Coefficients> distinct = new LinkedHashMap<>();
    streams.forEach(stream -> distinct.putIfAbsent(stream.coefficients(), stream.coefficients()));
    return distinct.values();
  }

  /** How many numbers are trained. */
  long count() {
    return coefficients().stream().mapToLong(Coefficients::count).sum();
  }
}
