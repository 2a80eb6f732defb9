package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Collections;
import java.util.Objects;

/**
 * Maximises welfare and charges every bidder what her presence costs the others (Vickrey, 1961;
 * Clarke, 1971; Groves, 1973). Additive bidders: a second-price auction for each item;
 * combinatorial ones: the affine maximiser that weighs all alike.
 *
 * @param reserve what an item is worth to the seller, who keeps it rather than sell for less; at
 *     least 0
 */
public record VcgAuction(Demand demand, double reserve) implements Mechanism {
  public VcgAuction {
    Objects.requireNonNull(demand, "demand");
    if (!(reserve >= 0) || Double.isInfinite(reserve)) {
      throw new IllegalArgumentException(
          "VCG: the reserve must be finite and at least 0, was " + reserve);
    }
  }

  /** Everything is sold that anybody wants. */
  public VcgAuction(Demand demand) {
    this(demand, 0);
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    if (demand == Demand.UNIT_DEMAND) {
      return unitDemand(reports);
    }
    if (demand == Demand.COMBINATORIAL) {
      return combinatorial(reports);
    }
    return new ItemWiseAuction(
            Collections.nCopies(
                reports.items(), SecondPriceAuction.withReserve(reports.bidders(), reserve)))
        .run(reports);
  }

  private Outcomes combinatorial(ValuationProfiles reports) {
    int bidders = reports.bidders();
    int items = reports.items();
    float[] allocations = WholeAllocations.of(demand, bidders, items);
    double[] boosts = new double[allocations.length / (bidders * items)];
    for (int cell = 0; cell < allocations.length; cell++) {
      if (cell % items < demand.itemsForSale(items)) {
        boosts[cell / (bidders * items)] -= reserve * allocations[cell];
      }
    }
    return new AffineMaximizerAuction(Collections.nCopies(bidders, 1.0), boosts, allocations)
        .run(reports);
  }

  private Outcomes unitDemand(ValuationProfiles reports) {
    int bidders = reports.bidders();
    int items = reports.items();
    Outcomes outcomes = new Outcomes(reports.count(), bidders, items);
    Assignment assignment = new Assignment(bidders, items);
    double[] values = new double[bidders * items];
    int[] itemOf = new int[bidders];
    for (int k = 0; k < reports.count(); k++) {
      for (int cell = 0; cell < values.length; cell++) {
        values[cell] = reports.values()[k * values.length + cell] - reserve;
      }
      double surplus = assignment.solve(values, -1, itemOf);
      for (int i = 0; i < bidders; i++) {
        if (itemOf[i] >= 0) {
          double others = surplus - values[i * items + itemOf[i]];
          double withoutHer = assignment.solve(values, i, null);
          outcomes.allocation()[reports.index(k, i, itemOf[i])] = 1;
          outcomes.payments()[k * bidders + i] =
              (float) (reserve + Math.max(0, withoutHer - others));
        }
      }
    }
    return outcomes;
  }
}
