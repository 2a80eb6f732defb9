package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.Demand;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Objects;

/**
 * Maximises welfare and charges every bidder what her presence costs the others (Vickrey, 1961;
 * Clarke, 1971; Groves, 1973). Additive bidders: a second-price auction for each item.
 */
public record VcgAuction(Demand demand) implements Mechanism {
  public VcgAuction {
    Objects.requireNonNull(demand, "demand");
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    return demand == Demand.ADDITIVE
        ? ItemWiseAuction.secondPrice(reports.bidders(), reports.items()).run(reports)
        : unitDemand(reports);
  }

  private static Outcomes unitDemand(ValuationProfiles reports) {
    int bidders = reports.bidders();
    int items = reports.items();
    Outcomes outcomes = new Outcomes(reports.count(), bidders, items);
    Assignment assignment = new Assignment(bidders, items);
    double[] values = new double[bidders * items];
    int[] itemOf = new int[bidders];
    for (int k = 0; k < reports.count(); k++) {
      for (int cell = 0; cell < values.length; cell++) {
        values[cell] = reports.values()[k * values.length + cell];
      }
      double welfare = assignment.solve(values, -1, itemOf);
      for (int i = 0; i < bidders; i++) {
        if (itemOf[i] >= 0) {
          double others = welfare - values[i * items + itemOf[i]];
          double withoutHer = assignment.solve(values, i, null);
          outcomes.allocation()[reports.index(k, i, itemOf[i])] = 1;
          outcomes.payments()[k * bidders + i] = (float) Math.max(0, withoutHer - others);
        }
      }
    }
    return outcomes;
  }
}
