package io.sweepstake.core.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.valuation.Support;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UniformBuyerTest {
  /** Lists of prices with bundles cheaper and dearer than their parts, and some out of reach. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void paysWhatManyBuyersPayOnAverage(int items) {
    float[] low = items == 2 ? new float[] {0, 2, 0, 2} : new float[] {0, 0.5f, 1, 0, 0.5f, 1};
    float[] high = items == 2 ? new float[] {1, 4, 1, 4} : new float[] {1, 2, 3, 1, 2, 3};
    Support support = new Support(2, items, low, high);
    UniformBuyer buyer = new UniformBuyer(support, 0);
    int along = items == 2 ? 400 : 60;
    int count = (int) Math.pow(along, items);
    for (int n = 0; n < 10; n++) {
      double[] prices = new double[1 << items];
      for (int bundle = 1; bundle < prices.length; bundle++) {
        prices[bundle] = Integer.bitCount(bundle) * 2 * Seeds.uniform(n, bundle);
      }
      double sum = 0;
      double[] values = new double[items];
      for (int k = 0; k < count; k++) {
        int rest = k;
        for (int j = 0; j < items; j++) {
          values[j] = low[j] + (rest % along + 0.5) / along * (high[j] - low[j]);
          rest /= along;
        }
        double[] worths = CellGrid.worths(values);
        int chosen = 0;
        for (int bundle = 1; bundle < prices.length; bundle++) {
          if (worths[bundle] - prices[bundle] > worths[chosen] - prices[chosen]) {
            chosen = bundle;
          }
        }
        sum += prices[chosen];
      }
      assertThat(buyer.pays(prices)).isCloseTo(sum / count, within(items == 2 ? 5e-3 : 2e-2));
    }
  }
}
