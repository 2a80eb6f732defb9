package io.sweepstake.core.ceiling;

import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.GaussianCopulaValuations;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Marginal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one bidder may be: how her values stand to their ranks, and along which flows her rents may
 * be paid.
 *
 * @param marginals of her values, by item; none where values are their own ranks
 * @param flows the first down to the lowest type
 */
record BidderTypes(List<Marginal> marginals, List<Flow> flows) {
  private static final double[] BEYOND = {0.03, 0.1, 0.3, 1, 4};
  private static final int[] POWERS = {1, 3, 8, 20, 60};

  /** More items than this have rays alone to choose from. */
  static final int FEW_ITEMS = 3;

  BidderTypes {
    marginals = List.copyOf(marginals);
    flows = List.copyOf(flows);
  }

  /** Those of a bidder of a setting that has ceilings. */
  static BidderTypes of(Setting setting, int bidder) {
    int items = setting.items();
    if (setting.distribution() instanceof IndependentValuations valuations) {
      return new BidderTypes(
          valuations.marginals().subList(bidder * items, (bidder + 1) * items),
          flows(setting.reported()));
    }
    if (setting.distribution() instanceof GaussianCopulaValuations valuations) {
      return new BidderTypes(
          Collections.nCopies(items, valuations.marginal()),
          List.of(new CopulaRays(valuations.rankDensity())));
    }
    return new BidderTypes(List.of(), List.of(new TriangleRays()));
  }

  private static List<Flow> flows(int reported) {
    List<Flow> flows = new ArrayList<>();
    flows.add(new Rays(0));
    if (reported == 1) {
      return flows;
    }
    for (double beyond : BEYOND) {
      flows.add(new Rays(beyond));
    }
    for (int side = 0; reported <= FEW_ITEMS && side < reported; side++) {
      flows.add(new SideFlow(side, (side + 1) % reported, 0));
      for (int edge = 0; edge < reported; edge++) {
        for (int power : POWERS) {
          if (edge != side) {
            flows.add(new SideFlow(side, edge, power));
          }
        }
      }
    }
    return flows;
  }

  /** The rank of a value for an item: of the bidder, or of a rival's on her scale. */
  double rank(int item, double value) {
    if (marginals.isEmpty()) {
      return value;
    }
    return Math.min(1, Math.max(0, marginals.get(item).cdf(value)));
  }

  /** How fast her value for an item rises with its rank. */
  double slope(int item, double value) {
    if (marginals.isEmpty()) {
      return 1;
    }
    Marginal marginal = marginals.get(item);
    // Densities jump at their kinks; a value there is taken for the one below.
    double density = marginal.pdf(Math.min(value, Math.nextDown(marginal.high())));
    return 1 / density;
  }
}
