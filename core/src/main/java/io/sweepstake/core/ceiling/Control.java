package io.sweepstake.core.ceiling;

import io.sweepstake.core.economics.Baseline;
import io.sweepstake.core.economics.Baselines;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A truthful auction whose virtual surplus is known on average, so that what it comes to on given
 * profiles tells how lucky these are.
 *
 * @param revenue expected, if known exactly
 * @param surplusKnown whether its virtual surplus is its revenue on average: where the lowest
 *     type's values are 0, so that she gains nothing
 */
record Control(Mechanism auction, OptionalDouble revenue, boolean surplusKnown) {
  /** Those of a setting: its classical auctions. */
  static List<Control> of(Setting setting) {
    boolean fromZero = true;
    for (int i = 0; i < setting.bidders(); i++) {
      for (int j = 0; j < setting.items(); j++) {
        fromZero &= setting.distribution().support().low(i, j) == 0;
      }
    }
    List<Control> controls = new ArrayList<>();
    for (Baseline baseline : Baselines.of(setting)) {
      if (!fromZero && baseline.revenue().isEmpty()) {
        continue;
      }
      controls.add(new Control(baseline.mechanism(), baseline.revenue(), fromZero));
    }
    return controls;
  }

  /** How many numbers {@link #deviations} writes for a profile. */
  int count() {
    return (surplusKnown ? 1 : 0) + (revenue.isPresent() ? 1 : 0);
  }

  /**
   * Writes numbers of mean 0: {@code Σ F x − Σ p} for an F whose rents are paid down to the lowest
   * type, and where revenue is known {@code Σ p − revenue}.
   *
   * @param worth F, {@code [profile][bidder][item]}
   * @param into from {@code at} on, profiles {@code step} apart
   */
  void deviations(ValuationProfiles block, float[] worth, double[] into, int at, int step) {
    Outcomes outcomes = auction.run(block);
    int bidders = block.bidders();
    int cells = bidders * block.items();
    for (int k = 0; k < block.count(); k++) {
      double surplus = 0;
      double paid = 0;
      for (int cell = 0; cell < cells; cell++) {
        float share = outcomes.allocation()[k * cells + cell];
        surplus += share == 0 ? 0 : share * (double) worth[k * cells + cell];
      }
      for (int i = 0; i < bidders; i++) {
        paid += outcomes.payment(k, i);
      }
      int to = at + k * step;
      if (surplusKnown) {
        into[to++] = surplus - paid;
      }
      if (revenue.isPresent()) {
        into[to] = paid - revenue.getAsDouble();
      }
    }
  }
}
