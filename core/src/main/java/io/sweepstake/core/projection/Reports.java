package io.sweepstake.core.projection;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.regret.MisreportGrid;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationDistribution;
import io.sweepstake.core.valuation.ValuationProfiles;

/** What a single bidder may say: a grid for up to three values, else draws. */
final class Reports {
  private static final int[] PER_VALUE = {1001, 101, 31};
  private static final int DRAWS = 20_000;
  private static final double ROUNDING = 1e-6;

  private Reports() {}

  /** Reports that lie in the setting's support. */
  static ValuationProfiles of(Setting setting, long seed) {
    if (setting.items() > PER_VALUE.length) {
      return drawn(setting.distribution(), DRAWS, Seeds.derive(seed, "reports", 0));
    }
    int items = setting.items();
    int per = PER_VALUE[items - 1];
    float[][] points = new float[items][];
    MisreportGrid grid = new MisreportGrid(setting);
    int all = 1;
    for (int j = 0; j < items; j++) {
      points[j] = grid.points(0, j, per);
      all *= per;
    }
    double most = setting.distribution().support().total() * (1 + ROUNDING);
    float[] reports = new float[all * items];
    int count = 0;
    for (int cell = 0; cell < all; cell++) {
      int rest = cell;
      double sum = 0;
      for (int j = 0; j < items; j++) {
        reports[count * items + j] = points[j][rest % per];
        sum += reports[count * items + j];
        rest /= per;
      }
      count += sum <= most ? 1 : 0;
    }
    ValuationProfiles possible = new ValuationProfiles(count, 1, items);
    System.arraycopy(reports, 0, possible.values(), 0, count * items);
    return possible;
  }

  /** The number of the report nearest to each buyer's values, each in units of its range. */
  static int[] nearest(ValuationProfiles reports, ValuationProfiles buyers, Support support) {
    ValuationProfiles scaledReports = scaled(reports, support);
    float[] halves = new float[reports.count()];
    int items = reports.items();
    for (int k = 0; k < halves.length; k++) {
      for (int j = 0; j < items; j++) {
        float value = scaledReports.values()[k * items + j];
        halves[k] += value * value / 2;
      }
    }
    // |v − r|² is least where v·r − |r|²/2 is greatest.
    OutcomeMenu places = new OutcomeMenu(items, scaledReports.values(), halves);
    return places.choices(scaled(buyers, support), Float.NEGATIVE_INFINITY, new double[] {0})[0];
  }

  private static ValuationProfiles scaled(ValuationProfiles profiles, Support support) {
    ValuationProfiles scaled = profiles.copy();
    for (int k = 0; k < scaled.values().length; k++) {
      int j = k % profiles.items();
      scaled.values()[k] =
          (scaled.values()[k] - support.low(0, j)) / (support.high(0, j) - support.low(0, j));
    }
    return scaled;
  }

  /** Profiles of a distribution. */
  static ValuationProfiles drawn(ValuationDistribution from, int count, long seed) {
    Support support = from.support();
    ValuationProfiles drawn = new ValuationProfiles(count, support.bidders(), support.items());
    from.sample(0, drawn, seed);
    return drawn;
  }
}
